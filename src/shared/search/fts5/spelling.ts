import type { DatabaseSync } from 'node:sqlite';
import { fold, stemOf } from '#shared/text/words.ts';
import type { ParsedQuery } from '../query/parse-query.ts';
import { allowedChanges, bestOf, withCorrections, wordsToCheck } from '../query/spelling.ts';

/** Words the trigrams bring up that are compared letter by letter. */
const mostCompared = 300;

const trigrams = (word: string) =>
  Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));

/** Corrects words against the library's own, by their frequencies. */
export function prepareSpelling(db: DatabaseSync) {
  const frequency = db.prepare('select doc from word_vocabulary where term = ?');
  const stemFrequency = db.prepare('select doc from stem_vocabulary where term = ?');
  const alike = db.prepare(
    `select word from spelling where spelling match ? and length(word) between ? and ?
     limit ${mostCompared * 10}`,
  );
  const documentsWith = (word: string) => Number(frequency.get(word)?.doc ?? 0);

  /** Words of the library that share most trigrams with this one. */
  function candidatesFor(word: string) {
    const limit = allowedChanges(word);
    const parts = trigrams(word);
    const rows = alike.all(
      parts.map((part) => `"${part}"`).join(' OR '),
      word.length - limit,
      word.length + limit,
    );
    const shared = (other: string) => parts.filter((part) => other.includes(part)).length;
    return rows
      .map(({ word: other }) => String(other))
      .map((other) => ({ word: other, shared: shared(other) }))
      .sort((a, b) => b.shared - a.shared)
      .slice(0, mostCompared)
      .map(({ word: other }) => ({ word: other, documents: documentsWith(other) }));
  }

  return function correct(
    parsed: ParsedQuery,
    vocabularyWords: ReadonlySet<string>,
  ): { parsed: ParsedQuery; words: string } | null {
    const corrections = new Map<string, string>();
    for (const typed of wordsToCheck(parsed, vocabularyWords)) {
      const word = fold(typed);
      if (documentsWith(word) > 0) continue;
      const isStemKnown = stemFrequency.get(stemOf(word)) !== undefined;
      const right = bestOf(typed, candidatesFor(word), { vocabularyWords, isStemKnown });
      if (right) corrections.set(typed, right);
    }
    return withCorrections(parsed, corrections);
  };
}
