import { commonWords } from './common-words.ts';
import { keyOf, type Range, type Text } from './read-text.ts';

/** Tokens before and after that are looked at to tell equal places apart. */
const reach = 30;
/** By how much one place is to fit better than another, of 2, to be preferred. */
const margin = 0.1;
/** Places of the same words beyond which each is not compared with each. */
const mostCompared = 40;

function keysBefore({ tokens }: Text, at: number): string[] {
  return tokens
    .slice(Math.max(0, at - reach), at)
    .map(({ key }) => key)
    .reverse();
}
const keysAfter = ({ tokens }: Text, at: number): string[] =>
  tokens.slice(at, at + reach).map(({ key }) => key);

/** How alike what stands on one side is, from 0 to 1: what is next counts most. */
function sideAlike(one: string[], other: string[]): number {
  const shorter = Math.min(one.length, other.length);
  if (shorter === 0) return one.length === other.length ? 1 : 0;
  let run = 0;
  while (run < shorter && one[run] === other[run]) run += 1;
  if (run === shorter) return 1;
  const common = commonWords(one.slice(0, shorter), other.slice(0, shorter)).length;
  return 0.5 * (Math.min(run, 12) / 12) + 0.25 * (common / shorter);
}

/** How alike what stands around two places is, from 0 to 2. */
export function alikeAround(one: Text, place: Range, other: Text, otherPlace: Range): number {
  return (
    sideAlike(keysBefore(one, place.from), keysBefore(other, otherPlace.from)) +
    sideAlike(keysAfter(one, place.to), keysAfter(other, otherPlace.to))
  );
}

/** Whether the sentence before or after is the same, word for word. */
function hasSameNeighbour(one: Text, place: Range, other: Text, otherPlace: Range): boolean {
  const unitKey = (text: Text, unit: number | undefined) => {
    const range = text.units[unit ?? -1];
    return range ? keyOf(text, range) : null;
  };
  return ([-1, 1] as const).some((step) => {
    const beside = (text: Text, { from, to }: Range) =>
      unitKey(text, (text.unitOf[step < 0 ? from : to - 1] ?? 0) + step);
    const key = beside(one, place);
    return key !== null && key === beside(other, otherPlace);
  });
}

/** What came of looking for one of several equal places. */
export type Choice = Range | 'none' | 'cannot-tell';

interface Places {
  was: Text;
  now: Text;
  /** Where the words stood, ours among them. */
  olds: Range[];
  ours: number;
  /** Where they stand. */
  news: Range[];
}

/** The place that beats all others by the margin. */
export function clearBest(scores: { at: number; score: number }[]): number | null {
  const [best, second] = [...scores].sort((a, b) => b.score - a.score);
  if (!best || best.score < margin) return null;
  return !second || best.score - second.score >= margin ? best.at : null;
}

/** Where there are too many to compare each with each: only what fits ours both ways. */
function fitsBothWays({ was, now, olds, ours, news }: Places): Choice {
  const mine = olds[ours];
  if (!mine) return 'cannot-tell';
  const best = clearBest(
    news.map((place, at) => ({ at, score: alikeAround(was, mine, now, place) })),
  );
  const place = best === null ? undefined : news[best];
  if (!place) return 'cannot-tell';
  const owner = clearBest(
    olds.map((old, at) => ({ at, score: alikeAround(was, old, now, place) })),
  );
  return owner === ours ? place : 'cannot-tell';
}

/** Takes apart whom what belongs to, clear pairs first, until none is left that is clear. */
function pairOff({ was, now, olds, ours, news }: Places): Choice {
  const scores = olds.map((old) => news.map((place) => alikeAround(was, old, now, place)));
  const oldsLeft = new Set(olds.keys());
  const newsLeft = new Set(news.keys());
  const bestFor = (old: number) =>
    clearBest([...newsLeft].map((at) => ({ at, score: scores[old]?.[at] ?? 0 })));
  const ownerOf = (place: number) =>
    clearBest([...oldsLeft].map((at) => ({ at, score: scores[at]?.[place] ?? 0 })));
  for (let isFound = true; isFound; ) {
    isFound = false;
    for (const old of oldsLeft) {
      const place = bestFor(old);
      if (place === null || ownerOf(place) !== old) continue;
      if (old === ours) return news[place] ?? 'cannot-tell';
      oldsLeft.delete(old);
      newsLeft.delete(place);
      isFound = true;
    }
  }
  return newsLeft.size === 0 ? 'none' : 'cannot-tell';
}

/**
 * Which of the places where the words stand now is the one where ours stood. What stands around decides;
 * two that fit equally well mean that nobody can tell.
 */
export function choosePlace(places: Places): Choice {
  const { was, now, olds, ours, news } = places;
  const [only] = news;
  if (!only) return 'none';
  if (olds.length === 1 && news.length === 1) return only;
  const isMany = Math.max(olds.length, news.length) > mostCompared;
  const choice = isMany ? fitsBothWays(places) : pairOff(places);
  const mine = olds[ours];
  if (typeof choice === 'string' || !mine) return choice;
  // Among equals, what only resembles the place is not enough.
  return hasSameNeighbour(was, mine, now, choice) ? choice : 'cannot-tell';
}
