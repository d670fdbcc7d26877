import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { inject } from 'vitest';
import { loadVocabulary } from '#shared/database/load-vocabulary.ts';
import { databaseOptions, openDatabase } from '#shared/database/open-database.ts';
import { type Holding, templateName } from './template-name.ts';

/**
 * Databases are migrated once in a run, by whichever test asks first; the others get copies. All
 * migrations take longer than a copy, and most tests begin with one.
 */
async function make(url: string, holding: Holding): Promise<void> {
  const orm = await openDatabase(url);
  if (holding === 'vocabulary') await loadVocabulary(orm.em.fork());
  await orm.close();
}

/** Puts a copy of the SQLite template where there is no file yet. */
export async function copySqlite(file: string, holding: Holding): Promise<void> {
  const folder = inject('templates');
  const template = path.join(folder, `${holding}.db`);
  if (!existsSync(template)) {
    const making = path.join(folder, `${holding}-${process.pid}-${Math.random()}.db`);
    await make(making, holding);
    // What stands in a log beside the file would not be copied.
    if (readdirSync(folder).some((name) => name.startsWith(`${path.basename(making)}-`))) {
      throw new Error('The template was closed with a log beside it.');
    }
    renameSync(making, template);
  }
  copyFileSync(template, file);
}

/** Says something to the PostgreSQL server of the run, over one connection for each test file. */
let server: Promise<MikroORM> | undefined;
export async function inPostgres<T = unknown>(sql: string): Promise<T[]> {
  server ??= MikroORM.init({ ...databaseOptions(inject('postgres')), pool: { min: 0, max: 1 } });
  return (await server).em.getConnection().execute(sql);
}

const templateLock = 0x74656d70;

/** Makes a PostgreSQL database from the template. @param name of none that is there */
export async function copyPostgres(name: string, holding: Holding): Promise<void> {
  const template = templateName(inject('templates'), holding);
  const isThere = async () =>
    (await inPostgres(`select 1 from pg_database where datname = '${template}'`)).length > 0;
  if (!(await isThere())) {
    // Two files run at once, and one of them makes it.
    await inPostgres(`select pg_advisory_lock(${templateLock})`);
    if (!(await isThere())) {
      await inPostgres(`create database ${template}_making`);
      const url = new URL(inject('postgres'));
      url.pathname = `${template}_making`;
      await make(url.href, holding);
      await inPostgres(`alter database ${template}_making rename to ${template}`);
    }
    await inPostgres(`select pg_advisory_unlock(${templateLock})`);
  }
  await inPostgres(`create database ${name} template ${template}`);
}
