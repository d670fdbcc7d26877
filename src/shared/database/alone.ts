import { PostgreSqlPlatform } from '@mikro-orm/postgresql';
import type { EntityManager } from './open-database.ts';

/** Names the lock among all those of a PostgreSQL database: "Skyl" in ASCII. */
const lockNumber = 0x536b796c;

/** How long one of several processes that start together waits for another, on PostgreSQL. */
const patience = '10min';

/**
 * Does, in a transaction, what several processes that start together must not do at once. On SQLite
 * the transaction itself is the lock; on PostgreSQL it holds one.
 */
export function alone<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  return em.fork().transactional(async (own) => {
    if (own.getPlatform() instanceof PostgreSqlPlatform) {
      await own.execute(`set local lock_timeout = '${patience}'`);
      await own.execute(`select pg_advisory_xact_lock(${lockNumber})`);
    }
    return work(own);
  });
}
