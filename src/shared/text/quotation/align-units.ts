import { couldBeAlike, keysOf, likenessOf } from './likeness.ts';
import { keyOf, type Range, type Text } from './read-text.ts';
import { isWord } from './tokens.ts';

/**
 * How alike two sentences are at least for one to be an edit of the other: where it is the only new one
 * between the same neighbours, about where it stood, and elsewhere.
 */
const leastAlike = { 'in its place': 0.36, near: 0.5, elsewhere: 0.6 } as const;
type Where = keyof typeof leastAlike;
/** A sentence of which this much stands in a longer one at the same place has grown. */
const keptHere = 0.85;
/** Words that a sentence has at least for that. */
const fewestKept = 5;
/** What standing at the same place counts. */
const placeCounts = 0.12;
/** By how much one is to fit better than another to be preferred. */
const margin = 0.04;
/** Sentences around the place where one stood that are looked at. */
const slack = 3;
const mostNear = 60;
/** A word in more sentences than this tells nothing. */
const mostShared = 20;
const mostElsewhere = 12;

/** What became of the sentences of one state in another. */
export interface Alignment {
  was: Text;
  now: Text;
  /** Sentences of the one, and which of the other they are. */
  partners: Map<number, number>;
  /** Of these, those that are edited. */
  edited: Set<number>;
  /** Sentences that could be either of several. */
  unsure: Set<number>;
}

type Known = Pick<Alignment, 'was' | 'now' | 'partners'>;

const unitKey = (text: Text, unit: number) => keyOf(text, text.units[unit] ?? { from: 0, to: 0 });
const countOf = (text: Text, key: string) => text.byKey.get(key)?.length ?? 0;

/** Sentences that stand once in either, word for word, and what stands beside them. */
function sameWords(was: Text, now: Text): Map<number, number> {
  const partners = new Map<number, number>();
  for (const [key, [unit = 0, ...more]] of was.byKey) {
    const [other, ...others] = now.byKey.get(key) ?? [];
    if (more.length === 0 && others.length === 0 && other !== undefined) partners.set(unit, other);
  }
  const taken = new Set(partners.values());
  const beside = (unit: number, step: number) => {
    const other = (partners.get(unit - step) ?? Number.NaN) + step;
    if (partners.has(unit) || !now.units[other] || taken.has(other)) return;
    if (unitKey(was, unit) !== unitKey(now, other)) return;
    partners.set(unit, other);
    taken.add(other);
  };
  for (let unit = 1; unit < was.units.length; unit += 1) beside(unit, 1);
  for (let unit = was.units.length - 2; unit >= 0; unit -= 1) beside(unit, -1);
  return partners;
}

/** Sentences of one text that another does not have, or has fewer of. */
function onlyIn(text: Text, other: Text, taken: ReadonlySet<number>): number[] {
  return [...text.units.keys()].filter((unit) => {
    if (taken.has(unit)) return false;
    const key = unitKey(text, unit);
    return countOf(text, key) > countOf(other, key);
  });
}

/** Where in the other text a sentence would be looked for: beside what stood before and after it. */
function nearPlaces({ was, now, partners }: Known) {
  const count = was.units.length;
  const before: number[] = [];
  const after: number[] = [];
  for (let unit = 0, last = -1; unit < count; unit += 1) {
    before[unit] = last;
    if (partners.has(unit)) last = unit;
  }
  for (let unit = count - 1, next = count; unit >= 0; unit -= 1) {
    after[unit] = next;
    if (partners.has(unit)) next = unit;
  }
  const placeOf = (unit: number) =>
    unit < 0 ? -1 : unit >= count ? now.units.length : (partners.get(unit) ?? -1);
  return (unit: number): Range[] => {
    const [low, high] = [placeOf(before[unit] ?? -1), placeOf(after[unit] ?? count)];
    const wide = Math.min((after[unit] ?? count) - (before[unit] ?? -1) + slack, mostNear);
    if (low < high && high - low <= wide) return [{ from: low + 1, to: high }];
    const top = low < high ? high : now.units.length;
    const bottom = low < high ? low : -1;
    return [
      { from: low + 1, to: Math.min(low + 1 + wide, top) },
      { from: Math.max(high - wide, bottom + 1), to: high },
    ];
  };
}

