import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MikroORM } from '@mikro-orm/core';
import { describe, expect, it } from 'vitest';
import { databaseOptions } from '#shared/database/open-database.ts';
import { Identifier, Publication } from '#shared/entities/index.ts';
import { erasePublication } from '#shared/publications/take-down.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { runCommand } from '../support/command-line.ts';
import { freshDatabaseUrl, temporaryFolder } from '../support/databases.ts';
import { freshServices, indexNow } from '../support/fresh-services.ts';

const timeout = 120_000;

/** A library with one publication, whose process is still running; and a place for its backup. */
async function aLibrary() {
  const services = await freshServices('sqlite');
  const { dataDir } = services.config;
  const em = services.orm.em.fork();
  const { id } = await givenPublication(em, {
    title: 'Review of a hotel',
    summary: 'About lanterns.',
    documents: [{ pages: [{ number: 1, text: 'The lanterns were lit.' }] }],
  });
  const backup = path.join(temporaryFolder(), 'backup.db');
  const run = (...words: string[]) => runCommand(words, { DATA_DIR: dataDir });
  return { services, dataDir, id, backup, run };
}

const addAnother = (services: OpenServices) =>
  givenPublication(services.orm.em.fork(), { title: 'Written after the backup' });

const titlesIn = (file: string) => {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare('select title from publication order by id').all();
  db.close();
  return rows.map(({ title }) => title);
};

const replacedIn = (folder: string) =>
  readdirSync(folder).filter((name) => /^skylark\.db\.replaced-[\dT-]+$/.test(name));

describe('backup', () => {
  it('copies the database while others have it open and write', { timeout }, async () => {
    const { services, backup, run } = await aLibrary();
    const writing = new DatabaseSync(services.config.databaseUrl);
    writing.exec("begin immediate; update publication set title = 'Half done'");

    const made = await run('backup', backup, '--json');

    writing.close();
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(made.stdout)).toEqual({
      file: backup,
      bytes: statSync(backup).size,
      publications: 1,
    });
    expect(titlesIn(backup)).toEqual(['Review of a hotel']);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(backup))).toEqual(['backup.db']);
  });

  it('replaces a file only with --force, and never the database itself', { timeout }, async () => {
    const { services, backup, run } = await aLibrary();
    writeFileSync(backup, 'something else');

    const refused = await run('backup', backup);
    const forced = await run('backup', backup, '--force');
    const itself = await run('backup', services.config.databaseUrl, '--force');

    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(`${backup} is there already. Say --force to replace it.\n`);
    expect(forced).toMatchObject({ code: 0, stdout: expect.stringContaining('1 publications') });
    expect(titlesIn(backup)).toEqual(['Review of a hotel']);
    expect(itself).toMatchObject({ code: 1, stderr: expect.stringContaining('itself') });
    expect(titlesIn(services.config.databaseUrl)).toEqual(['Review of a hotel']);
  });
});

