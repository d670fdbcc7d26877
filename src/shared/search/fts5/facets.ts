import type { FacetCounts } from '../answer-query.ts';
import { facetGroups, largestFirst } from '../facet-groups.ts';
import type { Narrowing } from '../query/narrowing.ts';
import type { FacetName } from '../search-index.ts';
import type { KnownLibrary } from './memory/known-library.ts';
import type { Narrow, Places } from './memory/narrow.ts';

/** Counts values of facets over all publications found. */
export function prepareFacets(library: KnownLibrary, narrow: Narrow) {
  /** How many have each value, by its number. */
  function count(places: Places, includeSuggested: boolean): Uint32Array {
    const { start, accepted, end, pool, limit } = library.columns.codes;
    const counts = new Uint32Array(limit);
    const to = includeSuggested ? end : accepted;
    for (let place = 0; place < places.length; place += 1) {
      if (places[place] === 0) continue;
      for (let at = start[place] ?? 0; at < (to[place] ?? 0); at += 1) {
        const code = pool[at] ?? 0;
        counts[code] = (counts[code] ?? 0) + 1;
      }
    }
    return counts;
  }

  /** Counts of the values of these facets, the most frequent first. */
  function valuesOf(names: FacetName[], counts: Uint32Array): FacetCounts {
    const counted: FacetCounts = Object.fromEntries(names.map((name) => [name, []]));
    for (const [code, total] of counts.entries()) {
      const known = total > 0 ? library.facetCodes.meaningOf(code) : undefined;
      if (known) counted[known.name as FacetName]?.push({ value: known.value, count: total });
    }
    for (const name of names) counted[name]?.sort(largestFirst);
    return counted;
  }

  /** @param matched what has the words, whatever else narrows the search */
  return (matched: Places, narrowing: Narrowing, wanted: readonly FacetName[]): FacetCounts =>
    Object.assign(
      {},
      ...facetGroups(wanted, narrowing.filters).map(({ names, except }) => {
        const places = narrow(Uint8Array.from(matched), narrowing, except);
        return valuesOf(names, count(places, narrowing.includeSuggested));
      }),
    );
}
