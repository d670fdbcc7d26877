import { setTimeout as delay } from 'node:timers/promises';
import type { Services } from '#shared/services.ts';
import { type Recording, recordBatch } from './record-batch.ts';
import { recordPublication } from './record-publication.ts';

/** Publications recorded in one transaction at most: some are long, and all are held in memory. */
const most = 20;
/** How long the first waits for others, in milliseconds: much less than a page takes to come. */
const patience = 40;

export type Record = (given: Recording) => Promise<void>;

interface Waiting {
  given: Recording;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Records what several retrievals bring at the same time in one transaction, which costs little
 * more than one of them alone. One that cannot be recorded fails by itself and spares the rest.
 */
export function openRecorder(work: Pick<Services, 'em' | 'clock'>): Record {
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function recordAll(batch: Waiting[]): Promise<void> {
    const together = batch.map(({ given }) => given);
    const recorded =
      batch.length > 1
        ? await recordBatch(work, together).catch(() => new Map<number, number>())
        : new Map<number, number>();
    for (const { given, resolve, reject } of batch) {
      if (recorded.has(given.candidateId)) resolve();
      else await recordPublication(work, given).then(resolve, reject);
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      // SQLite answers at once: without a pause nothing else would arrive while we record.
      if (waiting.length < most) await delay(patience);
      await recordAll(waiting.splice(0, most));
    }
    isRunning = false;
  }

  return (given) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ given, resolve: () => resolve(), reject });
      if (!isRunning) void run();
    });
}
