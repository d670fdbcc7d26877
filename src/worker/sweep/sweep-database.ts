import { statSync } from 'node:fs';
import { databaseKind, type Orm } from '#shared/database/open-database.ts';
import { noteSwept, sweepAsked } from '#shared/database/sweep-state.ts';
import { londonHour } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';

type Work = Pick<Services, 'em' | 'clock' | 'config' | 'log'>;

/** A larger file takes long to write anew, and nobody else writes meanwhile: it waits for the night. */
const sweptAtOnce = 1024 * 1024 * 1024;

const isNight = (at: Date) => {
  const hour = londonHour(at);
  return hour >= 1 && hour < 5;
};

function bytesOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/**
 * Writes the SQLite file anew after an erasure, so that no free page and no line of the write-ahead
 * log has its text. Deleting overwrites (`secure_delete`), but a page that was rearranged before may
 * keep a copy, which only VACUUM takes away. On PostgreSQL this is the operator's.
 *
 * @returns whether it was swept; false when nothing asked for it, or it has to wait
 */
export async function sweepDatabase(work: Work, orm: Orm): Promise<boolean> {
  const file = work.config.databaseUrl;
  if (databaseKind(file) === 'postgres') return false;
  const em = work.em.fork();
  const asked = await sweepAsked(em, 'database');
  if (!asked || (bytesOf(file) > sweptAtOnce && !isNight(work.clock()))) return false;
  const connection = orm.em.getConnection();
  try {
    await connection.execute('vacuum');
    const [state] = await connection.execute<{ busy: number }[]>('pragma wal_checkpoint(truncate)');
    // Somebody reads what was: the log is emptied when they are done.
    if (state?.busy) return false;
  } catch (error) {
    work.log.warn({ err: error }, 'the database could not be swept after an erasure; tried again');
    return false;
  }
  await noteSwept(em, { place: 'database', asked, at: work.clock() });
  return true;
}
