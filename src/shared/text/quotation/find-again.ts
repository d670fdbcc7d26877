import type { Alignment } from './align-units.ts';
import { type ChangedWords, changedWords } from './changed-words.ts';
import { alikeAround, choosePlace } from './choose-place.ts';
import { commonWords } from './common-words.ts';
import type { FoundPlace } from './find-place.ts';
import { keysOf, weightOf } from './likeness.ts';
import { keyOf, placesOf, type Range, type Text, wordsAt } from './read-text.ts';
import { isWord } from './tokens.ts';

/** Where words stand. */
export interface Place {
  /** Which of the text's pages it begins on, from 0, and at which character of it. */
  at: number;
  start: number;
  /** Which of several documents, from 0. */
  document: number;
  /** Null where there are no pages. */
  page: number | null;
  /** As they stand there. */
  words: string;
  before: string;
  after: string;
}

/** What may become of a quotation. */
export const findingKinds = ['unchanged', 'moved', 'edited', 'gone', 'cannot-tell'] as const;

export type Finding =
  | { kind: 'unchanged' | 'moved'; place: Place }
  | { kind: 'edited'; place: Place; changes: ChangedWords[] }
  | { kind: 'gone' }
  | { kind: 'cannot-tell' };

/** Tokens that are kept from before and after a place. */
const contextTokens = 40;
/** How alike the surroundings are, of 2, for words to be where they were. */
const samePlace = 0.45;
/** The share of a quotation of several sentences that is found, for it to be an edit. */
const mostFound = 0.5;

/** A place as it is told and kept: with its page, its words and what stands around. */
export function placeAt(text: Text, { from, to }: Range): Place {
  const page = text.pages[text.pageOf[from] ?? 0];
  const last = text.tokens.length;
  return {
    at: text.pageOf[from] ?? 0,
    start: text.tokens[from]?.start ?? 0,
    document: page?.document ?? 0,
    page: page?.number ?? null,
    words: wordsAt(text, { from, to }),
    before: wordsAt(text, { from: Math.max(0, from - contextTokens), to: from }),
    after: wordsAt(text, { from: to, to: Math.min(last, to + contextTokens) }),
  };
}

const pageAt = (text: Text, token: number) => text.pages[text.pageOf[token] ?? 0];

/** Whether words found again stand elsewhere than they did: on another page, or among others. */
function isMoved({ was, now, partners }: Alignment, old: Range, place: Range): boolean {
  const [before, after] = [pageAt(was, old.from), pageAt(now, place.from)];
  if (before?.number !== after?.number || before?.document !== after?.document) return true;
  const unit = was.unitOf[old.from] ?? 0;
  const other = now.unitOf[place.from] ?? 0;
  const hasNeighbour = partners.get(unit - 1) === other - 1 || partners.get(unit + 1) === other + 1;
  return !hasNeighbour && alikeAround(was, old, now, place) < samePlace;
}

const found = (alignment: Alignment, old: Range, place: Range): Finding => ({
  kind: isMoved(alignment, old, place) ? 'moved' : 'unchanged',
  place: placeAt(alignment.now, place),
});

/** Whether there is nothing but marks between a place and where its sentence begins or ends. */
const onlyMarks = (text: Text, from: number, to: number) =>
  text.tokens.slice(from, to).every(({ key }) => !isWord(key));

/** A place drawn out to the ends of its sentences, where it has all their words. */
function wholeOf(text: Text, { from, to }: Range): Range & { begins: boolean; ends: boolean } {
  const first = text.units[text.unitOf[from] ?? 0]?.from ?? from;
  const last = text.units[text.unitOf[to - 1] ?? 0]?.to ?? to;
  const begins = onlyMarks(text, first, from);
  const ends = onlyMarks(text, to, last);
  return { from: begins ? first : from, to: ends ? last : to, begins, ends };
}

/**
 * Whether words that were a whole sentence still are one: a sentence that goes on is another. What stood
 * before them may have been taken for a sentence of its own, and no longer is.
 */
function isStillWhole(
  { was, now }: Alignment,
  old: ReturnType<typeof wholeOf>,
  place: Range,
): boolean {
  const first = now.units[now.unitOf[place.from] ?? 0]?.from ?? place.from;
  const last = now.units[now.unitOf[place.to - 1] ?? 0]?.to ?? place.to;
  // The number of the next item stood at its end, and now stands by itself.
  const tail = { from: Math.max(first, place.to - 2), to: place.to };
  const isNumber = /^\d{1,3}\.$/.test(keysOf(now, tail).join(''));
  const wasOne = was.unitOf[old.from] === was.unitOf[old.to - 1];
  if (wasOne && isNumber && now.units[now.unitOf[tail.from] ?? 0]?.from === tail.from) return false;
  const same = (at: number, other: number) => was.tokens[at]?.key === now.tokens[other]?.key;
  for (let at = place.from - 1; old.begins && at >= first; at -= 1) {
    if (!same(old.from - (place.from - at), at)) return false;
  }
  for (let at = place.to; old.ends && at < last; at += 1) {
    if (!same(old.to + (at - place.to), at)) return false;
  }
  return true;
}

