import type { Decision, Leanings } from './learn-from.ts';
import type { TermSpace } from './term-space.ts';
import { isEnding, isPair, isSource, type Terms } from './terms-of.ts';

/** Why a publication stands where it does. */
export interface Why {
  /** How many of those that were kept have some of the words; 0 while nothing was kept. */
  likeKept: number;
  /** As written in it; none where nothing speaks for it. */
  words: string[];
}

const mostWords = 3;

/** Terms of a row that speak most for it, strongest first; a pair says more than its parts. */
function strongest(space: TermSpace, leanings: Leanings, row: number): string[] {
  const found: { term: string; weight: number }[] = [];
  const end = space.starts[row + 1] ?? 0;
  for (let at = space.starts[row] ?? 0; at < end; at += 1) {
    const column = space.columns[at] ?? 0;
    const term = space.table.terms[space.termOf[column] ?? -1] ?? '';
    const weight = (leanings[column] ?? 0) * (space.weights[at] ?? 0) * (isPair(term) ? 4 : 1);
    if (weight > 0 && !isEnding(term) && !isSource(term)) found.push({ term, weight });
  }
  return found
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .map(({ term }) => term);
}

/** "return home" and "home interview" are one expression: "return home interview". */
function joined(terms: string[]): string[][] {
  const chosen: string[][] = [];
  for (const term of terms) {
    const parts = term.split(' ');
    const isKnown = chosen.some((one) => parts.every((part) => one.includes(part)));
    if (isKnown) continue;
    const before = chosen.find(
      (one) => parts.length === 2 && one.length === 2 && one.at(-1) === parts[0],
    );
    const after = chosen.find(
      (one) => parts.length === 2 && one.length === 2 && one[0] === parts[1],
    );
    if (before && parts[1]) before.push(parts[1]);
    else if (after && parts[0]) after.unshift(parts[0]);
    else if (chosen.length < mostWords) chosen.push(parts);
    if (chosen.length === mostWords) break;
  }
  return chosen;
}

export interface Ordered {
  space: TermSpace;
  leanings: Leanings;
  /** Terms of every text in the space. */
  texts: ReadonlyMap<number, Terms>;
  decisions: Decision[];
}

/** Says in words why a publication stands here. @param said how its own text writes each term */
export function whyHere(
  { space, leanings, texts, decisions }: Ordered,
  id: number,
  said: ReadonlyMap<string, string>,
): Why {
  const row = space.rowOf.get(id);
  if (row === undefined) return { likeKept: 0, words: [] };
  const groups = joined(strongest(space, leanings, row));
  const words = groups.map((parts) => parts.map((part) => said.get(part) ?? part).join(' '));
  const numbers = groups.map((parts) => parts.map((part) => space.table.numbers.get(part) ?? -1));
  const isLike = ({ id: other, isKept }: Decision) => {
    const terms = isKept && other !== id ? texts.get(other)?.terms : undefined;
    return (
      terms !== undefined && numbers.some((parts) => parts.every((one) => terms.includes(one)))
    );
  };
  return { likeKept: new Set(decisions.filter(isLike).map((one) => one.id)).size, words };
}
