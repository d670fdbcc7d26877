import type { Logger } from '#shared/log.ts';
import type { SearchAnswer, SearchIndex, SearchQuery } from '../search-index.ts';
import { openQueryVectors } from './ask-for-query.ts';
import type { Embedder } from './embedder.ts';
import { searchWithMeaning } from './search-with-meaning.ts';

/** How a search is answered: by words alone, or with what they mean. */
export type Search = (index: SearchIndex, query: SearchQuery) => Promise<SearchAnswer>;

/**
 * Searches with what the words mean, where an embedder is set; when it cannot, the log is told.
 *
 * @param given.onGuessed told which publications were shown as close, and not known where
 */
export function openMeaning(given: {
  embedder: Embedder | null;
  log: Logger;
  onGuessed?: ((ids: number[]) => void) | undefined;
}): Search {
  const { embedder, log, onGuessed } = given;
  if (!embedder) return (index, query) => index.search(query);
  const onFailure = (failure: unknown) =>
    log.warn({ err: failure }, 'what is close in meaning cannot be found just now');
  const meaning = {
    vectorOf: openQueryVectors(embedder, onFailure),
    floor: embedder.floor,
    isFused: embedder.reads === 'whole',
    onFailure,
  };
  return async (index, query) => {
    const answer = await searchWithMeaning(index, query, meaning);
    const ids = answer.alike?.flatMap(({ id, isGuessed }) => (isGuessed ? id : [])) ?? [];
    if (ids.length > 0) onGuessed?.(ids);
    return answer;
  };
}
