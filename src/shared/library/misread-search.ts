import { publicationStatuses } from '#shared/entities/index.ts';
import { facetNames, searchAreas } from '#shared/search/search-index.ts';
import { listed, listedAsChoice } from '#shared/text/in-words.ts';
import { linkedValues } from './read-search-query.ts';
import { isSince } from './scope-words.ts';

/** What an address of a search says besides its filters. */
const others = [
  'q',
  'sort',
  'page',
  'size',
  'expand',
  'correct',
  'alike',
  'include',
  'for',
  'count',
  'since',
  'sinceOn',
  'area',
];
const known = new Set<string>([...facetNames, ...others]);

/** Statuses that a publication may have. */
const statuses: readonly string[] = publicationStatuses;

/** Filters whose values do not depend on what is in the library, and how a wrong value is explained. */
const closed: Record<string, { has: (value: string) => boolean; said: string }> = {
  status: {
    has: (value) => statuses.includes(value),
    said: `a status is ${listedAsChoice(statuses)}`,
  },
  year: { has: (value) => /^\d{4}$/.test(value), said: 'a year is written with four digits' },
  count: {
    has: (value) => value === 'none' || facetNames.some((name) => name === value),
    said: 'what can be counted is a filter’s name, or none',
  },
  since: {
    has: (value) => isSince(value),
    said: 'since is visit, meeting, or a day like 2026-09-30',
  },
  sinceOn: { has: (value) => isSince(value), said: 'since is a day like 30/09/2026' },
  area: {
    has: (value) => (searchAreas as readonly string[]).includes(value),
    said: `an area is ${listedAsChoice(searchAreas)}`,
  },
  linked: {
    has: (value) => value.toLowerCase() in linkedValues,
    said: 'linked is yes or no',
  },
};

/** A parameter of a search that can mean nothing. */
export interface Misread {
  parameter: string;
  /** A sentence for whoever wrote it. */
  message: string;
}

/**
 * What of a search's parameters can mean nothing, now or later: names that there are not, and values
 * that no publication can have. A theme or publisher that is only not in the library yet is none.
 */
export function misreadInSearch(parameters: URLSearchParams): Misread[] {
  return [...new Set(parameters.keys())].flatMap((parameter) => {
    if (!known.has(parameter)) {
      const message = `There is no filter called “${parameter}”: filters are ${listed(facetNames)}.`;
      return [{ parameter, message }];
    }
    const facet = closed[parameter];
    if (!facet) return [];
    return parameters
      .getAll(parameter)
      .filter((value) => value && !facet.has(value))
      .map((value) => ({
        parameter,
        message: `“${value}” is not understood as ${parameter}: ${facet.said}.`,
      }));
  });
}

/** The search without what of it can mean nothing: a filter that is ticked is one that finds something, some day. */
export function understoodSearch(parameters: URLSearchParams): URLSearchParams {
  const isUnderstood = ([name, value]: [string, string]) =>
    known.has(name) && (!value || (closed[name]?.has(value) ?? true));
  return new URLSearchParams([...parameters].filter(isUnderstood));
}
