import type { NearSearch, SearchAnswer, SearchIndex, SearchQuery } from '../search-index.ts';
import { meaningOf, type QueryVectors } from './ask-for-query.ts';

/** Publications close in meaning that are shown at most. */
const mostShown = 5;

export interface MeaningGiven {
  vectorOf: QueryVectors;
  /** The least cosine that counts as close. */
  floor: number;
  /** Whether meaning has a say in the order of those with some of the words. */
  isFused: boolean;
  /** Told why what is close could not be found, though the words were. */
  onFailure(error: unknown): void;
}

/** What is close and not among what is listed; null, and told why, when it cannot be found. */
async function alikeTo(
  { meanings }: SearchIndex,
  search: NearSearch,
  given: MeaningGiven,
): Promise<SearchAnswer['alike']> {
  try {
    return (await meanings?.near(search)) ?? [];
  } catch (error) {
    given.onFailure(error);
    return null;
  }
}

/** What the words mean is known: both are searched at once, and a person waits for the slower of them. */
async function together(
  index: SearchIndex,
  query: SearchQuery,
  vector: Float32Array,
  given: MeaningGiven,
): Promise<SearchAnswer> {
  if ((query.page ?? 1) > 1) return index.search({ ...query, vector });
  // What will be among the hits is not known yet: so many more are asked for.
  const limit = mostShown + (query.size ?? 20);
  const [answer, alike] = await Promise.all([
    index.search({ ...query, vector }),
    alikeTo(index, { query, vector, without: [], floor: given.floor, limit }, given),
  ]);
  const shown = new Set(answer.hits.map(({ id }) => id));
  return {
    ...answer,
    alike: alike ? alike.filter(({ id }) => !shown.has(id)).slice(0, mostShown) : null,
  };
}

/** Meaning has a say among those with some of the words; it is there in an instant, or words answer alone. */
async function fused(
  index: SearchIndex,
  query: SearchQuery,
  given: MeaningGiven,
): Promise<SearchAnswer> {
  const vector = await given.vectorOf(meaningOf(query.words));
  if (vector === null || vector === 'coming') {
    return {
      ...(await index.search(query)),
      ...((query.page ?? 1) === 1 && { alike: null }),
      ...(vector === 'coming' && { isMeaningComing: true }),
    };
  }
  const answer = await together(index, query, vector, given);
  const { words, corrected } = answer.query;
  if (corrected === null) return answer;
  // What was misspelt means nothing: it is asked for again as it was corrected.
  const meant = await given.vectorOf(meaningOf(corrected));
  if (meant === null || meant === 'coming') return answer;
  const again = await together(index, { ...query, words: corrected, correct: false }, meant, given);
  return { ...again, query: { ...again.query, words, corrected } };
}

/** An outside embedder takes its time: words are searched meanwhile, and it has no say in their order. */
async function beside(
  index: SearchIndex,
  query: SearchQuery,
  given: MeaningGiven,
): Promise<SearchAnswer> {
  const [answer, typed] = await Promise.all([
    index.search(query),
    given.vectorOf(meaningOf(query.words)),
  ]);
  const { corrected } = answer.query;
  const vector = corrected === null ? typed : await given.vectorOf(meaningOf(corrected));
  if (vector === null || vector === 'coming') return { ...answer, alike: null };
  const alike = await alikeTo(
    index,
    {
      query: { ...query, words: corrected ?? query.words, correct: false },
      vector,
      without: answer.hits.map(({ id }) => id),
      floor: given.floor,
      limit: mostShown,
    },
    given,
  );
  return { ...answer, alike: alike ?? null };
}

/**
 * Searches for the words and, where that is asked for, for what is close to them in meaning, which stands
 * below them; our own model also has a say in the order of those with some of the words. What has all
 * the words is listed as ever. Only for words by relevance.
 */
export async function searchWithMeaning(
  index: SearchIndex,
  query: SearchQuery,
  given: MeaningGiven,
): Promise<SearchAnswer> {
  const isAsked =
    query.alike === true &&
    (given.isFused || (query.page ?? 1) === 1) &&
    (query.sort ?? 'relevance') === 'relevance' &&
    meaningOf(query.words) !== '';
  if (!index.meanings || !isAsked) return index.search(query);
  return given.isFused ? fused(index, query, given) : beside(index, query, given);
}
