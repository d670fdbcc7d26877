import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Config } from '#shared/config.ts';

/** A takedown outside the database, so that a restored backup cannot undo it. */
const entry = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  kind: z.enum(['restricted', 'erased', 'lifted']),
  reason: z.string(),
  withNotes: z.boolean(),
  withTitle: z.boolean(),
  /** What identifies the publication, whatever its number in another copy of the database. */
  identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
});
export type TakedownEntry = z.infer<typeof entry>;

const fileIn = (dataDir: string) => path.join(dataDir, 'takedowns.jsonl');

/** Adds one line, and begins it anew where a full disk cut the last one off; the file is only ever added to. */
export function keepTakedown({ dataDir }: Pick<Config, 'dataDir'>, given: TakedownEntry): void {
  mkdirSync(dataDir, { recursive: true });
  appendFileSync(fileIn(dataDir), `\n${JSON.stringify(given)}\n`, { mode: 0o600, flush: true });
}

/**
 * All lines in order. One that was cut off by a crash is passed over: its takedown was not
 * committed either.
 */
export function readTakedowns({ dataDir }: Pick<Config, 'dataDir'>): TakedownEntry[] {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const read = entry.safeParse(JSON.parse(line));
        return read.success ? [read.data] : [];
      } catch {
        return [];
      }
    });
}
