import { setTimeout as delay } from 'node:timers/promises';
import { sqliteCodeOf, sqliteCodes, WaitEnded } from '../fault-of.ts';

/** Milliseconds between two looks whether a lock is free. */
export const lookEvery = 5;

/**
 * Does what needs a lock of SQLite's that somebody else may have, in another thread or process. SQLite
 * itself would wait on the event loop, and with it everybody who asks this process anything.
 *
 * @param attempt must change nothing when SQLite says that the file is busy
 * @param patience milliseconds
 * @throws {WaitEnded} when the lock was not free by then
 */
export async function patiently<T>(attempt: () => T, patience: number): Promise<T> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (sqliteCodeOf(error) !== sqliteCodes.busy) throw error;
      if (performance.now() > until) throw new WaitEnded(patience / 1000, error);
    }
    await delay(lookEvery);
  }
}
