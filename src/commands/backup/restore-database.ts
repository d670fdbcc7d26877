import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#shared/clock.ts';
import type { Config } from '#shared/config.ts';
import { databaseKind, openDatabase } from '#shared/database/open-database.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import { reapplyTakedowns } from '#shared/publications/take-down.ts';
import { indexVersion, pointTo } from '#shared/search/index-pointer.ts';
import { isDead } from '#worker/claiming/is-dead.ts';
import { useTheirTools } from './back-up-database.ts';
import { lookAtDatabase } from './look-at-database.ts';

export interface Restored {
  file: string;
  database: string;
  /** Where the database that was there before lies now; null when there was none. */
  replaced: string | null;
  publications: number;
  /** Steps by which an older database was brought up to date. */
  migrated: number;
  /** Publications taken down again, as the journal says. */
  takenDown: number;
  /** Another process had the database open, and goes on with the one that was replaced. */
  wasInUse: boolean;
}

const sqliteBusy = 5;
const besides = ['-wal', '-shm'];

/** Processes that hold leases in the database, as far as that can be read. */
function holdersIn(db: DatabaseSync, at: Date): string[] {
  const now = at.getTime();
  const rows = db
    .prepare(
      `select holder as name, until as till from lease
       union select leased_by, lease_until from source where leased_by is not null`,
    )
    .all();
  return [
    ...new Set(
      rows
        .filter(({ till }) => new Date(till as string | number).getTime() > now)
        .map(({ name }) => String(name))
        .filter((name) => !isDead(name)),
    ),
  ];
}

/**
 * Whether another process has the database open: SQLite leaves the write-ahead log only when nobody
 * else does. Where nobody does, all that was written is in the one file afterwards.
 *
 * @returns who, as words; null when nobody has
 */
function userOf(database: string, at: Date): string | null {
  const db = new DatabaseSync(database, { timeout: 500 });
  try {
    const holders = holdersIn(db, at);
    db.prepare('pragma journal_mode=delete').get();
    return holders.length > 0 ? `${holders.join(', ')} holds leases in it` : null;
  } catch (error) {
    // A database that is damaged is what one restores for: it is moved aside like any other.
    if ((error as { errcode?: number }).errcode !== sqliteBusy) return null;
    return 'a server, a worker or another command has it open';
  } finally {
    db.close();
  }
}

const indexFiles = (dataDir: string) =>
  (existsSync(dataDir) ? readdirSync(dataDir) : []).flatMap((name) => {
    const generation = /^search-(\d+)\.db(-wal|-shm)?$/.exec(name)?.[1];
    return generation ? [{ file: path.join(dataDir, name), generation: Number(generation) }] : [];
  });

/** The copy that becomes the database: checked, brought up to date, takedowns applied. */
async function prepare(
  config: Config,
  given: { file: string; copy: string; clock: Clock },
): Promise<Pick<Restored, 'publications' | 'migrated' | 'takenDown'>> {
  const { file, copy, clock } = given;
  copyFileSync(file, copy);
  // A copy of a database in use may have come with its write-ahead log.
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
  const { publications, missing } = lookAtDatabase(copy, file);
  const orm = await openDatabase(copy);
  try {
    // A generation that no process has open: its index is empty, and is filled from the database.
    const taken = indexFiles(config.dataDir).map(({ generation }) => generation);
    const generation = Math.max(0, ...taken) + 1;
    await pointTo(orm, { engine: 'fts5', generation, version: indexVersion }, clock());
    const takenDown = await reapplyTakedowns({ em: orm.em.fork(), config, clock });
    return { publications, migrated: missing, takenDown };
  } finally {
    await orm.close();
  }
}

/** Keeps the present database under another name; its own stays taken until the new one is there. */
function keepAside(database: string, at: Date): string | null {
  if (!existsSync(database)) return null;
  const time = at.toISOString().slice(0, 19).replaceAll(':', '');
  const aside = `${database}.replaced-${time}`;
  try {
    linkSync(database, aside);
  } catch {
    // Some file systems have no links.
    copyFileSync(database, aside);
  }
  for (const end of besides) {
    if (existsSync(`${database}${end}`)) renameSync(`${database}${end}`, `${aside}${end}`);
  }
  return aside;
}

/**
 * Puts a backup in the place of the SQLite database. It is checked, brought up to date and the journal
 * of takedowns applied before it is seen by anybody; what it replaces is kept beside it; the search
 * index is dropped, for it knows of a future that did not happen.
 *
 * @throws {Invalid} on PostgreSQL, or when the file is no backup of Skylark
 * @throws {Conflict} when another process uses the database
 */
export async function restoreDatabase(
  config: Config,
  given: { file: string; force: boolean; clock: Clock },
): Promise<Restored> {
  const database = config.databaseUrl;
  if (databaseKind(database) === 'postgres') throw new Invalid(useTheirTools);
  const file = path.resolve(given.file);
  if (!existsSync(file)) throw new Invalid(`There is no file ${file}.`);
  if (existsSync(database) && realpathSync(file) === realpathSync(database)) {
    throw new Invalid(`${file} is the database itself. Name a backup of it.`);
  }
  const at = given.clock();
  const user = existsSync(database) ? userOf(database, at) : null;
  if (user && !given.force) {
    throw new Conflict(
      `The database ${database} is in use: ${user}. Stop server and worker first; or say --force, and start them again afterwards.`,
    );
  }
  mkdirSync(path.dirname(database), { recursive: true });
  const copy = `${database}.restoring`;
  try {
    const { publications, migrated, takenDown } = await prepare(config, { ...given, file, copy });
    const replaced = keepAside(database, at);
    renameSync(copy, database);
    for (const { file: index } of indexFiles(config.dataDir)) rmSync(index, { force: true });
    return { file, database, replaced, publications, migrated, takenDown, wasInUse: user !== null };
  } finally {
    for (const end of ['', ...besides]) rmSync(`${copy}${end}`, { force: true });
  }
}
