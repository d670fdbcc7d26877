import type { Services } from '#shared/services.ts';
import { type FoundPublication, loadFoundWithExits } from './load-found.ts';

export interface Similar extends FoundPublication {
  /** The words they share, first those that fewest of the similar publications have too. */
  words: string[];
}

/** Publications like this one, most alike first, with the words they share. @throws {SearchUnavailable} */
export async function findSimilar(
  { em, search }: Pick<Services, 'em' | 'search'>,
  { publicationId, limit }: { publicationId: number; limit: number },
): Promise<Similar[]> {
  const alike = await search.similar(publicationId, limit);
  // Words that all of them share say nothing of what makes one of them similar.
  const sharing = new Map<string, number>();
  for (const word of alike.flatMap((one) => one.words))
    sharing.set(word, (sharing.get(word) ?? 0) + 1);
  const rarestFirst = (words: string[]) =>
    words.toSorted((one, other) => (sharing.get(one) ?? 0) - (sharing.get(other) ?? 0));
  const words = new Map(alike.map((one) => [one.id, rarestFirst(one.words)]));
  const [asked, ...found] = await loadFoundWithExits(em, [
    publicationId,
    ...alike.map(({ id }) => id),
  ]);
  // They share the words: these are text of both.
  return found.map(({ found: one, exit }) => ({
    ...one,
    words: exit.words(asked?.exit.words(words.get(one.id) ?? []) ?? []),
  }));
}
