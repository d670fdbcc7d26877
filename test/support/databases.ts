import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { inject, onTestFinished } from 'vitest';
import { databaseOptions, type Orm, openDatabase } from '#shared/database/open-database.ts';
import type { Holding } from './run/template-name.ts';
import { copyPostgres, copySqlite, inPostgres } from './run/templates.ts';

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The address of a fresh database of this kind, which goes when the test ends. */
export async function freshDatabaseUrl(
  kind: 'sqlite' | 'postgres',
  holding: 'nothing' | Holding = 'nothing',
): Promise<string> {
  if (kind === 'sqlite') {
    const file = path.join(temporaryFolder(), 'skylark.db');
    if (holding !== 'nothing') await copySqlite(file, holding);
    return file;
  }
  const name = `test_${randomBytes(6).toString('hex')}`;
  if (holding === 'nothing') await inPostgres(`create database ${name}`);
  else await copyPostgres(name, holding);
  onTestFinished(async () => {
    await inPostgres(`drop database if exists ${name} with (force)`);
  });
  const url = new URL(inject('postgres'));
  url.pathname = name;
  return url.href;
}

/** Settings for services on a fresh database of this kind that has all tables and the concepts. */
export async function freshSettings(
  kind: 'sqlite' | 'postgres' = 'sqlite',
): Promise<{ DATA_DIR: string; DATABASE_URL: string }> {
  if (kind === 'postgres') {
    return {
      DATA_DIR: temporaryFolder(),
      DATABASE_URL: await freshDatabaseUrl(kind, 'vocabulary'),
    };
  }
  const file = await freshDatabaseUrl(kind, 'vocabulary');
  return { DATA_DIR: path.dirname(file), DATABASE_URL: '' };
}

/** A fresh database of this kind with all tables, closed when the test ends. */
export async function freshDatabase(kind: 'sqlite' | 'postgres' = 'sqlite'): Promise<Orm> {
  const orm = await openDatabase(await freshDatabaseUrl(kind, 'tables'));
  onTestFinished(() => orm.close());
  return orm;
}

/**
 * A database with the tables of the version before a migration, for tests of what it does with rows.
 *
 * @param url of an empty database
 * @param migration how its name ends
 */
export async function databaseBefore(migration: RegExp, url: string): Promise<Orm> {
  const orm = (await MikroORM.init(databaseOptions(url))) as Orm;
  const pending = (await orm.migrator.getPending()).map(({ name }) => name);
  const before = pending[pending.findIndex((name) => migration.test(name)) - 1];
  await orm.migrator.up({ to: before as string });
  return orm;
}

/** For `describe.each`: what must hold on both databases. */
export const databaseKinds = ['sqlite', 'postgres'] as const;
