import {
  facetNames,
  type SearchQuery,
  searchAreas,
  searchSorts,
} from '#shared/search/search-index.ts';
import { readSince } from './scope-words.ts';

/** Values of `linked`, whatever a person or program writes for yes and no. */
export const linkedValues: Record<string, string> = {
  true: 'yes',
  yes: 'yes',
  '1': 'yes',
  false: 'no',
  no: 'no',
  '0': 'no',
};

/**
 * Whether the person switched off that other words are searched for. A form that is sent again says
 * with `for` which words that was said of: for others everything is on.
 */
function isOff(name: 'expand' | 'correct', parameters: URLSearchParams): boolean {
  const words = parameters.get('for');
  const isOther = words !== null && words.trim() !== (parameters.get('q') ?? '').trim();
  return parameters.get(name) === 'off' && !isOther;
}

function wholeNumber(text: string | null, least: number, most: number, otherwise: number): number {
  const value = Number(text);
  return text && Number.isInteger(value) && value >= least ? Math.min(value, most) : otherwise;
}

/**
 * A search as an address has it (`?q=…&theme=…&page=2`): the same for the page and the API. What
 * cannot be understood counts as not given; repeated parameters are OR inside a facet.
 */
export function readSearchQuery(parameters: URLSearchParams): SearchQuery & {
  filters: NonNullable<SearchQuery['filters']>;
} {
  const filters: NonNullable<SearchQuery['filters']> = {};
  for (const facet of facetNames) {
    const values = [...new Set(parameters.getAll(facet).filter(Boolean))].map((value) =>
      facet === 'linked' ? (linkedValues[value.toLowerCase()] ?? value) : value,
    );
    if (values.length > 0) filters[facet] = values;
  }
  const since = readSince(parameters);
  const areas = searchAreas.filter((one) => parameters.getAll('area').includes(one));
  const sort = searchSorts.find((one) => one === parameters.get('sort'));
  return {
    words: (parameters.get('q') ?? '').slice(0, 1000),
    filters,
    ...(since && { since }),
    ...(areas.length > 0 && { areas }),
    ...(sort && { sort }),
    page: wholeNumber(parameters.get('page'), 1, 1_000_000, 1),
    size: wholeNumber(parameters.get('size'), 1, 100, 20),
    expand: !isOff('expand', parameters),
    correct: !isOff('correct', parameters),
    includeSuggested: parameters.get('include') === 'suggested',
    ...(parameters.get('alike') === 'off' && { alike: false }),
  };
}

/** The same search as parameters of an address, without what goes without saying. */
export function searchParameters(query: SearchQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  if (query.words) parameters.set('q', query.words);
  for (const facet of facetNames) {
    for (const value of query.filters?.[facet] ?? []) parameters.append(facet, value);
  }
  if (query.since) parameters.set('since', query.since);
  for (const area of query.areas ?? []) parameters.append('area', area);
  if (query.sort) parameters.set('sort', query.sort);
  if (query.expand === false) parameters.set('expand', 'off');
  if (query.correct === false) parameters.set('correct', 'off');
  if (query.alike === false) parameters.set('alike', 'off');
  if (query.includeSuggested) parameters.set('include', 'suggested');
  if ((query.page ?? 1) > 1) parameters.set('page', String(query.page));
  return parameters;
}
