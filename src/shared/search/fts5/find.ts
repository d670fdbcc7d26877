import type { DatabaseSync } from 'node:sqlite';
import type { Asked, FoundIds, Slice } from '../answer-query.ts';
import type { QueryTerms } from '../query/query-terms.ts';
import { enough, isByTime } from '../ranking.ts';
import { type InPassingGiven, prepareInPassing } from './in-passing.ts';
import { best, type Order } from './memory/best.ts';
import type { Columns } from './memory/columns.ts';
import type { Narrow, Places } from './memory/narrow.ts';
import { orderOf } from './memory/orders.ts';
import type { Weighed } from './memory/weigh.ts';

export interface FoundByWords extends FoundIds {
  /** Where what has the words stands, whatever else narrows the search. */
  matched: Places;
}

export interface FindGiven extends InPassingGiven {
  weigh(terms: QueryTerms): Weighed;
  narrow: Narrow;
}

function* placesOf(places: Places, isWanted: (place: number) => boolean = () => true) {
  for (let place = 0; place < places.length; place += 1)
    if (places[place] === 1 && isWanted(place)) yield place;
}

function count(places: Places): number {
  let total = 0;
  for (const one of places) total += one;
  return total;
}

/** Those that meet so many clauses at least. */
function meeting({ met }: Weighed, clauses: number): Places {
  const places = new Uint8Array(met.length);
  for (let place = 0; place < met.length; place += 1)
    places[place] = (met[place] ?? 0) >= clauses ? 1 : 0;
  return places;
}

/** Of what is found, in order, the part that is asked for. */
function part(
  { id }: Columns,
  found: Iterable<number>,
  order: Order,
  { limit, offset }: Slice,
): number[] {
  const places = best(found, offset + limit, order).slice(offset);
  return places.map((place) => id[place] ?? 0);
}

/** What has the words, and of this what nothing else leaves out. */
interface Matched {
  weighed: Weighed | null;
  matched: Places;
  places: Places;
}

/** Where everything counts as having all the words. */
function whole(
  columns: Columns,
  { terms, sort, slice }: Asked,
  { matched, places, weighed }: Matched,
): FoundByWords {
  const total = count(places);
  const order = orderOf(sort, { terms, columns, weighed });
  const ids = part(columns, placesOf(places), order, slice);
  return { matched, total, allWords: total, lead: total, ids, complete: new Set(ids) };
}

/** Finds publications: those with all the words, and if they are few, those with some. */
export function prepareFind(db: DatabaseSync, given: FindGiven): (asked: Asked) => FoundByWords {
  const { library, weigh, narrow } = given;
  const inPassingOf = prepareInPassing(db, given);

  /** Those about all the words first, then those with some, among them those that have all in passing. */
  function widened(asked: Asked, weighed: Weighed, strict: Places): FoundByWords {
    const { columns } = library;
    const { terms, sort, slice } = asked;
    const matched = meeting(weighed, 1);
    const places = narrow(Uint8Array.from(matched), asked.narrowing);
    const withAll = [...placesOf(strict)].map((place) => columns.id[place] ?? 0);
    // By date there is nothing to weigh: what has all the words comes first.
    const inPassing = isByTime(sort) ? new Map<number, number>() : inPassingOf(terms, withAll);
    const isLead = (place: number) => strict[place] === 1 && !inPassing.has(columns.id[place] ?? 0);
    const lead = withAll.length - inPassing.size;
    const ordered = { terms, columns, weighed };
    const ids = part(columns, placesOf(places, isLead), orderOf(sort, ordered), slice);
    if (ids.length < slice.limit) {
      const others = placesOf(places, (place) => !isLead(place));
      const rest = { limit: slice.limit - ids.length, offset: Math.max(0, slice.offset - lead) };
      ids.push(...part(columns, others, orderOf(sort, { ...ordered, inPassing }), rest));
    }
    const total = count(places);
    return { matched, total, allWords: withAll.length, lead, ids, complete: new Set(withAll) };
  }

  return (asked) => {
    const { clauses } = asked.terms;
    const { columns } = library;
    const weighed = clauses.length > 0 ? weigh(asked.terms) : null;
    const matched = weighed
      ? meeting(weighed, clauses.length)
      : columns.isThere.slice(0, columns.size);
    const places = narrow(Uint8Array.from(matched), asked.narrowing);
    return weighed && clauses.length > 1 && count(places) < enough
      ? widened(asked, weighed, places)
      : whole(columns, asked, { matched, places, weighed });
  };
}
