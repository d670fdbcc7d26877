import type { PublicationDocument } from './publication-document.ts';

/** One value by which a publication can be filtered. */
export interface Facet {
  name: string;
  value: string;
  /** A rule suggests it; no person has accepted it. */
  isSuggested: boolean;
}

/**
 * The values by which a publication can be filtered, each once; an accepted one hides the same
 * suggested.
 *
 * @param facetOf the facet that a concept belongs to; concepts of no facet are left out
 */
export function facetsOf(
  document: PublicationDocument,
  facetOf: (concept: string) => string | undefined,
): Facet[] {
  const facets = new Map<string, Facet>();
  const add = (name: string | undefined, value: string | null, isSuggested = false) => {
    if (name && value && !facets.has(`${name} ${value}`))
      facets.set(`${name} ${value}`, { name, value, isSuggested });
  };
  add('publisher', document.publisher);
  add('type', document.type);
  add('region', document.region);
  add('year', document.publishedOn?.slice(0, 4) ?? null);
  add('status', document.status);
  add('linked', document.linkCount > 0 ? 'yes' : 'no');
  for (const tag of document.tags) add('tag', tag);
  for (const concept of document.concepts) add(facetOf(concept), concept);
  for (const concept of document.suggested) add(facetOf(concept), concept, true);
  return [...facets.values()];
}
