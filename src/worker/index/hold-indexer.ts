import { randomUUID } from 'node:crypto';
import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { Conflict } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** The one right to write to the index. */
export interface Indexer {
  /** Keeps it for another minute. @throws {Conflict} when another process has it by now */
  renew(): Promise<void>;
}

const seconds = 60;
/** A dead process's lease has run out by then. */
const longestWait = (seconds + 5) * 1000;
const between = 250;

const pause = () => new Promise((resolve) => setTimeout(resolve, between));

/**
 * Does work that writes to the index while nobody else does, in this process or another: who follows
 * the outbox, reconciles or rebuilds holds the lease meanwhile.
 *
 * @param given.isPatient waits until whoever has it is done or dead; else the work is left out
 * @returns what the work returned; null when it was left out
 * @throws {Conflict} when it is still held after a patient wait
 */
export async function asIndexer<T>(
  services: Pick<Services, 'em' | 'clock' | 'holder'>,
  given: { isPatient: boolean },
  work: (indexer: Indexer) => Promise<T>,
): Promise<T | null> {
  const holder = `${services.holder}-${randomUUID().slice(0, 8)}`;
  const hold = () =>
    holdLease(services.em, { name: 'indexer', holder, seconds, at: services.clock() });
  const beganAt = performance.now();
  while (!(await hold())) {
    if (!given.isPatient) return null;
    if (performance.now() - beganAt > longestWait) {
      throw new Conflict(
        'Another process is bringing the search index up to date. Try again when it is done.',
      );
    }
    await pause();
  }
  try {
    return await work({
      async renew() {
        if (!(await hold()))
          throw new Conflict('Another process took over bringing the search index up to date.');
      },
    });
  } finally {
    await releaseLease(services.em, 'indexer', holder);
  }
}
