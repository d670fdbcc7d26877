import type { Orm } from '#shared/database/open-database.ts';
import { madeNow, pointTo } from '#shared/search/index-pointer.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { followOutbox } from './follow-outbox.ts';
import type { Indexer } from './hold-indexer.ts';
import { reconcileIndex } from './reconcile-index.ts';

/** Rounds of reconciliation until nothing changed meanwhile; more would mean a loop. */
const mostRounds = 20;

/**
 * Builds a new index beside the one that answers, reconciles until it says the same as the database,
 * and only then moves the pointer and discards what answered before. If anything goes wrong the new
 * one goes and the old one stays.
 *
 * What changes meanwhile is taken to the old one too, as far as that can be written to, so that a long
 * rebuild does not hold back news; the last round brings it into the new one.
 *
 * @returns how many publications the new index has
 */
export async function rebuildIndex(
  services: Pick<Services, 'em' | 'search' | 'clock' | 'log'>,
  orm: Orm,
  indexer: Indexer,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<number> {
  const { search, clock, log } = services;
  const before = await search.pointer();
  const place = { engine: search.engine, generation: (before?.generation ?? 1) + 1 };
  await search.discard(place);
  const answering = await search.current({ isFresh: true }).catch(() => null);
  const index = await search.open(place);
  let publications = 0;
  try {
    const keepNews = async () => {
      if (!answering) return;
      while ((await followOutbox(services, answering)) > 0) await indexer.renew();
    };
    await fill(services, index, indexer, async (done, of) => {
      onProgress(done, of);
      await keepNews().catch((error: unknown) =>
        log.debug({ err: error }, 'the index being replaced takes no more news'),
      );
    });
    publications = (await index.status()).publications;
    await indexer.renew();
    await pointTo(orm, madeNow(search, place), clock());
  } catch (error) {
    await index.close();
    await search.discard(place);
    throw error;
  }
  await index.close();
  // Every process asks the new one within a second; who was asking the old one asks again.
  await search.current({ isFresh: true });
  await search
    .discard(before ?? { engine: search.engine, generation: 1 })
    .catch((error: unknown) => log.warn({ err: error }, 'the old index could not be removed'));
  return publications;
}

async function fill(
  services: Pick<Services, 'em'>,
  index: SearchIndex,
  indexer: Indexer,
  onProgress: (done: number, of: number) => Promise<void>,
): Promise<void> {
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    const { differing } = await reconcileIndex(services, index, indexer, onProgress);
    if (differing === 0) return;
  }
}
