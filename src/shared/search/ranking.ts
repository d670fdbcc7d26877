import type { SearchSort } from './search-index.ts';

/** What every engine agrees on when it orders what it found. */

/** Whether nothing is weighed: those with all the words first, then by when they came. */
export const isByTime = (sort: SearchSort | undefined): sort is 'newest' | 'seen' =>
  sort === 'newest' || sort === 'seen';

/** With fewer publications than this that have all the words, those with some follow. */
export const enough = 50;

/** Publications of this many words are long: what they mention they are not yet about. */
export const longFrom = 2500;

/**
 * What words that stand together on one page are worth beside words all over a publication. From 1.1 to
 * 1.3 our questions are answered alike; below, what is about one of the words comes first, above, what
 * mentions all of them.
 */
export const placeWeight = 1.2;

/** Passages of one long publication that are looked at for the place that says most. */
export const mostPlaces = 12;

/** How much a word counts by where it stands. */
export const fieldWeights = {
  title: 3,
  headings: 2,
  summary: 1.5,
  concepts: 2,
  body: 1,
} as const;

/** How fast more mentions stop counting, and how much length is held against a publication: as in FTS5's bm25(). */
const k1 = 1.2;
const b = 0.75;

/**
 * What mentions, weighted by where they stand, count for in BM25.
 *
 * @param length how long the publication is beside the mean; 1 is as long
 */
export const saturated = (mentions: number, length = 1): number =>
  (mentions * (k1 + 1)) / (mentions + k1 * (1 - b + b * length));

/** How many mentions count for so much: the other way round. */
export function mentionsOf(saturation: number, length = 1): number {
  const left = k1 + 1 - saturation;
  return left <= 0 ? Number.POSITIVE_INFINITY : (saturation * k1 * (1 - b + b * length)) / left;
}

/** How much a term counts by how few publications have it: as in FTS5's bm25(). */
export const rarityOf = (publications: number, having: number): number =>
  Math.max(1e-6, Math.log((publications - having + 0.5) / (having + 0.5)));
