import type { Orm } from '#shared/database/open-database.ts';
import { SearchUnavailable } from '#shared/errors.ts';
import { indexVersion, madeNow, pointTo } from '#shared/search/index-pointer.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import type { Indexer } from './hold-indexer.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { reconcileIndex } from './reconcile-index.ts';

/** What was found, and therefore done. */
export type Truth =
  | { was: 'true' }
  | { was: 'behind'; differing: number }
  | {
      was:
        | 'new'
        | 'damaged'
        | 'of another version'
        | 'of another engine'
        | 'of another model'
        | 'ahead of the database';
    };

type Given = Pick<Services, 'em' | 'search' | 'clock' | 'log'>;

/** The index that answers, if it can be asked at all; null when it is damaged. */
async function answering({ search }: Given): Promise<SearchIndex | null> {
  try {
    const index = await search.current({ isFresh: true });
    await search.status();
    return index;
  } catch (error) {
    if (error instanceof SearchUnavailable && !error.isDamaged) throw error;
    return null;
  }
}

/** Whether another index than the one that answers must be built, and why. */
export async function faultOf(
  services: Given,
): Promise<Exclude<Truth['was'], 'true' | 'behind'> | null> {
  const pointer = await services.search.pointer();
  if (!pointer) return (await answering(services)) ? 'new' : 'damaged';
  if (pointer.engine !== services.search.engine) return 'of another engine';
  if (pointer.version !== indexVersion) return 'of another version';
  if ((pointer.model ?? null) !== services.search.model) return 'of another model';
  return (await answering(services)) ? null : 'damaged';
}

/**
 * Sees to it that the index says what the database says: at start, every hour, and after a restore.
 * What is missing is filled in; an index that is damaged, of another engine, version or model of
 * meanings, or ahead of a database that was restored is rebuilt beside the one that answers.
 *
 * @throws {SearchUnavailable} when the search server cannot be reached
 */
export async function keepIndexTrue(services: Given, orm: Orm, indexer: Indexer): Promise<Truth> {
  const fault = await faultOf(services);
  if (fault && fault !== 'new') {
    services.log.warn(`The search index is ${fault}: it is built anew.`);
    await rebuildIndex(services, orm, indexer);
    return { was: fault };
  }
  const index = await services.search.current({ isFresh: true });
  const { differing, ahead } = await reconcileIndex(services, index, indexer);
  if (ahead > 0) {
    services.log.warn('The search index is ahead of the database: it is built anew.');
    await rebuildIndex(services, orm, indexer);
    return { was: 'ahead of the database' };
  }
  if (fault === 'new') {
    const place = { engine: services.search.engine, generation: 1 };
    await pointTo(orm, madeNow(services.search, place), services.clock());
    return { was: 'new' };
  }
  return differing > 0 ? { was: 'behind', differing } : { was: 'true' };
}
