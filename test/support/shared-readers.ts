import { afterAll } from 'vitest';
import { openReaders } from '#worker/reading/apart/open-readers.ts';
import type { Readers } from '#worker/reading/reading.ts';

let opened: Promise<Readers> | undefined;

/**
 * The worker's own readers, in a process of their own, once for a test file: to start it takes longer
 * than most cases. Tests of how readers end and begin open their own.
 */
export function sharedReaders(): Promise<Readers> {
  opened ??= openReaders({ processes: 1 });
  return opened;
}

// Benches are no test files: they pass by here with what they share with tests.
if (process.env.VITEST) afterAll(async () => (await opened)?.close());
