import type { Narrowing } from '../../query/narrowing.ts';
import type { Term } from '../../query/query-terms.ts';
import type { FacetName } from '../../search-index.ts';
import { dayNumber } from './columns.ts';
import type { KnownLibrary } from './known-library.ts';
import type { Postings } from './postings.ts';

/** 1 for each place that may be found. */
export type Places = Uint8Array;

/** Takes out of `places` what narrows a search; `except` is the facet that stands open. */
export type Narrow = (places: Places, narrowing: Narrowing, except?: FacetName) => Places;

type Test = (place: number) => boolean;

export function prepareNarrow(library: KnownLibrary, postingsOf: (term: Term) => Postings): Narrow {
  /** Whether a publication has one of these numbers. */
  function hasOneOf(numbers: number[], includeSuggested: boolean): Test {
    const { start, accepted, end, pool, limit } = library.columns.codes;
    const wanted = new Uint8Array(limit);
    for (const code of numbers) wanted[code] = 1;
    return (place) => {
      const to = (includeSuggested ? end : accepted)[place] ?? 0;
      for (let at = start[place] ?? 0; at < to; at += 1)
        if (wanted[pool[at] ?? 0] === 1) return true;
      return false;
    };
  }

  function byFacets(narrowing: Narrowing, except?: FacetName): Test[] {
    const { includeSuggested, filters, excludedFilters, anyOf } = narrowing;
    const codesIn = (group: [string, string[]][]) =>
      group.flatMap(([name, values]) => library.facetCodes.codesOf(name, values));
    const has = (group: [string, string[]][]) => hasOneOf(codesIn(group), includeSuggested);
    const wanted = Object.entries(filters).filter(
      ([name, values]) => name !== except && values.length > 0,
    );
    const refused = Object.entries(excludedFilters).filter(([, values]) => values.length > 0);
    return [
      ...wanted.map((one) => has([one])),
      // A group without a value has nothing that it could match.
      ...anyOf.map((group) => has(Object.entries(group))),
      ...(refused.length > 0 ? [not(has(refused))] : []),
    ];
  }

  function byTime({ seenFrom, before, after }: Narrowing): Test[] {
    const { firstSeen, publishedOn } = library.columns;
    const tests: Test[] = [];
    if (seenFrom !== null) tests.push((place) => (firstSeen[place] ?? 0) >= seenFrom);
    if (before) {
      const day = dayNumber(before);
      tests.push((place) => publishedOn[place] !== 0 && (publishedOn[place] ?? 0) < day);
    }
    if (after) {
      const day = dayNumber(after);
      tests.push((place) => (publishedOn[place] ?? 0) >= day);
    }
    return tests;
  }

  return (places, narrowing, except) => {
    for (const term of narrowing.excluded)
      for (const place of postingsOf(term).places) places[place] = 0;
    const tests = [...byFacets(narrowing, except), ...byTime(narrowing)];
    if (tests.length === 0) return places;
    for (let place = 0; place < places.length; place += 1)
      if (places[place] === 1 && !tests.every((test) => test(place))) places[place] = 0;
    return places;
  };
}

const not =
  (test: Test): Test =>
  (place) =>
    !test(place);
