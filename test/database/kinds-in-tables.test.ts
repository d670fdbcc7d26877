import { describe, expect, it, onTestFinished } from 'vitest';
import type { Orm } from '#shared/database/open-database.ts';
import { databaseBefore, databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

const ours = /_kinds_in_tables$/;

/** A database as it was before kinds became rows of tables in the program, with what hangs on a source. */
async function libraryOfBefore(kind: 'sqlite' | 'postgres'): Promise<Orm> {
  const orm = await databaseBefore(ours, await freshDatabaseUrl(kind));
  onTestFinished(() => orm.close());
  const at = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";
  for (const sql of [
    `insert into source (id, "key", name, publisher, kind, url, created_at) values
      (1, 'a', 'A', 'A', 'feed', 'https://a.example/feed', ${at}),
      (2, 'b', 'B', 'B', 'govuk-search', 'https://b.example/', ${at}),
      (3, 'c', 'C', 'C', 'manual', 'https://c.invalid/', ${at})`,
    `insert into scan (id, source_id, started_at, outcome) values (1, 1, ${at}, 'read')`,
    `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at)
      values (1, 'Review', 'A', 'source', 1, ${at})`,
    `insert into candidate (id, source_id, "key", offer_hash, offer, first_offered_at, last_offered_at, state, publication_id, scan_id)
      values (1, 1, 'k', 'h', '{}', ${at}, ${at}, 'recorded', 1, 1)`,
    `insert into sighting (id, publication_id, source_id, url, title, seen_at)
      values (1, 1, 1, 'https://a.example/r', 'Review', ${at})`,
    `insert into work_request (id, kind, source_id, requested_at, state, scan_id)
      values (1, 'scan', 1, ${at}, 'done', 1)`,
    `insert into work_request (id, kind, url, requested_at, publication_id, reason)
      values (2, 'add', 'https://a.example/r', ${at}, 1, 'Why')`,
    `insert into work_request (id, kind, source_id, requested_at, test) values (7, 'test', 2, ${at}, '{"found":"A feed"}')`,
  ])
    await orm.em.execute(sql);
  return orm;
}

const plain = (rows: object[]) => rows.map((row) => ({ ...row }));

describe.each(databaseKinds)('the upgrade on %s', (kind) => {
  it('keeps sources with all that hangs on them, and requests, and takes kinds that come', async () => {
    const orm = await libraryOfBefore(kind);

    await orm.migrator.up();

    const { em } = orm;
    expect(plain(await em.execute('select id, "key", kind from source order by id'))).toEqual([
      { id: 1, key: 'a', kind: 'feed' },
      { id: 2, key: 'b', kind: 'govuk-search' },
      { id: 3, key: 'c', kind: 'manual' },
    ]);
    expect(await em.execute('select source_id from scan')).toMatchObject([{ source_id: 1 }]);
    expect(await em.execute('select source_id from sighting')).toMatchObject([{ source_id: 1 }]);
    expect(
      await em.execute('select source_id, publication_id, scan_id from candidate'),
    ).toMatchObject([{ source_id: 1, publication_id: 1, scan_id: 1 }]);
    const requests = await em.execute(
      'select id, kind, source_id, url, state, scan_id, publication_id, reason from work_request order by id',
    );
    expect(plain(requests)).toEqual([
      {
        id: 1,
        kind: 'scan',
        source_id: 1,
        url: null,
        state: 'done',
        scan_id: 1,
        publication_id: null,
        reason: null,
      },
      {
        id: 2,
        kind: 'add',
        source_id: null,
        url: 'https://a.example/r',
        state: 'waiting',
        scan_id: null,
        publication_id: 1,
        reason: 'Why',
      },
      {
        id: 7,
        kind: 'test',
        source_id: 2,
        url: null,
        state: 'waiting',
        scan_id: null,
        publication_id: null,
        reason: null,
      },
    ]);
    await em.execute(`update source set kind = 'calendar' where id = 2`);
    await em.execute(`update work_request set kind = 'compare' where id = 2`);
    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
  });

  it('still takes a source’s scans and requests with it, and holds what a publication needs', async () => {
    const orm = await libraryOfBefore(kind);
    await orm.migrator.up();

    await expect(orm.em.execute('delete from source where id = 1')).rejects.toThrow(/foreign key/i);
    await orm.em.execute('delete from source where id = 2');

    expect(plain(await orm.em.execute('select id from work_request order by id'))).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });

  it('can be undone: a source of a kind that the version before does not know is paused', async () => {
    const orm = await libraryOfBefore(kind);
    const pending = (await orm.migrator.getPending()).map(({ name }) => name);
    await orm.migrator.up({ to: pending.find((name) => ours.test(name)) as string });
    await orm.em.execute(`update source set kind = 'calendar' where id = 2`);
    await orm.em.execute(`update work_request set kind = 'compare' where id = 1`);

    const ran = (await orm.migrator.getExecuted()).map(({ name }) => name);
    await orm.migrator.down({ to: ran[ran.findIndex((name) => ours.test(name)) - 1] as string });

    const sources = await orm.em.execute('select kind, is_paused from source order by id');
    expect(sources.map(({ kind, is_paused }) => [kind, Boolean(is_paused)])).toEqual([
      ['feed', false],
      ['manual', true],
      ['manual', false],
    ]);
    expect(await orm.em.execute('select id from work_request order by id')).toMatchObject([
      { id: 2 },
      { id: 7 },
    ]);
    for (const table of ['source', 'work_request']) {
      await expect(
        orm.em.execute(`update ${table} set kind = 'calendar' where id = 2`),
      ).rejects.toThrow(/check/i);
    }
  });
});

it('goes on numbering requests where it was, also when the latest are gone', async () => {
  const orm = await libraryOfBefore('sqlite');
  await orm.em.execute('delete from work_request where id = 7');

  await orm.migrator.up();

  await orm.em.execute(
    `insert into work_request (kind, requested_at) values ('add', 1789000000000)`,
  );
  expect(await orm.em.execute('select max(id) as id from work_request')).toMatchObject([{ id: 8 }]);
});
