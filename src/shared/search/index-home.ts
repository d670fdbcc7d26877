import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WrongSettings } from '#shared/config.ts';
import type { Orm } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';
import { minute } from '#shared/text/durations.ts';

const stateName = 'search.home';
/** A folder counts as in use for so long after it was last said to be, in milliseconds. */
const inUseFor = 3 * minute;
const saidEvery = minute;

interface Home {
  id: string;
  until: string;
}

/** What tells this data folder apart from those of other hosts. */
function idOf(dataDir: string): string {
  const file = path.join(dataDir, 'search-home');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) {
    // Another process may start at the same moment: it must find all of the file or none of it.
    const id = randomUUID();
    const own = `${file}.${id}`;
    writeFileSync(own, id);
    try {
      linkSync(own, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(own, { force: true });
    }
  }
  return readFileSync(file, 'utf8');
}

/** Whether a claim holds. One that lies too far ahead was made before the clock was set back. */
function isInUse(home: Home, now: number): boolean {
  const left = Date.parse(home.until) - now;
  return left > 0 && left <= 2 * inUseFor;
}

/**
 * The embedded index lies in one data folder. Processes that share a PostgreSQL database but not that
 * folder would each search an index of their own, and only one of them would be kept: refused.
 *
 * @returns ends the claim on the database; the folder counts as in use for three more minutes
 * @throws {WrongSettings} when a process with another data folder is at work on the database
 */
export async function claimIndexHome(orm: Orm, dataDir: string): Promise<() => void> {
  const id = idOf(dataDir);
  const claim = async () => {
    const em = orm.em.fork();
    const now = Date.now();
    const state = await em.findOne(StateValue, { name: stateName });
    const home = state?.value as Home | undefined;
    if (home && home.id !== id && isInUse(home, now)) {
      throw new WrongSettings(
        'Skylark cannot start: another process on this database keeps the search index in a data folder of its own. On several hosts set MEILI_URL, so that all ask one Meilisearch; on one host give both the same DATA_DIR. If the other was just stopped, try again in three minutes.',
      );
    }
    const value: Home = { id, until: new Date(now + inUseFor).toISOString() };
    await em.upsert(StateValue, { name: stateName, value, changedAt: new Date(now) });
  };
  await claim();
  // A claim that fails later leaves the running process alone: it was here first.
  const timer = setInterval(() => void claim().catch(() => undefined), saidEvery).unref();
  return () => clearInterval(timer);
}
