import type { DatabaseSync } from 'node:sqlite';
import type { Term } from '../../query/query-terms.ts';
import { mentionsOf, rarityOf } from '../../ranking.ts';
import { anyOf } from '../expression.ts';
import { bm25, rowid } from '../schema.ts';
import { placeFrom, placeOf } from './columns.ts';
import type { KnownLibrary } from './known-library.ts';

/** Bytes of postings that a reader keeps: at 100,000 publications those of the 30 commonest words. */
const mostBytes = 16 * 1_048_576;
/** Of more publications than this that changed, a term is read anew. */
const mostFollowed = 200;
/** Ids that lie so near to each other are asked for together. */
const together = 50;

/** Where a term stands. */
export interface Postings {
  /** Places of publications, ascending. */
  places: Uint32Array;
  /** Mentions in each, weighted by where they stand, in halves. */
  halves: Uint16Array;
  /** 1: it stands in the title. */
  inTitle: Uint8Array;
}

interface Kept extends Postings {
  edition: number;
  seq: number;
}

/** A publication that has a term: what bm25() says of it, and of its title alone. */
type Row = [id: number, score: number, ofTitle: number];

const inTitleOnly = 'bm25(publication_fts, 1, 0, 0, 0, 0)';
const bytesOf = ({ places }: Pick<Postings, 'places'>) => places.length * 7;

const emptyPostings = (size: number): Postings => ({
  places: new Uint32Array(size),
  halves: new Uint16Array(size),
  inTitle: new Uint8Array(size),
});

/** Runs of ids, those near to each other in one. */
function runsOf(ids: number[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const id of ids.toSorted((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last && id - last[1] <= together) last[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}

/** Reads where terms stand. */
function prepareReading(db: DatabaseSync, library: KnownLibrary) {
  const matching = `select rowid, ${bm25}, ${inTitleOnly} from publication_fts where publication_fts match ?`;
  const every = db.prepare(`${matching} order by rowid`);
  const between = db.prepare(`${matching} and rowid between ? and ? order by rowid`);
  for (const statement of [every, between]) statement.setReturnArrays(true);

  /**
   * FTS5 tells what bm25() says and not how often a word stands there; that follows from it.
   *
   * @param having how many publications have the term, which bm25() counts by
   */
  function postingsFrom(rows: Row[], having: number): Postings {
    const { columns } = library;
    const rarity = rarityOf(library.rows, having);
    const postings = emptyPostings(rows.length);
    for (const [at, [id, score, ofTitle]] of rows.entries()) {
      const place = placeOf(columns, id);
      const length = (columns.length[place] ?? 0) / library.meanLength;
      postings.places[at] = place;
      postings.halves[at] = Math.min(65_535, Math.round(2 * mentionsOf(-score / rarity, length)));
      postings.inTitle[at] = ofTitle < 0 ? 1 : 0;
    }
    return postings;
  }

  return {
    all(expression: string): Postings {
      const rows = every.all(expression) as unknown as Row[];
      return postingsFrom(rows, rows.length);
    },
    /** What was known, without what changed, and that as it stands now. */
    followed(known: Postings, expression: string, changed: number[]): Postings {
      const { columns } = library;
      const runs = runsOf(changed);
      const left = without(
        known,
        runs.map(([from, to]) => [placeFrom(columns, from), placeFrom(columns, to + 1)]),
      );
      const rows = runs.flatMap(
        ([from, to]) => between.all(expression, rowid(from), rowid(to)) as unknown as Row[],
      );
      return merged(left, postingsFrom(rows, left.places.length + rows.length));
    },
  };
}

/**
 * Reads where terms stand, and keeps it: the commonest words are asked for again and again. What bm25()
 * would say of several terms is the sum of what it says of each, so that a search is additions over what
 * is kept.
 */
export function preparePostings(db: DatabaseSync, library: KnownLibrary): (term: Term) => Postings {
  const read = prepareReading(db, library);
  const kept = new Map<string, Kept>();
  let bytes = 0;

  /** As the last that was asked for. */
  function keep(expression: string, postings: Kept): void {
    const before = kept.get(expression);
    if (before) bytes -= bytesOf(before);
    kept.delete(expression);
    kept.set(expression, postings);
    bytes += bytesOf(postings);
    for (const [oldest, { places }] of kept) {
      if (bytes <= mostBytes || kept.size === 1) return;
      kept.delete(oldest);
      bytes -= bytesOf({ places });
    }
  }

  function readOrFollow(expression: string): Postings {
    const before = kept.get(expression);
    if (before?.edition !== library.edition) return read.all(expression);
    if (before.seq === library.seq) return before;
    const changed = library.changedSince(before.seq);
    return changed && changed.length <= mostFollowed
      ? read.followed(before, expression, changed)
      : read.all(expression);
  }

  return (term) => {
    const expression = anyOf([term]);
    const { edition, seq } = library;
    const postings = { ...readOrFollow(expression), edition, seq };
    keep(expression, postings);
    return postings;
  };
}

/** The first of ascending numbers that is not smaller. */
function firstFrom(numbers: Uint32Array, wanted: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those whose places are in none of these stretches, which are ascending. */
function without(known: Postings, stretches: [from: number, to: number][]): Postings {
  const gone = stretches.map((ends) => ends.map((place) => firstFrom(known.places, place)));
  const size = gone.reduce((left, [from = 0, to = 0]) => left - (to - from), known.places.length);
  const left = emptyPostings(size);
  let [begin, at] = [0, 0];
  for (const [from = 0, to = 0] of [...gone, [known.places.length]]) {
    left.places.set(known.places.subarray(begin, from), at);
    left.halves.set(known.halves.subarray(begin, from), at);
    left.inTitle.set(known.inTitle.subarray(begin, from), at);
    at += from - begin;
    begin = to;
  }
  return left;
}

/** Two lists of postings as one, in the order of places. */
function merged(one: Postings, other: Postings): Postings {
  const both = emptyPostings(one.places.length + other.places.length);
  let [mine, theirs] = [0, 0];
  for (let to = 0; to < both.places.length; to += 1) {
    const isMine =
      (one.places[mine] ?? Number.POSITIVE_INFINITY) <
      (other.places[theirs] ?? Number.POSITIVE_INFINITY);
    const [from, at] = isMine ? [one, mine] : [other, theirs];
    both.places[to] = from.places[at] ?? 0;
    both.halves[to] = from.halves[at] ?? 0;
    both.inTitle[to] = from.inTitle[at] ?? 0;
    if (isMine) mine += 1;
    else theirs += 1;
  }
  return both;
}
