import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Awaitable, FacetName, SearchQuery } from '../search-index.ts';
import type { ParsedQuery } from './parse-query.ts';
import type { QueryTerms, Term } from './query-terms.ts';
import { type ResolvedFilters, resolveFilters } from './resolve-filters.ts';

/** What narrows a search besides its words. */
export interface Narrowing extends ResolvedFilters {
  /** "YYYY-MM-DD" or less. */
  before: string | null;
  after: string | null;
  /** First seen at this instant or later, in milliseconds. */
  seenFrom: number | null;
  /** Each has one of its values at least. */
  anyOf: NonNullable<SearchQuery['anyOf']>;
  /** Terms that may not stand in a publication. */
  excluded: Term[];
  /** Whether what a rule suggests counts like what a person accepted. */
  includeSuggested: boolean;
}

/** Facets whose values nobody knows but the index: what is typed may be part of one. */
const openFacets = ['publisher', 'tag'] as const satisfies FacetName[];

/**
 * What a query is narrowed by: filters given beside the box and those typed into it, days, and what
 * must not stand in a publication.
 *
 * @param valuesOf all values that the index has for a facet; asked only where one was typed
 */
export async function narrowingOf(
  query: SearchQuery,
  { parsed, terms }: { parsed: ParsedQuery; terms: QueryTerms },
  vocabulary: ConceptTerms[],
  valuesOf: (name: FacetName) => Awaitable<string[]>,
): Promise<Narrowing> {
  const values = new Map<FacetName, string[]>();
  for (const name of openFacets) {
    if (parsed.filters[name] || parsed.excludedFilters[name])
      values.set(name, await valuesOf(name));
  }
  const { filters, excludedFilters, typed } = resolveFilters(
    query.filters ?? {},
    parsed,
    vocabulary,
    (name) => values.get(name) ?? [],
  );
  const excluded = { ...excludedFilters };
  for (const [name, none] of Object.entries(query.noneOf ?? {}) as [FacetName, string[]][])
    excluded[name] = [...(excluded[name] ?? []), ...none];
  return {
    filters,
    excludedFilters: excluded,
    typed,
    seenFrom: query.seenFrom ?? null,
    anyOf: query.anyOf ?? [],
    before: parsed.before,
    after: parsed.after,
    excluded: terms.excluded,
    includeSuggested: query.includeSuggested ?? false,
  };
}
