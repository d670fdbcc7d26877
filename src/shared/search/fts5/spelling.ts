import type { DatabaseSync } from 'node:sqlite';
import type { LibraryWords } from '../query/correct-query.ts';
import { allowedChanges } from '../query/spelling.ts';

/** Words the trigrams bring up that are compared letter by letter. */
const mostCompared = 300;

const trigrams = (word: string) =>
  Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));

/** What the library knows of words: how often each stands in it, and which look alike. */
export function prepareSpelling(db: DatabaseSync): LibraryWords {
  const frequency = db.prepare('select doc from word_vocabulary where term = ?');
  const stemFrequency = db.prepare('select doc from stem_vocabulary where term = ?');
  const alike = db.prepare(
    `select word from spelling where spelling match ? and length(word) between ? and ?
     limit ${mostCompared * 10}`,
  );
  const documentsWith = (word: string) => Number(frequency.get(word)?.doc ?? 0);

  return {
    documentsWith: (words) => new Map(words.map((word) => [word, documentsWith(word)])),
    knownStems: (stems) => new Set(stems.filter((stem) => stemFrequency.get(stem) !== undefined)),
    /** Those that share most trigrams with it. */
    wordsLike(word) {
      const limit = allowedChanges(word);
      const parts = trigrams(word);
      const rows = alike.all(
        parts.map((part) => `"${part}"`).join(' OR '),
        word.length - limit,
        // A plural, where the library has no singular.
        word.length + limit + 1,
      );
      const shared = (other: string) => parts.filter((part) => other.includes(part)).length;
      return rows
        .map(({ word: other }) => String(other))
        .map((other) => ({ word: other, shared: shared(other) }))
        .sort((a, b) => b.shared - a.shared)
        .slice(0, mostCompared)
        .map(({ word: other }) => ({ word: other, documents: documentsWith(other) }));
    },
  };
}
