import type { LibraryWords } from '../query/correct-query.ts';
import type { Library } from './library.ts';
import { asWritten } from './meili-documents.ts';

/** Words that the server proposes for a misspelt one. */
const proposed = 40;

/** Publications that each word stands in, as it is written. */
export async function documentsWith(
  library: Library,
  words: string[],
): Promise<Map<string, number>> {
  const frequency = await library.frequencies(words.map(asWritten));
  return new Map(words.map((word) => [word, frequency.get(asWritten(word)) ?? 0]));
}

/** Words of the library that are nearly this one, with the number of publications they stand in. */
async function wordsLike(
  library: Library,
  word: string,
): Promise<{ word: string; documents: number }[]> {
  const { hits } = await library.ask(() =>
    library.client.index<{ id: string }>(library.uids.words).search(word, { limit: proposed }),
  );
  const counts = await documentsWith(
    library,
    hits.map(({ id }) => id),
  );
  return [...counts]
    .filter(([, documents]) => documents > 0)
    .map(([other, documents]) => ({ word: other, documents }));
}

/** What the library knows of words, for the correction of what is typed. */
export const wordsOfLibrary = (library: Library): LibraryWords => ({
  documentsWith: (words) => documentsWith(library, words),
  async knownStems(stems) {
    const frequency = await library.frequencies(stems);
    return new Set(stems.filter((stem) => (frequency.get(stem) ?? 0) > 0));
  },
  wordsLike: (word) => wordsLike(library, word),
});

/** Words of the library that begin with these letters, most frequent first. */
export async function complete(library: Library, prefix: string, limit: number): Promise<string[]> {
  const start = prefix.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (!start) return [];
  const words = await wordsLike(library, start);
  return words
    .filter(({ word }) => word.startsWith(start))
    .sort((one, other) => other.documents - one.documents || (one.word < other.word ? -1 : 1))
    .slice(0, limit)
    .map(({ word }) => word);
}