/** Free sentences that have rare words of a sentence, most first. */
function findElsewhere(free: ReadonlySet<number>, now: Text) {
  const having = new Map<string, number[]>();
  for (const unit of free) {
    for (const key of new Set(unitKeys(now, unit))) {
      const units = having.get(key);
      if (units) units.push(unit);
      else having.set(key, [unit]);
    }
  }
  return (keys: readonly string[]): number[] => {
    const votes = new Map<number, number>();
    for (const key of new Set(keys)) {
      const units = isWord(key) ? (having.get(key) ?? []) : [];
      if (units.length > mostShared) continue;
      for (const unit of units) votes.set(unit, (votes.get(unit) ?? 0) + 1 / units.length);
    }
    return [...votes]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostElsewhere)
      .map(([unit]) => unit);
  };
}

interface Pair {
  old: number;
  place: number;
  score: number;
}

/** How well a sentence fits as an edit of another; null where it does not. */
function scoreOf(one: readonly string[], other: readonly string[], where: Where): number | null {
  const least = leastAlike[where];
  const mayHaveGrown = where !== 'elsewhere' && one.filter(isWord).length >= fewestKept;
  if (couldBeAlike(one, other) < least && !mayHaveGrown) return null;
  const { alike, kept } = likenessOf(one, other);
  const hasGrown = mayHaveGrown && kept >= keptHere;
  if (alike < least && !hasGrown) return null;
  return Math.max(alike, hasGrown ? kept * 0.6 : 0) + (where === 'elsewhere' ? 0 : placeCounts);
}

const unitKeys = (text: Text, unit: number) => keysOf(text, text.units[unit] ?? { from: 0, to: 0 });

/** Whether two stand between the same neighbours, the beginning and the end of the text among them. */
function whereIs({ was, now, partners }: Known, old: number, place: number): Where | null {
  const begins = old === 0 ? place === 0 : partners.get(old - 1) === place - 1;
  const isLast = old === was.units.length - 1;
  const ends = isLast ? place === now.units.length - 1 : partners.get(old + 1) === place + 1;
  return begins && ends ? 'in its place' : null;
}

/** All pairs of which one could be the other, edited; best first. */
function pairsOf(known: Known, olds: number[], free: Set<number>): Pair[] {
  const { was, now } = known;
  const near = nearPlaces(known);
  const elsewhere = findElsewhere(free, now);
  const keysOfFree = new Map([...free].map((unit) => [unit, unitKeys(now, unit)]));
  const freeNear = (old: number) =>
    near(old).flatMap(({ from, to }) => {
      const units = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
      return units.filter((unit) => free.has(unit));
    });
  const pairsWith = (old: number): Pair[] => {
    const keys = unitKeys(was, old);
    const here = new Set(freeNear(old));
    return [...new Set([...here, ...elsewhere(keys)])].flatMap((place) => {
      const where = whereIs(known, old, place) ?? (here.has(place) ? 'near' : 'elsewhere');
      const score = scoreOf(keys, keysOfFree.get(place) ?? [], where);
      return score === null ? [] : { old, place, score };
    });
  };
  return olds.flatMap(pairsWith).sort((a, b) => b.score - a.score);
}

/** Pairs by either of their ends. */
function byEnd(pairs: Pair[], end: 'old' | 'place'): Map<number, Pair[]> {
  const having = new Map<number, Pair[]>();
  for (const pair of pairs) {
    const same = having.get(pair[end]);
    if (same) same.push(pair);
    else having.set(pair[end], [pair]);
  }
  return having;
}

/** Gives each its best partner, best pairs first; where a second would do as well, nobody can tell. */
function pairEdited(pairs: Pair[], { partners, edited, unsure }: Alignment): void {
  const taken = new Set<number>();
  const [ofOld, ofPlace] = [byEnd(pairs, 'old'), byEnd(pairs, 'place')];
  for (const { old, place, score } of pairs) {
    if (partners.has(old) || taken.has(place) || unsure.has(old)) continue;
    const hasRival =
      ofOld
        .get(old)
        ?.some(
          (pair) => pair.place !== place && pair.score > score - margin && !taken.has(pair.place),
        ) ||
      ofPlace
        .get(place)
        ?.some(
          (pair) => pair.old !== old && pair.score > score - margin && !partners.has(pair.old),
        );
    if (hasRival) {
      unsure.add(old);
      continue;
    }
    partners.set(old, place);
    edited.add(old);
    taken.add(place);
  }
}

/**
 * Lines up the sentences of two states of a document: those that are the same, and those that are edits
 * of one another, by the words they share and by what stands around them.
 */
export function alignUnits(was: Text, now: Text): Alignment {
  const partners = sameWords(was, now);
  const olds = onlyIn(was, now, new Set(partners.keys()));
  const free = new Set(onlyIn(now, was, new Set(partners.values())));
  const alignment: Alignment = { was, now, partners, edited: new Set(), unsure: new Set() };
  pairEdited(pairsOf({ was, now, partners }, olds, free), alignment);
  return alignment;
}
