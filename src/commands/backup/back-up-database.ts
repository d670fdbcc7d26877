import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from '#shared/config.ts';
import { databaseKind } from '#shared/database/open-database.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import { lookAtDatabase } from './look-at-database.ts';

/** PostgreSQL has tools of its own, which copy it better than we could. */
export const useTheirTools =
  'The library is on PostgreSQL: copy it with pg_dump --format=custom "$DATABASE_URL" --file=FILE. To put a copy back, stop Skylark, run pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE, then index rebuild; that command and every start take down again what takedowns.jsonl in DATA_DIR names.';

export interface Backup {
  file: string;
  bytes: number;
  publications: number;
}

/** An empty file that only we may read: the copy holds addresses of people and hashes of tokens. */
function emptyFile(file: string): void {
  try {
    rmSync(file, { force: true });
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    throw new Invalid(`${file} cannot be written: ${(error as Error).message}.`);
  }
}

function onDisk(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Copies the SQLite database as it stands at one moment, whatever server and worker do meanwhile. What
 * was erased is not in the copy's free pages either. The file is complete or not there at all.
 *
 * @throws {Invalid} on PostgreSQL, or when the file cannot be written
 * @throws {Conflict} when the file is there already
 */
export function backUpDatabase(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  given: { file: string; force: boolean },
): Backup {
  if (databaseKind(databaseUrl) === 'postgres') throw new Invalid(useTheirTools);
  if (!existsSync(databaseUrl)) throw new Invalid(`There is no database at ${databaseUrl} yet.`);
  const file = path.resolve(given.file);
  if (!existsSync(path.dirname(file))) {
    throw new Invalid(`There is no folder ${path.dirname(file)}.`);
  }
  if (existsSync(file)) {
    if (realpathSync(file) === realpathSync(databaseUrl)) {
      throw new Invalid(`${file} is the database itself. Name another file.`);
    }
    if (!given.force) throw new Conflict(`${file} is there already. Say --force to replace it.`);
  }
  const partial = `${file}.partial`;
  emptyFile(partial);
  try {
    const db = new DatabaseSync(databaseUrl, { readOnly: true, timeout: 10_000 });
    try {
      db.prepare('vacuum into ?').run(partial);
    } finally {
      db.close();
    }
    const { publications } = lookAtDatabase(partial, 'The copy');
    onDisk(partial);
    renameSync(partial, file);
    return { file, bytes: statSync(file).size, publications };
  } finally {
    rmSync(partial, { force: true });
  }
}
