import { escapeHtml } from '#shared/text/markup.ts';
import { compoundsOf, stemOf } from '#shared/text/words.ts';
import { finderOf, type StemmedWord } from '#shared/text/words-with-stems.ts';
import type { Term } from './query/query-terms.ts';

/** Characters of a snippet, about. */
const snippetLength = 280;

/** What to mark, prepared once for a query. */
export interface Marker {
  /** Stems of single words. */
  singles: Set<string>;
  /** Stems that must follow each other, by the first. */
  phrases: Map<string, string[][]>;
  /** The words of a text with any of these stems, in order. */
  find(text: string): StemmedWord[];
}

export function markerOf(terms: Term[]): Marker {
  const singles = new Set<string>();
  const phrases = new Map<string, string[][]>();
  for (const { stems } of terms) {
    const [first] = stems;
    if (!first) continue;
    if (stems.length === 1) singles.add(first);
    else phrases.set(first, [...(phrases.get(first) ?? []), stems]);
  }
  const find = finderOf(new Set(terms.flatMap(({ stems }) => stems)));
  return { singles, phrases, find };
}

interface Mark {
  start: number;
  end: number;
  /** What was matched: two marks of one term say less than one each of two. */
  key: string;
}

/** Whether these stems follow each other from here on, with no other word between them. */
function isPhrase(phrase: string[], words: StemmedWord[], at: number, text: string): boolean {
  return phrase.every((stem, offset) => {
    const [before, word] = [words[at + offset - 1], words[at + offset]];
    if (word?.stem !== stem) return false;
    return offset === 0 || !before || !/[\p{L}\p{N}]/u.test(text.slice(before.end, word.start));
  });
}

/** Where the terms stand, whatever their inflection. */
export function marksIn(text: string, marker: Marker): Mark[] {
  const words = marker.find(text);
  const marks: Mark[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const stem = words[at]?.stem ?? '';
    const phrase = marker.phrases
      .get(stem)
      ?.filter((candidate) => isPhrase(candidate, words, at, text))
      .sort((a, b) => b.length - a.length)[0];
    const length = phrase?.length ?? (marker.singles.has(stem) ? 1 : 0);
    if (length === 0) continue;
    const [from, to] = [words[at], words[at + length - 1]];
    if (from && to) marks.push({ start: from.start, end: to.end, key: phrase?.join(' ') ?? stem });
    at += length - 1;
  }
  return withCompounds(text, marks, marker);
}

/** "Co-ordinator" is marked for coordinator too, as a whole. */
function withCompounds(text: string, marks: Mark[], { singles }: Marker): Mark[] {
  const compounds = compoundsOf(text)
    .map(({ folded, start, end }) => ({ start, end, key: stemOf(folded) }))
    .filter(({ key }) => singles.has(key))
    // A phrase that goes on behind it says more.
    .filter(({ start, end }) => !marks.some((mark) => mark.start <= start && mark.end > end));
  if (compounds.length === 0) return marks;
  const isInside = ({ start, end }: Mark) =>
    compounds.some((whole) => start < whole.end && whole.start < end);
  return [...marks.filter((mark) => !isInside(mark)), ...compounds].sort(
    (one, other) => one.start - other.start,
  );
}

/** Different terms first, then how many marks. */
export const weightOf = (marks: Mark[]): number =>
  new Set(marks.map(({ key }) => key)).size * 100 + Math.min(marks.length, 50);

function withMarks(text: string, marks: Mark[], from: number, to: number): string {
  let html = '';
  let at = from;
  for (const { start, end } of marks) {
    if (start < from || end > to) continue;
    html += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at, to));
}

/** The whole text with the terms marked: escaped text and <mark> only. */
export const markAll = (text: string, marker: Marker): string =>
  withMarks(text, marksIn(text, marker), 0, text.length);

/** The stretch of about 280 characters with most different terms in it, marked. */
export function snippet(text: string, marker: Marker): { html: string; weight: number } {
  const marks = marksIn(text, marker);
  const window = bestWindow(text, marks);
  const html = withMarks(text, marks, window.from, window.to)
    .replace(/\s*\n\s*/g, ' · ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    html: `${window.from > 0 ? '… ' : ''}${html}${window.to < text.length ? ' …' : ''}`,
    weight: weightOf(marks),
  };
}

function bestWindow(text: string, marks: Mark[]): { from: number; to: number } {
  if (text.length <= snippetLength) return { from: 0, to: text.length };
  let best = { from: 0, weight: -1, start: 0, end: 0 };
  for (const [at, mark] of marks.entries()) {
    const inside = marks.slice(at).filter(({ end }) => end <= mark.start + snippetLength - 40);
    const weight = weightOf(inside);
    if (weight > best.weight)
      best = { from: mark.start, weight, start: mark.start, end: inside.at(-1)?.end ?? mark.end };
  }
  const slack = Math.max(0, snippetLength - (best.end - best.start));
  let from = Math.max(0, best.start - Math.floor(slack / 2));
  const sentence = text.lastIndexOf('. ', best.start);
  if (sentence > from - 60 && sentence >= 0 && sentence + 2 > best.start - slack)
    from = sentence + 2;
  const to = Math.min(text.length, from + snippetLength);
  return {
    from: from === 0 ? 0 : wordStart(text, from),
    to: to === text.length ? to : wordEnd(text, to, best.end),
  };
}

function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 40).search(/\s/);
  return at === 0 || /\s/.test(text[at - 1] ?? ' ') || space < 0 ? at : at + space + 1;
}

function wordEnd(text: string, at: number, atLeast: number): number {
  const space = text.lastIndexOf(' ', at);
  return space >= atLeast ? space : Math.max(at, atLeast);
}
