import type { Services } from '#shared/services.ts';
import { type Found, loadFound } from './load-found.ts';

export interface Similar extends Found {
  /** The words they share. */
  words: string[];
}

/** Publications like this one, most alike first, with the words they share. @throws {SearchUnavailable} */
export async function findSimilar(
  { em, search }: Pick<Services, 'em' | 'search'>,
  { publicationId, limit }: { publicationId: number; limit: number },
): Promise<Similar[]> {
  const alike = await search.similar(publicationId, limit);
  const words = new Map(alike.map((one) => [one.id, one.words]));
  const found = await loadFound(
    em,
    alike.map(({ id }) => id),
  );
  return found.map((one) => ({ ...one, words: words.get(one.id) ?? [] }));
}
