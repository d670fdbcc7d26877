import type { PlanSpace } from './plan-space.ts';
import { keysOf, type Term, termsOf } from './terms.ts';

/** A stretch of what is asked about. */
export interface Part {
  text: string;
  page: number | null;
  /** Title and summary, or a whole line: what it is about as a whole. */
  isHead: boolean;
  /** Whether its words are counted by themselves; else they are those of other parts together. */
  isCounted: boolean;
  terms: readonly Term[];
  keys: ReadonlySet<string>;
  /** The most of an entry's words that stand in it, by weight. */
  cover: number;
}

/** Characters of a part that are read: more, and the model would not see them. */
const longest = 1200;
/** Shorter ones are headings and the like. */
const shortest = 20;
/** Parts of one text that the model reads: those with most of the words of an entry. */
const mostRead = 12;
/** Parts of which words are counted: some hundred pages. */
const mostCounted = 2000;

/** How much of an entry's words stand among these, by weight: from 0 to 1, for each entry. */
export function coversOf(space: PlanSpace, keys: Iterable<string>): Float64Array {
  const covers = new Float64Array(space.entries.length);
  for (const key of keys) {
    const rarity = space.rarityOf(key);
    for (const at of space.postings.get(key) ?? []) {
      const weight = space.entries[at]?.weight || 1;
      covers[at] = (covers[at] as number) + rarity / weight;
    }
  }
  return covers;
}

function partOf(
  space: PlanSpace,
  given: Pick<Part, 'text' | 'page' | 'isHead' | 'isCounted'>,
): Part {
  const text = given.text.slice(0, longest).trim();
  const terms = termsOf(text, space.names);
  const keys = keysOf(terms);
  return { ...given, text, terms, keys, cover: Math.max(0, ...coversOf(space, keys)) };
}

/** A publication as it is compared with entries. */
export interface AskedPublication {
  title: string;
  summary: string | null;
  passages: readonly { page: number | null; text: string }[];
}

/** The parts of a publication: title, title with summary, passages, and the paragraphs they consist of. */
export function partsOfPublication(space: PlanSpace, asked: AskedPublication): Part[] {
  const part = (text: string, page: number | null, isHead: boolean, isCounted = true) =>
    partOf(space, { text, page, isHead, isCounted });
  const heads = [
    ...new Set([asked.title, [asked.title, asked.summary].filter(Boolean).join('\n')]),
  ];
  const passages = asked.passages.slice(0, mostCounted);
  const body = passages.flatMap(({ page, text }) => {
    const paragraphs = text.split(/\n+/).filter(({ length }) => length > shortest);
    const own = paragraphs.length > 1 ? [part(text, page, false, false)] : [];
    return [...own, ...paragraphs.map((paragraph) => part(paragraph, page, false))];
  });
  return [...heads.map((text) => part(text, null, true)), ...body];
}

/** Where a sentence of a formal recommendation turns to its next demand. */
const turns = /(?<=[.;:])\s+|,\s+(?=(?:and )?(?:should|that|to)\b)/;

/** The parts of a recommendation: all of it, and each of its demands. */
export function partsOfLine(space: PlanSpace, line: string): Part[] {
  const demands = line
    .split(turns)
    .map((demand) => demand.trim())
    .filter((demand) => demand.length > 15 && demand !== line.trim());
  return [
    partOf(space, { text: line, page: null, isHead: true, isCounted: true }),
    ...demands.map((text) => partOf(space, { text, page: null, isHead: false, isCounted: true })),
  ];
}

/** Those of the parts that the model is to read: the heads, and those with most of an entry's words. */
export function partsToRead(parts: readonly Part[]): Part[] {
  const heads = parts.filter(({ isHead }) => isHead);
  const rest = parts.filter(({ isHead }) => !isHead).sort((a, b) => b.cover - a.cover);
  return [...heads, ...rest.slice(0, mostRead)];
}
