/** How much the first places of a list count over those behind them (Cormack et al. 2009). */
const k = 60;

/** How many of those with some of the words words and meaning put into order together; the rest follow by words. */
export const mostFused = 200;

/**
 * The order of words and the order of meaning as one, by reciprocal rank. What has not been read for its
 * meaning yet keeps the place that its words gave it.
 *
 * @param byWords ids, best first
 * @param nearness the cosine of each, as far as it is known
 */
export function fuse(byWords: readonly number[], nearness: ReadonlyMap<number, number>): number[] {
  const near = byWords
    .filter((id) => nearness.has(id))
    .sort((one, other) => (nearness.get(other) ?? 0) - (nearness.get(one) ?? 0));
  const placeByMeaning = new Map(near.map((id, at) => [id, at]));
  const scores = new Map(
    byWords.map((id, at) => [id, 1 / (k + at + 1) + 1 / (k + (placeByMeaning.get(id) ?? at) + 1)]),
  );
  return [...byWords].sort((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0));
}
