import { isStopWord, stemOf, wordsOf } from '#shared/text/words.ts';

/** What the order learns from. Every part counts, each word as often as it stands there. */
export interface SiftText {
  title: string;
  summary: string;
  headings: string[];
  source: string;
  /** Labels of concepts, accepted or suggested. */
  themes: string[];
}

/** How often each term stands in a text; `said` has how the term is written there. */
interface Counted {
  counts: Map<string, number>;
  said: Map<string, string>;
}

/** A text's terms by their numbers in a `TermTable`: thousands of texts are kept in mind. */
export interface Terms {
  terms: Int32Array;
  counts: Float32Array;
}

/** Terms by number, shared by all texts that are compared. */
export interface TermTable {
  numbers: Map<string, number>;
  terms: string[];
}

export const openTermTable = (): TermTable => ({ numbers: new Map(), terms: [] });

/** A term that is no word: the last letters of one, so that "captopril" resembles "enalapril". */
export const isEnding = (term: string): boolean => term.startsWith('-');
export const isPair = (term: string): boolean => term.includes(' ') && !isSource(term);
const sourceMark = 'source:';
export const isSource = (term: string): boolean => term.startsWith(sourceMark);

/** A year or a number says when, not what. */
const isTelling = (folded: string) =>
  folded.length > 1 && !/^\d/.test(folded) && !isStopWord(folded);
const endingLength = 4;
const shortestWithEnding = 6;

function addTerms({ counts, said }: Counted, text: string): void {
  const add = (term: string, written: string) => {
    counts.set(term, (counts.get(term) ?? 0) + 1);
    if (!said.has(term)) said.set(term, written);
  };
  let before: { stem: string; written: string } | null = null;
  for (const { folded } of wordsOf(text)) {
    if (!isTelling(folded)) continue;
    const stem = stemOf(folded);
    add(stem, folded);
    if (before) add(`${before.stem} ${stem}`, `${before.written} ${folded}`);
    if (folded.length >= shortestWithEnding) add(`-${folded.slice(-endingLength)}`, folded);
    before = { stem, written: folded };
  }
}

/** Stems, pairs of them that stand side by side, and endings of long words. */
export function countTerms({ title, summary, headings, source, themes }: SiftText): Counted {
  const counted: Counted = { counts: new Map(), said: new Map() };
  for (const text of [title, summary, ...headings, ...themes]) addTerms(counted, text);
  if (source) {
    const term = `${sourceMark}${source.toLowerCase()}`;
    counted.counts.set(term, 1);
    counted.said.set(term, source);
  }
  return counted;
}

/** The terms of a text, numbered by the table, which learns those it has not. */
export function termsOf(table: TermTable, text: SiftText): Terms {
  const { counts } = countTerms(text);
  const terms = Int32Array.from(counts.keys(), (term) => {
    const known = table.numbers.get(term);
    if (known !== undefined) return known;
    table.numbers.set(term, table.terms.length);
    return table.terms.push(term) - 1;
  });
  return { terms, counts: Float32Array.from(counts.values()) };
}
