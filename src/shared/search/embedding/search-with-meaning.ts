import type { SearchAnswer, SearchIndex, SearchQuery } from '../search-index.ts';
import { meaningOf, type QueryVectors } from './ask-for-query.ts';

/** Publications close in meaning that are shown at most. */
const mostShown = 5;

/**
 * Searches for the words as ever and, where that is asked for, for what is close to them in meaning:
 * beside the words, never instead of them. Only on the first page of words by relevance.
 *
 * @param given.floor the least cosine that counts as close
 * @param given.onFailure told why what is close could not be found, though the words were
 */
export async function searchWithMeaning(
  index: SearchIndex,
  query: SearchQuery,
  given: { vectorOf: QueryVectors; floor: number; onFailure(error: unknown): void },
): Promise<SearchAnswer> {
  const { meanings } = index;
  const text = meaningOf(query.words);
  const isAsked =
    query.alike === true &&
    (query.page ?? 1) === 1 &&
    (query.sort ?? 'relevance') === 'relevance' &&
    text !== '';
  if (!meanings || !isAsked) return index.search(query);

  // Both at once: a person waits for the slower of them. What was misspelt is asked for again.
  const [answer, typed] = await Promise.all([index.search(query), given.vectorOf(text)]);
  const { corrected } = answer.query;
  const vector = corrected === null ? typed : await given.vectorOf(meaningOf(corrected));
  if (!vector) return { ...answer, alike: null };
  try {
    const alike = await meanings.near({
      query: { ...query, words: corrected ?? query.words, correct: false },
      vector,
      without: answer.hits.map(({ id }) => id),
      floor: given.floor,
      limit: mostShown,
    });
    return { ...answer, alike };
  } catch (error) {
    given.onFailure(error);
    return { ...answer, alike: null };
  }
}
