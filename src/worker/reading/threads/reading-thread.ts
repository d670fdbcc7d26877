/** Runs in a thread of its own: whatever a file does, the process stays free and can end it. */
import { parentPort } from 'node:worker_threads';
import { SourceFailure } from '#shared/errors.ts';
import { type DocumentOrigin, readDocument } from '../document/read-document.ts';
import { readFeed } from '../feed/read-feed.ts';
import type { Origin } from '../reading.ts';

export type Job =
  | { kind: 'feed'; bytes: Uint8Array; origin: Origin }
  | { kind: 'document'; bytes: Uint8Array; origin: DocumentOrigin };

export type Outcome =
  | { isRead: true; reading: unknown }
  | { isRead: false; reason: SourceFailure['reason']; message: string };

async function read(job: Job): Promise<Outcome> {
  try {
    const reading =
      job.kind === 'feed'
        ? await readFeed(job.bytes, job.origin)
        : await readDocument(job.bytes, job.origin);
    return { isRead: true, reading };
  } catch (error) {
    if (error instanceof SourceFailure) {
      return { isRead: false, reason: error.reason, message: error.message };
    }
    return {
      isRead: false,
      reason: 'unreadable',
      message: `The file could not be read: our reader failed on it (${(error as Error).message?.slice(0, 200)}).`,
    };
  }
}

parentPort?.on('message', async (job: Job) => {
  parentPort?.postMessage(await read(job));
});
