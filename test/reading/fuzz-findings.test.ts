import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { SourceFailure } from '#shared/errors.ts';
import { openReaders } from '#worker/reading/apart/open-readers.ts';
import { type Fuzzed, fuzzFolder, read } from '../support/fuzzed.ts';

const findings = existsSync(fuzzFolder) ? readdirSync(fuzzFolder) : [];

it('reads or refuses, in plain words and in time, what once broke a reader', {
  timeout: 120_000,
}, async () => {
  const readers = await openReaders({ processes: 1, deadlineSeconds: 10, memoryMegabytes: 512 });
  onTestFinished(() => readers.close());
  const faults: string[] = [];
  for (const name of findings) {
    const kind = name.split('-')[0] as Fuzzed;
    const failure = await read(
      readers,
      kind,
      new Uint8Array(readFileSync(new URL(name, fuzzFolder))),
    ).catch((error: unknown) => error);
    if (!(failure instanceof Error)) continue;
    const isPlain =
      failure instanceof SourceFailure &&
      !/our reader/.test(failure.message) &&
      !/too-(slow|large)/.test(failure.reason);
    if (!isPlain) faults.push(`${name}: ${failure.message}`);
  }
  expect(faults).toEqual([]);
});