describe('restore', () => {
  it('puts a backup back, keeps what it replaces, and finds what is in it', {
    timeout,
  }, async () => {
    const { services, dataDir, id, backup, run } = await aLibrary();
    await run('backup', backup);
    const { id: another } = await addAnother(services);
    await indexNow(services, [id, another]);
    await services.close();

    const restored = await run('restore', backup, '--json');

    expect(restored).toMatchObject({ code: 0 });
    const [replaced = ''] = replacedIn(dataDir);
    expect(JSON.parse(restored.stdout)).toEqual({
      file: backup,
      database: path.join(dataDir, 'skylark.db'),
      replaced: path.join(dataDir, replaced),
      publications: 1,
      migrated: 0,
      takenDown: 0,
      wasInUse: false,
    });
    expect(titlesIn(path.join(dataDir, replaced))).toEqual([
      'Review of a hotel',
      'Written after the backup',
    ]);
    const found = async (words: string) =>
      JSON.parse((await run('search', words, '--json')).stdout).total;
    expect(await found('lanterns')).toBe(1);
    // The old index knew it; an index that stayed would still answer with it.
    expect(await found('"written after the backup"')).toBe(0);
    expect(existsSync(path.join(dataDir, 'skylark.db.restoring'))).toBe(false);
  });

  it('takes down again what was taken down after the backup', { timeout }, async () => {
    const { services, id, backup, run } = await aLibrary();
    const em = services.orm.em.fork();
    em.create(Identifier, {
      publication: em.getReference(Publication, id),
      scheme: 'address',
      value: 'https://marlby.example/hotel',
    });
    await em.flush();
    await run('backup', backup);
    await erasePublication(services.fork(), {
      publicationId: id,
      reason: 'The family asked',
      withNotes: false,
      withTitle: true,
      by: { userId: null, name: 'admin@example.org' },
    });
    await services.close();

    const restored = await run('restore', backup, '--json');

    expect(JSON.parse(restored.stdout)).toMatchObject({ takenDown: 1 });
    expect(titlesIn(services.config.databaseUrl)).toEqual(['Title erased']);
    expect(JSON.parse((await run('search', 'lanterns', '--json')).stdout).total).toBe(0);
  });

  it('refuses while another process has the database open, unless forced', {
    timeout,
  }, async () => {
    const { services, dataDir, backup, run } = await aLibrary();
    await run('backup', backup);
    await addAnother(services);

    const refused = await run('restore', backup);

    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/is in use: .*Stop server and worker first; or say --force/);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(replacedIn(dataDir)).toEqual([]);

    const forced = await run('restore', backup, '--force', '--json');

    expect(JSON.parse(forced.stdout)).toMatchObject({ publications: 1, wasInUse: true });
    expect(titlesIn(path.join(dataDir, 'skylark.db'))).toEqual(['Review of a hotel']);
    // What the other process had written is not lost, though it was still in its log.
    const [replaced = ''] = replacedIn(dataDir);
    expect(titlesIn(path.join(dataDir, replaced))).toHaveLength(2);
  });

  it('brings an older database up to date', { timeout }, async () => {
    const old = path.join(temporaryFolder(), 'old.db');
    const orm = await MikroORM.init(databaseOptions(old));
    await orm.migrator.up({ to: 'Migration20261124130913_first' });
    await orm.close();

    const restored = await runCommand(['restore', old, '--json'], { DATA_DIR: temporaryFolder() });

    expect(restored).toMatchObject({ code: 0 });
    const { migrated, replaced, database } = JSON.parse(restored.stdout);
    expect(migrated).toBeGreaterThan(0);
    expect(replaced).toBeNull();
    expect(existsSync(database)).toBe(true);
  });

  it('takes nothing that is not a database of this Skylark', { timeout }, async () => {
    const { services, dataDir, run } = await aLibrary();
    await services.close();
    const folder = temporaryFolder();
    const file = (name: string) => path.join(folder, name);
    writeFileSync(file('text.db'), 'Not a database. '.repeat(500));
    const other = new DatabaseSync(file('other.db'));
    other.exec('create table recipe (name text)');
    other.close();
    copyFileSync(path.join(dataDir, 'skylark.db'), file('newer.db'));
    const newer = new DatabaseSync(file('newer.db'));
    newer.exec("insert into mikro_orm_migrations (name) values ('Migration20991231000000_later')");
    newer.close();

    const said = async (name: string) => (await run('restore', file(name))).stderr;

    expect(await said('text.db')).toMatch(/is not an SQLite database/);
    expect(await said('other.db')).toMatch(/not one of Skylark/);
    expect(await said('newer.db')).toMatch(/newer version of Skylark/);
    expect(await said('nothing.db')).toMatch(/There is no file/);
    expect(titlesIn(path.join(dataDir, 'skylark.db'))).toEqual(['Review of a hotel']);
    expect(replacedIn(dataDir)).toEqual([]);
  });
});

it('says in one line what does the same on PostgreSQL', { timeout }, async () => {
  const settings = {
    DATA_DIR: temporaryFolder(),
    DATABASE_URL: await freshDatabaseUrl('postgres'),
  };

  const backup = await runCommand(['backup', 'copy.db'], settings);
  const restore = await runCommand(['restore', 'copy.db'], settings);

  for (const { code, stdout, stderr } of [backup, restore]) {
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/pg_dump.*pg_restore.*takedowns\.jsonl/);
  }
});
