import { stemmer } from 'stemmer';
import { falseFriends } from './false-friends.ts';

/** One word of a text, and where it stands. */
export interface Word {
  /** As the index knows it: lower case, accents folded, possessive 's and apostrophes gone. */
  folded: string;
  start: number;
  end: number;
}

const pattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’ʼ][\p{L}\p{N}\p{M}]+)*/gu;
const ascii = /^[a-z0-9]+$/;

/** A word in lower case, accents folded, without a possessive 's. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower
    .replace(/['’ʼ]s$/u, '')
    .normalize('NFKD')
    .replace(/[\p{M}'’ʼ]/gu, '');
}

/** Two parts joined by a hyphen, of whichever kind: "co-ordinator", "well‑being". */
const compound =
  /(?<![\p{L}\p{N}\p{M}'’-])(\p{L}[\p{L}\p{M}]*)[-\u2010\u2011](\p{L}[\p{L}\p{M}]*)(?![\p{L}\p{N}\p{M}]|[-\u2010\u2011]\p{L})/gu;
const hasHyphen = /[-\u2010\u2011](?<=\p{L}[-\u2010\u2011])(?=\p{L})/u;

/**
 * Words of two parts that are written with a hyphen, as they read without it: one writes
 * co-ordinator, another coordinator. Each stands where its parts stand.
 */
export function compoundsOf(text: string): Word[] {
  if (!hasHyphen.test(text)) return [];
  return Array.from(
    text.matchAll(compound),
    ({ 0: whole, 1: first = '', 2: second = '', index }) => ({
      folded: fold(first + second),
      start: index,
      end: index + whole.length,
    }),
  );
}

/** The text with its compounds written as one word. */
export const withoutHyphens = (text: string): string =>
  hasHyphen.test(text) ? text.replace(compound, '$1$2') : text;

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const folded = fold(match[0]);
    if (folded) words.push({ folded, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/**
 * Stems that mean the same where the stemmer, which knows nothing but endings, does not see it: a
 * licence and licensing, what is practised and practice, children and a child, who is autistic and autism.
 */
export const sameStem: ReadonlyMap<string, string> = new Map([
  ['licenc', 'licens'],
  ['practis', 'practic'],
  ['advis', 'advic'],
  ['defenc', 'defens'],
  ['children', 'child'],
  ['women', 'woman'],
  ['men', 'man'],
  ['analys', 'analysi'],
  ['taught', 'teach'],
  ['caught', 'catch'],
  ['stolen', 'steal'],
  ['hidden', 'hide'],
  ['autist', 'autism'],
  ['racist', 'racism'],
  ['sexist', 'sexism'],
  ['extremist', 'extrem'],
  ['terrorist', 'terror'],
]);

/** Stems are asked for again and again; the map is emptied when it has grown to this. */
const mostStems = 200_000;
const stems = new Map<string, string>();

function inflected(folded: string): string {
  const stem = folded.length > 2 && ascii.test(folded) ? stemmer(folded) : folded;
  return sameStem.get(stem) ?? stem;
}

/** The stem under which all inflections of a folded word are found (Porter). */
export function stemOf(folded: string): string {
  const known = stems.get(folded);
  if (known !== undefined) return known;
  if (stems.size >= mostStems) stems.clear();
  const stem = falseFriends.get(folded) ?? inflected(folded);
  stems.set(folded, stem);
  return stem;
}

/** The stems of a text, in order. */
export const stemsOf = (text: string): string[] =>
  wordsOf(text).map(({ folded }) => stemOf(folded));

/** Words that stand in nearly every text: left out of a query that has others. */
const stops = new Set(
  `a about above after again against all am an and any are as at be because been before being below
between both but by can could did do does doing done down during each either et few for from further
had has have having he her here hers him his how i if in into is it its itself just may me might more
most must my no nor not of off on once only or other our out over own per same shall she should so some
such than that the their theirs them then there these they this those through to too under until up
upon us very was we were what when where which while who whom why will with within without would you
your yours`.split(/\s+/),
);

/** Whether a folded word says nothing about what is looked for. */
export const isStopWord = (folded: string): boolean => stops.has(folded);