/** Word for word, where what stood around says that it is there. */
function findSame(alignment: Alignment, { place, others }: FoundPlace): Finding | null {
  const { was, now } = alignment;
  const whole = wholeOf(was, place);
  const key = keyOf(was, whole);
  const isWhole = (text: Text, at: Range) =>
    text === was
      ? isStillWhole({ ...alignment, now: was }, whole, at)
      : isStillWhole(alignment, whole, at);
  const olds = others.length > 1 ? placesOf(was, key).filter((at) => isWhole(was, at)) : [whole];
  const news = placesOf(now, key).filter((at) => isWhole(now, at));
  const ours = olds.findIndex(({ from }) => from === whole.from);
  const choice = choosePlace({ was, now, olds, ours, news });
  if (choice === 'none') return null;
  if (choice === 'cannot-tell') return { kind: 'cannot-tell' };
  const from = choice.from + place.from - whole.from;
  return found(alignment, place, { from, to: from + place.to - place.from });
}

/** The part of an edited sentence that was a part of the sentence before. */
function partOf({ was, now }: Alignment, part: Range, unit: Range, newUnit: Range): Range {
  const pairs = commonWords(keysOf(was, unit), keysOf(now, newUnit)).map(
    ([old, at]) => [unit.from + old, newUnit.from + at] as const,
  );
  const before = pairs.findLast(([old]) => old < part.from);
  const after = pairs.find(([old]) => old >= part.to);
  const from = part.from === unit.from || !before ? newUnit.from : before[1] + 1;
  const to = part.to === unit.to || !after ? newUnit.to : after[1];
  return from < to ? { from, to } : newUnit;
}

const withoutHyphens = (text: Text, range: Range) =>
  keysOf(text, range)
    .filter((key) => key !== '-')
    .join('');

/** In a file with pages, a hyphen may be where a line ended, and no more. */
const differsByLineEnds = ({ was, now }: Alignment, old: Range, place: Range) =>
  pageAt(now, place.from)?.number !== null &&
  pageAt(was, old.from)?.number !== null &&
  withoutHyphens(was, old) === withoutHyphens(now, place);

function edited(alignment: Alignment, old: Range, place: Range): Finding {
  const { was, now } = alignment;
  if (differsByLineEnds(alignment, old, place)) return found(alignment, old, place);
  return {
    kind: 'edited',
    place: placeAt(now, place),
    changes: changedWords(was, old, now, place),
  };
}

/** By what became of its sentences, where the words are no longer there as they were. */
function findEdited(alignment: Alignment, { place }: FoundPlace): Finding {
  const { was, now, partners, unsure } = alignment;
  const [first, last] = [was.unitOf[place.from] ?? 0, was.unitOf[place.to - 1] ?? 0];
  const units = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const places = units.flatMap((unit) => partners.get(unit) ?? []);
  if (places.length === 0) {
    return { kind: units.some((unit) => unsure.has(unit)) ? 'cannot-tell' : 'gone' };
  }
  const weightIn = (unit: number) => {
    const { from, to } = was.units[unit] ?? { from: 0, to: 0 };
    return keysOf(was, { from: Math.max(from, place.from), to: Math.min(to, place.to) }).reduce(
      (sum, key) => sum + weightOf(key),
      0,
    );
  };
  const sumOf = (some: number[]) => some.reduce((sum, unit) => sum + weightIn(unit), 0);
  const share = sumOf(units.filter((unit) => partners.has(unit))) / sumOf(units);
  const isInOrder = places.every((at, index) => index === 0 || at > (places[index - 1] ?? 0));
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const isTogether = isInOrder && high - low <= units.length + 1;
  const unit = { from: was.units[first]?.from ?? 0, to: was.units[last]?.to ?? 0 };
  const newUnit = { from: now.units[low]?.from ?? 0, to: now.units[high]?.to ?? 0 };
  if (share < mostFound || !isTogether) return { kind: 'cannot-tell' };
  return edited(alignment, place, partOf(alignment, wholeOf(was, place), unit, newUnit));
}

/**
 * Says what became of a quotation in another state of the document. A wrong place is worse than none: of
 * two places that fit equally well neither is told.
 *
 * @param alignment of the state it was taken from, or what is known of it, with the other
 * @param where it stood in the first, from `findPlace`
 */
export function findAgain(alignment: Alignment, where: FoundPlace | null): Finding {
  if (!where) return { kind: 'cannot-tell' };
  return findSame(alignment, where) ?? findEdited(alignment, where);
}
