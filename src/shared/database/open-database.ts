import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { MikroORM, type Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { SqlEntityManager, SqliteDriver } from '@mikro-orm/sql';
import { entities } from '#shared/entities/index.ts';
import { minute } from '#shared/text/durations.ts';
import { cannotOpen } from './cannot-open.ts';
import { isBehind, migrate } from './migrate.ts';
import { postgresLimits, ReleasingPostgresDriver } from './postgres/releasing-driver.ts';
import { BindingSqliteDriver } from './sqlite/binding-driver.ts';
import { NodeSqlite } from './sqlite/dialect.ts';

export type EntityManager = SqlEntityManager;
export type Orm = MikroORM<SqliteDriver>;

/** "sqlite" or "postgres", told by the address. */
export const databaseKind = (url: string) => (url.startsWith('postgres') ? 'postgres' : 'sqlite');

/**
 * Milliseconds that a connection, a turn to write or another's lock is waited for, where nobody waits at
 * a page: a backup or a large transaction of another process takes its time.
 */
const defaultPatience = minute;

export interface DatabaseGiven {
  /** Milliseconds that a connection, a turn to write or another's lock is waited for. */
  patience?: number;
}

/**
 * Options for one database.
 *
 * @param url `postgres://…`, a file's path, or `:memory:`
 */
export function databaseOptions(url: string, given: DatabaseGiven = {}): Options<SqliteDriver> {
  const kind = databaseKind(url);
  const patience = given.patience ?? defaultPatience;
  const driver =
    kind === 'postgres'
      ? {
          driver: ReleasingPostgresDriver,
          clientUrl: url,
          pool: { min: 0, max: 10 },
          driverOptions: postgresLimits(patience),
        }
      : {
          driver: BindingSqliteDriver,
          dbName: url,
          driverOptions: new NodeSqlite({ file: url, patience }),
        };
  return {
    entities,
    extensions: [Migrator],
    // A name that is mistyped is to be told, not made into a database of its own.
    ensureDatabase: false,
    migrations: {
      path: new URL(`migrations/${kind}`, import.meta.url).pathname,
      snapshot: false,
      silent: true,
    },
    ...driver,
  } as unknown as Options<SqliteDriver>;
}

/** Another process that is at it is waited for with the usual patience, however little `orm` has. */
async function bringUpToDate(url: string, orm: Orm): Promise<void> {
  if (url === ':memory:') return migrate(orm);
  const patient = (await MikroORM.init(databaseOptions(url))) as Orm;
  await migrate(patient).finally(() => patient.close());
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws {WrongSettings} when it cannot be opened: one sentence with the setting and the place
 */
export async function openDatabase(url: string, given: DatabaseGiven = {}): Promise<Orm> {
  if (databaseKind(url) === 'sqlite' && url !== ':memory:') {
    mkdirSync(path.dirname(url), { recursive: true });
  }
  let orm: Orm | null = null;
  try {
    orm = (await MikroORM.init(databaseOptions(url, given))) as Orm;
    // The migrator too would make a database of any name.
    if (databaseKind(url) === 'postgres') await orm.em.execute('select 1');
    if (await isBehind(orm)) await bringUpToDate(url, orm);
    return orm;
  } catch (error) {
    await orm?.close();
    throw cannotOpen(url, error) ?? error;
  }
}
