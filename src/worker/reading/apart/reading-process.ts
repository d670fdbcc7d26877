/**
 * Runs in a process of its own: whatever a file does, the one that asked stays free and can end it.
 * A thread would not do: one that runs out of memory takes its whole process with it.
 */
import { SourceFailure } from '#shared/errors.ts';
import { type DocumentOrigin, readDocument } from '../document/read-document.ts';
import { readFeed } from '../feed/read-feed.ts';
import { readListing } from '../listing/read-listing.ts';
import { readXml } from '../read-xml.ts';
import type { ListingOrigin, Origin } from '../reading.ts';

export type Job =
  | { kind: 'feed'; bytes: Uint8Array; origin: Origin }
  | { kind: 'document'; bytes: Uint8Array; origin: DocumentOrigin }
  | { kind: 'listing'; bytes: Uint8Array; origin: ListingOrigin }
  | { kind: 'xml'; bytes: Uint8Array; origin: Origin };

export type ReadingOutcome =
  | { isRead: true; reading: unknown }
  | {
      isRead: false;
      reason: SourceFailure['reason'];
      message: string;
    };

function readingOf(job: Job): unknown {
  switch (job.kind) {
    case 'feed':
      return readFeed(job.bytes, job.origin);
    case 'document':
      return readDocument(job.bytes, job.origin);
    case 'listing':
      return readListing(job.bytes, job.origin);
    case 'xml':
      return readXml(job.bytes, job.origin);
  }
}

async function read(job: Job): Promise<ReadingOutcome> {
  try {
    return { isRead: true, reading: await readingOf(job) };
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

// A library may reject a promise of its own long after it gave up on the file: no reason to end.
process.on('unhandledRejection', () => undefined);

// One after the other: the process that handed them over takes the answers in that order.
let last: Promise<void> = Promise.resolve();
process.on('message', (job: Job) => {
  last = last.then(async () => {
    process.send?.(await read(job));
  });
});

// Ctrl+C goes to us too; whoever asked ends in order, and ends us.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit());
