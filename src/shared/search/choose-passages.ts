import { compoundsOf, stemOf } from '#shared/text/words.ts';
import { finderOf } from '#shared/text/words-with-stems.ts';
import { markerOf, snippet } from './highlight.ts';
import type { IndexedPassage } from './publication-document.ts';
import { type Clause, markedTerms, type QueryTerms } from './query/query-terms.ts';
import type { FoundPassage } from './search-index.ts';

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
interface FoundWord {
  stem: string;
  start: number;
  end: number;
}

/** Reads a text for words with these stems only, and for compounds of them. */
function readerOf(stems: Set<string>) {
  const find = finderOf(stems);
  return (text: string): FoundWord[] => {
    const found = find(text);
    const joined = compoundsOf(text);
    if (joined.length === 0) return found;
    const compounds = joined
      .map(({ folded, start, end }) => ({ stem: stemOf(folded), start, end }))
      .filter(({ stem }) => stems.has(stem));
    return compounds.length === 0
      ? found
      : [...found, ...compounds].sort((one, other) => one.start - other.start);
  };
}

/**
 * Whether the other stems follow the first of them, with no word between. A compound and its parts
 * ("kitchen-table") all stand among the words found: each word begins where the one before has ended.
 */
function isFollowed(stems: string[], found: FoundWord[], from: number, text: string): boolean {
  let before = found[from];
  let at = from;
  for (const stem of stems.slice(1)) {
    const end = before?.end ?? 0;
    do at += 1;
    while (at < found.length && ((found[at]?.start ?? 0) < end || found[at]?.stem !== stem));
    before = found[at];
    if (!before || /[\p{L}\p{N}]/u.test(text.slice(end, before.start))) return false;
  }
  return true;
}

/** Where stems stand one after the other. */
function together(stems: string[], found: FoundWord[], text: string): number[] {
  const [first] = stems;
  const starts: number[] = [];
  for (const [at, { stem, start }] of found.entries())
    if (stem === first && isFollowed(stems, found, at, text)) starts.push(start);
  return starts;
}

/** Mentions of a clause, by where they begin; of an alternative all terms must be there. */
function mentions({ alternatives }: Clause, found: FoundWord[], text: string) {
  const starts: number[] = [];
  let count = 0;
  for (const { terms } of alternatives) {
    const lists = terms.map(({ stems }) => together(stems, found, text));
    const least = Math.min(...lists.map(({ length }) => length));
    if (least === 0) continue;
    count += least;
    for (const list of lists) starts.push(...list);
  }
  return { count, starts };
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
  /** Of all the passages of one publication, in their order, those to show. */
  chooseAmong(passages: IndexedPassage[]): FoundPassage[];
}

/** A passage with what was looked for in it, clause by clause. */
interface ReadPassage {
  passage: IndexedPassage;
  starts: { count: number; starts: number[] }[];
  isAll: boolean;
  hasSome: boolean;
}

/** A clause of the query, and how much it counts for. */
interface Weighed {
  clause: Clause;
  weight: number;
}

/** Prepares to see which clauses stand in a passage, how often and where. */
function passageReader(clauses: Weighed[], stems: Set<string>) {
  const read = readerOf(stems);
  const nowhere = clauses.map(() => ({ count: 0, starts: [] }));
  return (passage: IndexedPassage): ReadPassage => {
    const { text } = passage;
    const found = read(text);
    // Most passages of a long review.
    if (found.length === 0) return { passage, starts: nowhere, isAll: false, hasSome: false };
    const starts = clauses.map(({ clause }) => mentions(clause, found, text));
    const isAll = starts.every(({ count }) => count > 0);
    return { passage, starts, isAll, hasSome: isAll || starts.some(({ count }) => count > 0) };
  };
}

/** By how often the rarer words stand there, and how near to each other (BM25, and what it leaves out). */
function scoreOf({ passage, starts }: ReadPassage, clauses: Weighed[], meanLength: number): number {
  const length = k1 * (1 - b + (b * passage.text.length) / meanLength);
  const score = starts.reduce(
    (sum, { count }, at) => sum + ((clauses[at]?.weight ?? 0) * count) / (count + length),
    0,
  );
  if (clauses.length < 2) return score;
  const stretch = shortestStretch(starts.map((one) => one.starts));
  return score * (1 + (stretch === null ? 0 : togetherWeight / (1 + stretch / halfAway)));
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
  const rarity = ({ alternatives: [typed] }: Clause) => {
    const stems = typed?.terms.flatMap((term) => term.stems) ?? [];
    const documents = Math.min(...stems.map(given.documentsWith));
    return Math.log(1 + given.publications / Math.max(documents, 1));
  };
  const clauses = terms.clauses.map((clause) => ({ clause, weight: rarity(clause) }));
  const readPassage = passageReader(clauses, new Set(marked.flatMap(({ stems }) => stems)));

  function best(passages: ReadPassage[]): FoundPassage[] {
    const meanLength =
      passages.reduce((sum, { passage }) => sum + passage.text.length, 0) /
      Math.max(passages.length, 1);
    const ordered = passages
      .map((one, at) => ({ ...one, at, score: scoreOf(one, clauses, meanLength) }))
      .sort(
        (one, other) =>
          Number(other.isAll) - Number(one.isAll) || other.score - one.score || one.at - other.at,
      );
    const shown: FoundPassage[] = [];
    for (const { passage } of ordered.slice(0, mostShown * 2)) {
      const { html } = snippet(passage.text, marker);
      if (!html.includes('<mark>')) continue;
      shown.push({ documentId: passage.documentId, page: passage.page, html });
      if (shown.length === mostShown) break;
    }
    return shown;
  }

  function chooseAmong(passages: IndexedPassage[]): FoundPassage[] {
    const all = passages.map(readPassage);
    const strict = all.filter(({ isAll }) => isAll);
    if (strict.length >= mostShown || clauses.length < 2) {
      if (strict.length > 0) return best(strict);
    }
    const some = all.filter(({ hasSome }) => hasSome);
    // Of a name of several words, one may stand here and another there.
    return best(some.length > 0 ? some : all);
  }

  const [rarest = { clause: { alternatives: [] } }] = clauses.toSorted(
    (one, other) => other.weight - one.weight,
  );
  return { rarest: rarest.clause, choose: (found) => best(found.map(readPassage)), chooseAmong };
}
