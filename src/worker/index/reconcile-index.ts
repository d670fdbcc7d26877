import type { SearchIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { compareIndex } from './compare-index.ts';
import { indexPublications } from './follow-outbox.ts';
import type { Indexer } from './hold-indexer.ts';

/** Publications indexed at once. */
const indexed = 50;

/**
 * Compares an index with the database by (id, number) and mends what differs; an index that was lost
 * or emptied is filled again by it.
 *
 * @returns how many publications differed, and how many of them the database knows less of: those
 *   cannot be mended in place, since an older state never overwrites a newer one
 */
export async function reconcileIndex(
  services: Pick<Services, 'em'>,
  index: SearchIndex,
  indexer: Indexer,
  onProgress: (done: number, of: number) => void | Promise<void> = () => undefined,
): Promise<{ differing: number; ahead: number }> {
  const { differing, ahead } = await compareIndex(services, index);
  if (ahead > 0) return { differing: differing.length, ahead };
  for (let start = 0; start < differing.length; start += indexed) {
    await indexer.renew();
    await indexPublications(services.em.fork(), index, differing.slice(start, start + indexed));
    await onProgress(Math.min(start + indexed, differing.length), differing.length);
  }
  return { differing: differing.length, ahead };
}
