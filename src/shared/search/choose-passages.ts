import { compoundsOf, fold, stemOf } from '#shared/text/words.ts';
import { markerOf, snippet } from './highlight.ts';
import {
  type Alternative,
  type Clause,
  markedTerms,
  type QueryTerms,
} from './query/query-terms.ts';
import type { FoundPassage, IndexedPassage } from './search-index.ts';

/** Passages shown for a hit. */
export const mostShown = 3;
/** Passages of one publication that are worth weighing: long reviews have hundreds with a word. */
export const mostWeighed = 200;

/** How fast more mentions stop counting, and how much long passages are held against it (BM25). */
const k1 = 1.2;
const b = 0.75;
/** What words that stand together add, and the distance, in characters, at which half of it is left. */
const togetherWeight = 0.5;
const halfAway = 60;

/** A word that was looked for, where it stands. */
interface Found {
  stem: string;
  start: number;
  end: number;
}

/**
 * Reads a text for words with these stems only: many times faster than taking all of it apart. A
 * word whose stem does not begin as it does (women, taught) is overlooked; it decides no more than
 * which passages come first.
 */
function readerOf(stems: Set<string>) {
  const beginnings = [...stems].map((stem) => (stem.length > 4 ? stem.slice(0, -1) : stem));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${[...new Set(beginnings)].join('|')})[\\p{L}\\p{N}\\p{M}'’]*`,
    'giu',
  );
  return (text: string): Found[] => {
    const found: Found[] = [];
    for (const match of text.matchAll(pattern)) {
      const stem = stemOf(fold(match[0]));
      if (stems.has(stem))
        found.push({ stem, start: match.index, end: match.index + match[0].length });
    }
    const compounds = compoundsOf(text)
      .map(({ folded, start, end }) => ({ stem: stemOf(folded), start, end }))
      .filter(({ stem }) => stems.has(stem));
    return compounds.length === 0
      ? found
      : [...found, ...compounds].sort((one, other) => one.start - other.start);
  };
}

/** Where stems stand one after the other. */
function together(stems: string[], found: Found[], text: string): number[] {
  const isNext = (at: number, offset: number) => {
    const [before, one] = [found[at + offset - 1], found[at + offset]];
    if (!one || one.stem !== stems[offset]) return false;
    return !before || offset === 0 || !/[\p{L}\p{N}]/u.test(text.slice(before.end, one.start));
  };
  return found.flatMap(({ start }, at) =>
    stems.every((_, offset) => isNext(at, offset)) ? [start] : [],
  );
}

/** Mentions of an alternative, each by where it begins; all its terms must be there. */
function mentions({ terms }: Alternative, found: Found[], text: string): number[][] {
  return terms.map(({ stems }) => together(stems, found, text));
}

/** The shortest stretch that has something of each list, in characters; null when one is empty. */
function shortestStretch(lists: number[][]): number | null {
  const all = lists
    .flatMap((list, of) => list.map((start) => ({ start, of })))
    .sort((one, other) => one.start - other.start);
  const last: (number | undefined)[] = lists.map(() => undefined);
  let shortest: number | null = null;
  for (const { start, of } of all) {
    last[of] = start;
    if (last.some((one) => one === undefined)) continue;
    const stretch = start - Math.min(...(last as number[]));
    if (shortest === null || stretch < shortest) shortest = stretch;
  }
  return shortest;
}

export interface PassageChooser {
  /** What fewest publications have: to look for first where there is too much. */
  rarest: Clause;
  /** Of the passages an engine found in one publication, in their order, those to show. */
  choose(found: IndexedPassage[]): FoundPassage[];
}

/**
 * Prepares the choice of the passages that explain a hit: those with all the words before those
 * with some, then by how often the rarer words stand there and how near to each other.
 *
 * @param terms with one clause at least
 * @param given how many publications there are, and how many have a stem
 */
export function passageChooser(
  terms: QueryTerms,
  given: { publications: number; documentsWith(stem: string): number },
): PassageChooser {
  const marked = markedTerms(terms);
  const marker = markerOf(marked);
  const read = readerOf(new Set(marked.flatMap(({ stems }) => stems)));
  const rarity = ({ alternatives: [typed] }: Clause) => {
    const stems = typed?.terms.flatMap((term) => term.stems) ?? [];
    const documents = Math.min(...stems.map(given.documentsWith));
    return Math.log(1 + given.publications / Math.max(documents, 1));
  };
  const clauses = terms.clauses.map((clause) => ({ clause, weight: rarity(clause) }));

  function weigh(text: string, meanLength: number): { isAll: boolean; score: number } {
    const found = read(text);
    const length = k1 * (1 - b + (b * text.length) / meanLength);
    const starts = clauses.map(({ clause }) => {
      const counted = clause.alternatives.map((one) => mentions(one, found, text));
      const met = counted.filter((lists) => lists.every((list) => list.length > 0));
      const count = met.reduce((sum, lists) => sum + Math.min(...lists.map((l) => l.length)), 0);
      return { count, starts: met.flat(2) };
    });
    const score = starts.reduce(
      (sum, { count }, at) => sum + ((clauses[at]?.weight ?? 0) * count) / (count + length),
      0,
    );
    const stretch = shortestStretch(starts.map((one) => one.starts));
    const nearness = stretch === null ? 0 : togetherWeight / (1 + stretch / halfAway);
    return {
      isAll: starts.every(({ count }) => count > 0),
      score: clauses.length > 1 ? score * (1 + nearness) : score,
    };
  }

  function choose(passages: IndexedPassage[]): FoundPassage[] {
    const meanLength =
      passages.reduce((sum, { text }) => sum + text.length, 0) / Math.max(passages.length, 1);
    return passages
      .map((passage, at) => ({ passage, at, ...weigh(passage.text, meanLength) }))
      .sort(
        (one, other) =>
          Number(other.isAll) - Number(one.isAll) || other.score - one.score || one.at - other.at,
      )
      .slice(0, mostShown * 2)
      .map(({ passage: { documentId, page, text } }) => ({
        documentId,
        page,
        html: snippet(text, marker).html,
      }))
      .filter(({ html }) => html.includes('<mark>'))
      .slice(0, mostShown);
  }

  const [rarest = { clause: { alternatives: [] } }] = clauses.toSorted(
    (one, other) => other.weight - one.weight,
  );
  return { rarest: rarest.clause, choose };
}
