import { MikroORM } from '@mikro-orm/core';
import { expect, it, onTestFinished } from 'vitest';
import { databaseOptions, type Orm, openDatabase } from '#shared/database/open-database.ts';
import { sweepAsked } from '#shared/database/sweep-state.ts';
import {
  databaseKinds,
  freshDatabase,
  freshDatabaseUrl,
  temporaryFolder,
} from '../support/databases.ts';

const first = 'Migration20261124130913_first';
const counted = ['source', 'candidate', 'publication', 'identifier', 'sighting'] as const;

/** Rows as the first version of Skylark left them. */
const rows = [
  `insert into source (id, key, name, publisher, kind, url, created_at) values (1, 'a', 'A', 'A', 'feed', 'https://a.example/feed', '2026-09-01 09:00:00')`,
  `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at) values (1, 'Review', 'A', 'source', 1, '2026-09-01 09:00:00')`,
  `insert into candidate (id, source_id, key, offer_hash, offer, first_offered_at, last_offered_at, state, publication_id) values (1, 1, 'k', 'h', '{}', '2026-09-01 09:00:00', '2026-09-01 09:00:00', 'recorded', 1)`,
  `insert into identifier (id, publication_id, scheme, value) values (1, 1, 'address', 'https://a.example/r')`,
  `insert into sighting (id, publication_id, source_id, url, title, seen_at) values (1, 1, 1, 'https://a.example/r', 'Review', '2026-09-01 09:00:00')`,
];

it.each(databaseKinds)('%s keeps every row when it is brought up to date', async (kind) => {
  const url =
    kind === 'postgres' ? await freshDatabaseUrl(kind) : `${temporaryFolder()}/skylark.db`;
  const old = (await MikroORM.init(databaseOptions(url))) as Orm;
  await old.migrator.up({ to: first });
  for (const row of rows) await old.em.fork().execute(row);
  await old.close();

  const orm = await openDatabase(url);
  onTestFinished(() => orm.close());
  for (const table of counted) {
    const [{ n } = { n: 0 }] = await orm.em
      .fork()
      .execute<{ n: number | string }[]>(`select count(*) as n from ${table}`);
    expect([table, Number(n)]).toEqual([table, 1]);
  }
});

it.each(databaseKinds)('%s has the tables that the entities say', async (kind) => {
  const orm = await freshDatabase(kind);

  expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
});

it.each(databaseKinds)('%s has what an earlier version erased swept once', async (kind) => {
  const url =
    kind === 'postgres' ? await freshDatabaseUrl(kind) : `${temporaryFolder()}/skylark.db`;
  const old = (await MikroORM.init(databaseOptions(url))) as Orm;
  await old.migrator.up({ to: 'Migration20261126132515_links_suggested' });
  for (const row of rows.slice(0, 2)) await old.em.fork().execute(row);
  await old.em
    .fork()
    .execute("update publication set takedown = 'erased', taken_down_at = first_seen_at");
  await old.close();

  const orm = await openDatabase(url);
  onTestFinished(() => orm.close());
  expect(await sweepAsked(orm.em.fork(), 'database')).not.toBeNull();
  expect(await sweepAsked(orm.em.fork(), 'index')).not.toBeNull();
  expect(await sweepAsked((await freshDatabase(kind)).em.fork(), 'database')).toBeNull();
});
