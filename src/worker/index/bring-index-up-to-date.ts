import type { Orm } from '#shared/database/open-database.ts';
import type { Services } from '#shared/services.ts';
import { sweepIndex } from '../sweep/sweep-index.ts';
import { followOutbox } from './follow-outbox.ts';
import type { Indexer } from './hold-indexer.ts';
import { faultOf, keepIndexTrue } from './keep-index-true.ts';

/**
 * Takes everything announced to the index that answers; one that is not there yet, damaged, or of
 * another engine or version is seen to first.
 *
 * @param isOver asked between two batches
 */
export async function bringIndexUpToDate(
  services: Pick<Services, 'em' | 'search' | 'clock' | 'log'>,
  orm: Orm,
  indexer: Indexer,
  isOver: () => boolean,
): Promise<void> {
  if (await faultOf(services)) await keepIndexTrue(services, orm, indexer);
  const index = await services.search.current({ isFresh: true });
  while (!isOver() && (await followOutbox(services, index)) > 0) await indexer.renew();
  if (!isOver()) await sweepIndex(services, index);
}
