import type { MayShow } from '#shared/entities/index.ts';
import { searchParameters } from '#shared/library/read-search-query.ts';
import type { HitPassage } from '#shared/library/search-publications.ts';
import type { FacetName, SearchQuery } from '#shared/search/search-index.ts';

const withParameters = (path: string, parameters: URLSearchParams) =>
  parameters.size > 0 ? `${path}?${parameters}` : path;

/** The search page with this query. */
export const searchAddress = (query: SearchQuery): string =>
  withParameters('/', searchParameters(query));

/** The same search, from its first page, with these changes. */
export const searchAgain = (query: SearchQuery, changes: Partial<SearchQuery>): string =>
  searchAddress({ ...query, page: 1, ...changes });

/** The same search without one value of a filter. */
export function searchWithout(query: SearchQuery, facet: FacetName, value: string): string {
  const values = (query.filters?.[facet] ?? []).filter((one) => one !== value);
  return searchAgain(query, { filters: { ...query.filters, [facet]: values } });
}

export const publicationAddress = (id: number): string => `/publications/${id}`;

/** What is marked where a hit is read: the words as corrected, with or without their other names. */
export interface Marked {
  words: string;
  /** Whether other names of what was searched for are marked too. */
  expand: boolean;
}

/** A document's text here, at the page, with the words of the search marked. */
export function readingAddress(
  publicationId: number,
  documentId: number,
  { words, expand, page }: Marked & { page: number | null },
): string {
  const parameters = new URLSearchParams(words ? { q: words } : {});
  if (words && !expand) parameters.set('expand', 'off');
  // What comes after "#" is lost where a sign-in stands between: the page is in the question too.
  if (page !== null) parameters.set('page', String(page));
  const place = page === null ? (words ? '#match' : '') : `#page-${page}`;
  return `${withParameters(`/publications/${publicationId}/documents/${documentId}`, parameters)}${place}`;
}

/**
 * Where a passage that was found can be read: here when the text may be shown, else in the
 * publisher's own document, at the page where browsers understand that; null when there is neither.
 */
export function passageAddress(
  hit: { id: number; mayShow: MayShow },
  passage: HitPassage,
  marked: Marked,
): string | null {
  if (hit.mayShow === 'text')
    return readingAddress(hit.id, passage.documentId, { ...marked, page: passage.page });
  if (!passage.url) return null;
  return passage.isPdf && passage.page ? `${passage.url}#page=${passage.page}` : passage.url;
}
