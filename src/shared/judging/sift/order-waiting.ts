import { type Decision, type Leanings, learnFrom, scoresOf } from './learn-from.ts';
import type { TermSpace } from './term-space.ts';

/** Where no more than this wait, all are read: nothing is mixed in at random, and nobody stops early. */
export const smallWeek = 100;
/** One in so many is shown at random. */
export const randomEvery = 10;

export interface Placed {
  id: number;
  /** Shown at random, so that the order never narrows to what was kept first. */
  isRandom: boolean;
  /** How much speaks for it. */
  score: number;
}

/** A number from 0 to 2³²−1 that an id always has: as good as thrown dice, and always the same. */
export function lotOf(id: number): number {
  let mixed = Math.imul(id ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

export interface ToOrder {
  space: TermSpace;
  /** Ids that wait, all of them in the space. */
  waiting: number[];
  decisions: Decision[];
  /** Ids of texts that say what is looked for, while nothing was kept. */
  wanted?: number[];
  /** Without the random tenth, to measure the order by itself. */
  isPure?: boolean;
}

/** Every tenth place goes to the next by lot; which places these are follows from how many were judged. */
function mixAtRandom(ranked: Placed[], judged: number): Placed[] {
  const byLot = ranked.toSorted((a, b) => lotOf(a.id) - lotOf(b.id) || a.id - b.id);
  const placed = new Set<number>();
  const mixed: Placed[] = [];
  let [nextRanked, nextByLot] = [0, 0];
  while (mixed.length < ranked.length) {
    const isRandom = (judged + mixed.length) % randomEvery === randomEvery - 1;
    const from = isRandom ? byLot : ranked;
    let at = isRandom ? nextByLot : nextRanked;
    while (placed.has(from[at]?.id ?? Number.NaN)) at += 1;
    const next = from[at];
    if (!next) break;
    if (isRandom) nextByLot = at + 1;
    else nextRanked = at + 1;
    placed.add(next.id);
    mixed.push({ ...next, isRandom });
  }
  return mixed;
}

/**
 * The order in which what waits is shown: what most resembles what was kept first, what most
 * resembles what was set aside last; where more than a hundred wait, one in ten by lot. Nothing is
 * left out. A pure function: the same texts and decisions give the same order.
 */
export function orderWaiting(given: ToOrder): { placed: Placed[]; leanings: Leanings } {
  const { space, waiting, decisions, wanted = [], isPure = false } = given;
  const leanings = learnFrom(space, decisions, wanted);
  const scores = scoresOf(space, leanings);
  const ranked = waiting
    .map((id) => ({ id, isRandom: false, score: scores[space.rowOf.get(id) ?? -1] ?? 0 }))
    .sort((a, b) => b.score - a.score || b.id - a.id);
  const isMixed = !isPure && waiting.length > smallWeek;
  const judged = new Set(decisions.map(({ id }) => id)).size;
  return { placed: isMixed ? mixAtRandom(ranked, judged) : ranked, leanings };
}
