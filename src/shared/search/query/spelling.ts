import { fold } from '#shared/text/words.ts';
import type { ParsedQuery } from './parse-query.ts';

/** A word of the library, and in how many of its publications it stands. */
export interface Candidate {
  word: string;
  documents: number;
}

/** Letters to change: one in a short word, two in a longer one. */
export const allowedChanges = (word: string): number => (word.length < 8 ? 1 : 2);

/** Insertions, deletions, substitutions and swaps of neighbours; `limit + 1` when there are more. */
export function changesBetween(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        value = Math.min(value, (before[j - 2] ?? 0) + 1);
      }
      row.push(value);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[other.length] ?? limit + 1;
}

/** A reference, a name in capitals, a number or a word of the vocabulary is left alone. */
function isToCheck(typed: string, vocabularyWords: ReadonlySet<string>): boolean {
  const word = fold(typed);
  if (word.length < 4 || /[^a-z]/.test(word)) return false;
  return typed !== typed.toUpperCase() && !vocabularyWords.has(word);
}

/**
 * The words of a query that are to be corrected unless the library knows them, as they were typed.
 * Quoted phrases and excluded words stay as typed.
 */
export function wordsToCheck(parsed: ParsedQuery, vocabularyWords: ReadonlySet<string>): string[] {
  const typed = parsed.clauses
    .flat()
    .filter(({ isPhrase, text }) => !isPhrase && isToCheck(text, vocabularyWords))
    .map(({ text }) => text);
  return [...new Set(typed)];
}

/**
 * What a word that the library does not know was meant to be; null when nothing is near enough.
 *
 * @param typed the word as typed
 * @param candidates words of the library, folded, that look like it
 */
export function bestOf(typed: string, candidates: Candidate[]): string | null {
  const word = fold(typed);
  const limit = allowedChanges(word);
  const near = candidates
    .map((candidate) => ({ ...candidate, changes: changesBetween(word, candidate.word, limit) }))
    .filter(({ changes, documents }) => changes <= limit && documents > 0);
  near.sort(
    (a, b) =>
      a.changes - b.changes ||
      // People seldom get the first letter wrong.
      Number(b.word[0] === word[0]) - Number(a.word[0] === word[0]) ||
      b.documents - a.documents ||
      (a.word < b.word ? -1 : 1),
  );
  return near[0]?.word ?? null;
}

/**
 * A query with its words corrected, and as words to show.
 *
 * @param given what was typed
 * @param corrections what to search for instead, by the word as typed
 * @returns null when nothing was corrected
 */
export function withCorrections(
  given: string,
  parsed: ParsedQuery,
  corrections: ReadonlyMap<string, string>,
): { parsed: ParsedQuery; words: string } | null {
  let words = given;
  const clauses = parsed.clauses.map((clause) =>
    clause.map((term) => {
      const right = term.isPhrase ? undefined : corrections.get(term.text);
      if (right === undefined) return term;
      words = words.replace(term.text, right);
      return { ...term, text: right };
    }),
  );
  return words === given ? null : { parsed: { ...parsed, clauses }, words };
}
