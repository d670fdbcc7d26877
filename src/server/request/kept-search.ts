import { readSearchQuery, searchParameters } from '#shared/library/read-search-query.ts';
import type { SearchQuery } from '#shared/search/search-index.ts';

/** A search that was kept, as the search page and the API understand it. */
export const keptQuery = (parameters: string): SearchQuery =>
  readSearchQuery(new URLSearchParams(parameters));

/** What is kept of a search: everything but which page of it was looked at. */
export const keptParameters = (query: SearchQuery): string =>
  searchParameters({ ...query, page: 1 }).toString();

/** Where a kept search opens. */
export const keptAddress = (parameters: string): string => (parameters ? `/?${parameters}` : '/');
