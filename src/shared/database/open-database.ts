import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { MikroORM, type Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { SqlEntityManager, SqliteDriver } from '@mikro-orm/sql';
import { entities } from '#shared/entities/index.ts';
import { NodeSqlite } from './sqlite-dialect.ts';
import { BindingSqliteDriver } from './sqlite-driver.ts';

export type EntityManager = SqlEntityManager;
export type Orm = MikroORM<SqliteDriver>;

/** "sqlite" or "postgres", told by the address. */
export const databaseKind = (url: string) => (url.startsWith('postgres') ? 'postgres' : 'sqlite');

/**
 * Options for one database.
 *
 * @param url `postgres://…`, a file's path, or `:memory:`
 */
export function databaseOptions(url: string): Options<SqliteDriver> {
  const kind = databaseKind(url);
  const driver =
    kind === 'postgres'
      ? { driver: PostgreSqlDriver, clientUrl: url, pool: { min: 0, max: 10 } }
      : { driver: BindingSqliteDriver, dbName: url, driverOptions: new NodeSqlite(url) };
  return {
    entities,
    extensions: [Migrator],
    migrations: {
      path: new URL(`migrations/${kind}`, import.meta.url).pathname,
      snapshot: false,
      silent: true,
    },
    ...driver,
  } as unknown as Options<SqliteDriver>;
}

/** Opens the database and brings its tables up to date. */
export async function openDatabase(url: string): Promise<Orm> {
  if (databaseKind(url) === 'sqlite' && url !== ':memory:') {
    mkdirSync(path.dirname(url), { recursive: true });
  }
  const orm = (await MikroORM.init(databaseOptions(url))) as Orm;
  await orm.migrator.up();
  return orm;
}
