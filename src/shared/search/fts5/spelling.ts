import type { DatabaseSync } from 'node:sqlite';
import { fold } from '#shared/text/words.ts';
import type { ParsedQuery } from '../query/parse-query.ts';

/** Words the trigrams bring up that are compared letter by letter. */
const mostCompared = 300;

/** Letters to change: one in a short word, two in a longer one. */
const allowedChanges = (word: string) => (word.length < 8 ? 1 : 2);

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

const trigrams = (word: string) =>
  Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));

/** Corrects words against the library's own, by their frequencies. */
export function prepareSpelling(db: DatabaseSync) {
  const frequency = db.prepare('select doc from word_vocabulary where term = ?');
  const alike = db.prepare(
    `select word from spelling where spelling match ? and length(word) between ? and ?
     limit ${mostCompared * 10}`,
  );
  const documentsWith = (word: string) => Number(frequency.get(word)?.doc ?? 0);

  function better(word: string): string | null {
    const limit = allowedChanges(word);
    const parts = trigrams(word);
    if (parts.length === 0) return null;
    const rows = alike.all(
      parts.map((part) => `"${part}"`).join(' OR '),
      word.length - limit,
      word.length + limit,
    );
    const shared = (other: string) => parts.filter((part) => other.includes(part)).length;
    const candidates = rows
      .map(({ word: other }) => String(other))
      .map((other) => ({ other, shared: shared(other) }))
      .sort((a, b) => b.shared - a.shared)
      .slice(0, mostCompared)
      .map(({ other }) => ({ other, changes: changesBetween(word, other, limit) }))
      .filter(({ changes }) => changes <= limit)
      .map((candidate) => ({ ...candidate, documents: documentsWith(candidate.other) }))
      .filter(({ documents }) => documents > 0);
    candidates.sort(
      (a, b) =>
        a.changes - b.changes ||
        // People seldom get the first letter wrong.
        Number(b.other[0] === word[0]) - Number(a.other[0] === word[0]) ||
        b.documents - a.documents ||
        (a.other < b.other ? -1 : 1),
    );
    return candidates[0]?.other ?? null;
  }

  /** A reference, a name in capitals, a number or a word of the library or vocabulary is left alone. */
  function correction(typed: string, vocabularyWords: Set<string>): string | null {
    const word = fold(typed);
    if (word.length < 4 || /[^a-z]/.test(word)) return null;
    if (typed === typed.toUpperCase() || vocabularyWords.has(word)) return null;
    return documentsWith(word) > 0 ? null : better(word);
  }

  /**
   * Corrects the plain words of a query; quoted phrases and excluded words stay as typed.
   *
   * @returns the query corrected, and as words to show; null when nothing was
   */
  return function correct(
    given: string,
    parsed: ParsedQuery,
    vocabularyWords: Set<string>,
  ): { parsed: ParsedQuery; words: string } | null {
    let words = given;
    const clauses = parsed.clauses.map((clause) =>
      clause.map((term) => {
        const right = term.isPhrase ? null : correction(term.text, vocabularyWords);
        if (!right) return term;
        words = words.replace(term.text, right);
        return { ...term, text: right };
      }),
    );
    return words === given ? null : { parsed: { ...parsed, clauses }, words };
  };
}
