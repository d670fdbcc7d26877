import { readFileSync } from 'node:fs';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '#shared/config.ts';
import { Invalid } from '#shared/errors.ts';
import type { OpenServices } from '#shared/services.ts';

/** The words do not make a command: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Given {
  /** What follows the command's name. */
  words: string[];
  options: Record<string, string | boolean | undefined>;
  /** Says how far it has come; not with --json. */
  progress(line: string): void;
}

export interface Answer {
  text: string;
  /** What --json prints. */
  json: unknown;
}

interface Described {
  /** "source add". */
  name: string;
  usage: string;
  does: string;
  options?: ParseArgsOptionsConfig;
}

export interface Command extends Described {
  run(services: OpenServices, given: Given): Promise<Answer>;
}

/** A command that works on the database as a file: nothing is opened or migrated before it. */
export interface OfflineCommand extends Described {
  runOffline(config: Config, given: Given): Promise<Answer>;
}

/** Who acts, in audit entries. */
export const byCommandLine = { userId: null, name: 'command line' };

/** The one word a command needs. */
export function needed(given: Given, what: string, usage: string): string {
  const [word] = given.words;
  if (!word) throw new UsageError(`${what} is missing.\nUsage: ${usage}`);
  return word;
}

/** A file that the person named, as it is. @throws {Invalid} */
export function bytesOfFile(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    throw new Invalid(`${file} cannot be read.`);
  }
}
