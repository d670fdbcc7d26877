import { MikroORM } from '@mikro-orm/core';
import { expect, it, onTestFinished } from 'vitest';
import { databaseOptions, type Orm, openDatabase } from '#shared/database/open-database.ts';
import { sweepAsked } from '#shared/database/sweep-state.ts';
import { showDigest } from '#shared/digests/show-digest.ts';
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

/** Digests as the version before "digest choices" left them; the clock stands on 28 October 2026. */
const digestRows = (kind: 'sqlite' | 'postgres') => {
  const at = (iso: string) => (kind === 'sqlite' ? String(Date.parse(iso)) : `'${iso}'`);
  const digest = (id: number, week: string, ends: string, state: string) =>
    `insert into digest (id, week, starts_on, ends_on, state, send_at, created_at, approved_at) values (${id}, '${week}', '2026-01-01', '${ends}', '${state}', ${at(`${ends}T12:00:00Z`)}, ${at('2026-10-13T09:00:00Z')}, ${state === 'draft' ? 'null' : at(`${ends}T09:00:00Z`)})`;
  const kept = (id: number, title: string, iso: string) =>
    `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at, status, sifted_at) values (${id}, '${title}', 'A', 'source', 1, ${at(iso)}, 'kept', ${at(iso)})`;
  const line = (digestId: number, publicationId: number) =>
    `insert into digest_line (digest_id, publication_id, "group", position, title, publisher, why) values (${digestId}, ${publicationId}, 'information', 0, 'T', 'A', 'Seen.')`;
  const choice = (week: string, publicationId: number, what: string) =>
    `insert into digest_choice (week, publication_id, choice, chosen_at) values ('${week}', ${publicationId}, '${what}', ${at('2026-10-27T09:00:00Z')})`;
  return [
    `insert into source (id, key, name, publisher, kind, url, created_at) values (1, 'a', 'A', 'A', 'feed', 'https://a.example/feed', ${at('2026-10-13T09:00:00Z')})`,
    // The week before the product was set up; one that was sent; one that was approved and missed.
    digest(1, '2026-W41', '2026-10-11', 'missed'),
    digest(2, '2026-W42', '2026-10-18', 'sent'),
    digest(3, '2026-W43', '2026-10-25', 'missed'),
    digest(4, '2026-W44', '2026-11-01', 'draft'),
    kept(1, 'Sent', '2026-10-14T09:00:00Z'),
    kept(2, 'Kept after the approval', '2026-10-18T15:00:00Z'),
    kept(3, 'In the missed one', '2026-10-20T09:00:00Z'),
    kept(4, 'Left out', '2026-10-27T09:00:00Z'),
    kept(5, 'Kept this week', '2026-10-27T09:00:00Z'),
    line(2, 1),
    line(3, 3),
    choice('2026-W42', 4, 'in'),
    choice('2026-W44', 4, 'out'),
    choice('2026-W42', 1, 'in'),
  ];
};

it.each(databaseKinds)('%s brings what fell between two digests into the next', async (kind) => {
  const url =
    kind === 'postgres' ? await freshDatabaseUrl(kind) : `${temporaryFolder()}/skylark.db`;
  const old = (await MikroORM.init(databaseOptions(url))) as Orm;
  const names = (await old.migrator.getPending()).map(({ name }) => name);
  const before = names[names.findIndex((name) => name.endsWith('_digest_choices')) - 1];
  await old.migrator.up({ to: before ?? first });
  for (const row of digestRows(kind)) await old.em.fork().execute(row);
  await old.close();

  const orm = await openDatabase(url);
  onTestFinished(() => orm.close());
  const clock = () => new Date('2026-10-28T09:00:00Z');
  const services = () => ({ em: orm.em.fork(), clock });
  const draft = await showDigest(services(), '2026-W44');
  expect(draft.lines.map(({ title }) => title).sort()).toEqual([
    'In the missed one',
    'Kept after the approval',
    'Kept this week',
  ]);
  expect(draft.leftOut).toMatchObject([{ title: 'Left out', kind: 'out' }]);
  expect(await showDigest(services(), '2026-W42')).toMatchObject({ state: 'sent', lines: [{}] });
  await expect(showDigest(services(), '2026-W41')).rejects.toThrow('There is no digest');
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
