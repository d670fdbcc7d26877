import { describe, expect, it, onTestFinished } from 'vitest';
import type { Orm } from '#shared/database/open-database.ts';
import {
  databaseBefore,
  databaseKinds,
  freshDatabase,
  freshDatabaseUrl,
} from '../support/databases.ts';

const ours = /_lists_that_grow$/;

/** Columns whose lists grow, with a value of the version before and one that is yet to come. */
const lists = [
  ['link', 'bearing', 'challenges'],
  ['publication', 'status', 'set-aside'],
  ['publication', 'set_aside_reason', 'too-thin'],
  ['publication', 'published_on_basis', 'document'],
  ['plan_entry', 'status', 'embedded'],
  ['plan_entry', 'rag', 'Amber'],
  ['progress_note', 'status', 'not accepted'],
  ['progress_note', 'rag', 'Red'],
  ['assessment', 'evidence_strength', 'statutory-duty'],
  ['assessment', 'horizon', 'later'],
  ['digest_line', 'group', 'decided'],
  ['search_alert', 'rhythm', 'at-once'],
  ['alert_message', 'rhythm', 'at-once'],
  ['local_word', 'kind', 'abbreviation'],
  ['source', 'may_show', 'extract'],
] as const;

/** A library as the version before wrote it, with what hangs on each row that is touched. */
async function libraryOfBefore(kind: 'sqlite' | 'postgres'): Promise<Orm> {
  const orm = await databaseBefore(ours, await freshDatabaseUrl(kind));
  onTestFinished(() => orm.close());
  const at = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";
  for (const sql of [
    `insert into app_user (id, email, role, created_at) values (1, 'ann@marlby.example', 'coordinator', ${at})`,
    `insert into source (id, "key", name, publisher, kind, url, created_at, may_show)
      values (1, 'a', 'A', 'A', 'feed', 'https://a.example/feed', ${at}, 'extract')`,
    `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at, status, set_aside_reason)
      values (1, 'Review', 'A', 'document', 1, ${at}, 'set-aside', 'too-thin')`,
    `insert into document (id, publication_id, position, title, media_type) values (1, 1, 0, 'Review', 'text/html')`,
    `insert into passage (id, document_id, position, page, text) values (1, 1, 0, null, 'Words.')`,
    `insert into identifier (id, publication_id, scheme, value) values (1, 1, 'address', 'https://a.example/r')`,
    `insert into sighting (id, publication_id, source_id, url, title, seen_at) values (1, 1, 1, 'https://a.example/r', 'Review', ${at})`,
    `insert into plan (id, title, created_at) values (1, 'Plan', ${at})`,
    `insert into plan_entry (id, plan_id, ref, position, text, status, rag)
      values (1, 1, 'R1', 0, 'Do it', 'embedded', 'Amber')`,
    `insert into progress_note (id, entry_id, status, rag, text, noted_at) values (1, 1, 'not accepted', 'Red', 'Said', ${at})`,
    `insert into link (id, publication_id, entry_id, bearing, rationale, linked_at) values (1, 1, 1, 'challenges', 'Because', ${at})`,
    `insert into assessment (id, publication_id, evidence_strength, horizon, assessed_at) values (1, 1, 'statutory-duty', 'later', ${at})`,
    `insert into digest (id, week, starts_on, ends_on, send_at, created_at) values (1, '2026-W40', '2026-09-28', '2026-10-04', ${at}, ${at})`,
    `insert into digest_line (id, digest_id, publication_id, "group", position, title, publisher, why) values (1, 1, 1, 'decided', 0, 'T', 'A', 'Seen.')`,
    `insert into saved_search (id, name, parameters, owner_id, created_at) values (1, 'S', 'q=x', 1, ${at})`,
    `insert into search_alert (id, search_id, user_id, rhythm, since, checked_at) values (1, 1, 1, 'at-once', ${at}, ${at})`,
    `insert into alert_message (id, user_id, rhythm, created_at, message_id, stop_token) values (1, 1, 'at-once', ${at}, 'm', 't')`,
    `insert into concept (id, facet, label, position, expansions) values ('x', 'theme', 'X', 0, '{}')`,
    `insert into local_word (id, concept_id, kind, text, added_at) values (1, 'x', 'abbreviation', 'XX', ${at})`,
  ])
    await orm.em.execute(sql);
  return orm;
}

const counted = [
  ...new Set(lists.map(([table]) => table)),
  ...['document', 'passage', 'identifier', 'sighting', 'plan', 'digest', 'saved_search', 'concept'],
];
const countsOf = async ({ em }: Orm) => {
  const counts: [string, number][] = [];
  for (const table of counted) {
    const [row] = await em.execute<{ n: unknown }[]>(`select count(*) as n from ${table}`);
    counts.push([table, Number(row?.n)]);
  }
  return counts;
};

const valuesOf = async ({ em }: Orm) => {
  const values: [string, string, unknown][] = [];
  for (const [table, column] of lists) {
    const [row] = await em.execute<{ v: unknown }[]>(
      `select "${column}" as v from ${table} where id = 1`,
    );
    values.push([table, column, row?.v]);
  }
  return values;
};

describe.each(databaseKinds)('the upgrade on %s', (kind) => {
  it('keeps each row, its value and what hangs on it, and takes values that are yet to come', async () => {
    const orm = await libraryOfBefore(kind);
    const before = await countsOf(orm);

    await orm.migrator.up();

    expect(await valuesOf(orm)).toEqual(lists);
    expect(await countsOf(orm)).toEqual(before);
    for (const [table, column] of lists) {
      await orm.em.execute(`update ${table} set "${column}" = 'yet to come' where id = 1`);
    }
    expect((await valuesOf(orm)).every(([, , value]) => value === 'yet to come')).toBe(true);
    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
    await expect(orm.em.execute('delete from publication where id = 1')).rejects.toThrow(
      /foreign key/i,
    );
  });

  it('still has a publication be new, and a source show a link, where nothing is said', async () => {
    const orm = await libraryOfBefore(kind);
    await orm.migrator.up();
    const at = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";

    await orm.em.execute(
      `insert into source (id, "key", name, publisher, kind, url, created_at) values (2, 'b', 'B', 'B', 'feed', 'https://b.example/', ${at})`,
    );
    await orm.em.execute(
      `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at) values (2, 'R', 'B', 'source', 2, ${at})`,
    );

    expect(await orm.em.execute('select may_show from source where id = 2')).toMatchObject([
      { may_show: 'link' },
    ]);
    expect(await orm.em.execute('select status from publication where id = 2')).toMatchObject([
      { status: 'new' },
    ]);
  });

  it('can be undone: what the version before does not know is the nearest that it does', async () => {
    const orm = await libraryOfBefore(kind);
    const pending = (await orm.migrator.getPending()).map(({ name }) => name);
    await orm.migrator.up({ to: pending.find((name) => ours.test(name)) as string });
    const before = await countsOf(orm);
    await orm.em.execute(`update link set bearing = 'contradicts' where id = 1`);
    await orm.em.execute(`update publication set set_aside_reason = 'paywalled' where id = 1`);

    const ran = (await orm.migrator.getExecuted()).map(({ name }) => name);
    await orm.migrator.down({ to: ran[ran.findIndex((name) => ours.test(name)) - 1] as string });

    expect(await countsOf(orm)).toEqual(before);
    expect(await valuesOf(orm)).toEqual(
      lists.map(([table, column, value]) => {
        if (column === 'bearing') return [table, column, 'example'];
        return [table, column, column === 'set_aside_reason' ? null : value];
      }),
    );
    for (const [table, column] of lists) {
      await expect(
        orm.em.execute(`update ${table} set "${column}" = 'yet to come' where id = 1`),
      ).rejects.toThrow(/check/i);
    }
  });
});

it('finds what waits by its index as before', async () => {
  const orm = await libraryOfBefore('sqlite');
  await orm.migrator.up();

  const plan = await orm.em.execute(
    `explain query plan select id from publication where status = 'new' order by first_seen_at`,
  );

  expect(JSON.stringify(plan)).toContain('publication_status_first_seen_at_index');
});

/**
 * What a CHECK still guards: the program's own steps and counts, which no row of a table adds to. A list
 * that people or publishers see is guarded by zod alone.
 */
const checked = [
  'alert_message.state',
  'candidate.state',
  'delivery.state',
  'digest.state',
  'letter.state',
  'outbox.change',
  'possible_duplicate.state',
  'publication.takedown',
  'scan.outcome',
  'source.alerted_of',
  'suggestion.state',
  'suggestion.strength',
  'work_request.state',
];

it.each(databaseKinds)(
  '%s checks the program’s own steps, and no list that grows',
  async (kind) => {
    const { em } = await freshDatabase(kind);

    const found =
      kind === 'sqlite'
        ? (
            await em.execute<{ name: string; sql: string }[]>(
              `select name, sql from sqlite_master where type = 'table'`,
            )
          ).flatMap(({ name, sql }) =>
            [...sql.matchAll(/check \(`(\w+)` in/gi)].map(([, column]) => `${name}.${column}`),
          )
        : (
            await em.execute<{ name: string; sql: string }[]>(
              `select c.relname as name, pg_get_constraintdef(k.oid) as sql
             from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'c'`,
            )
          ).map(({ name, sql }) => `${name}.${/\(+"?(\w+)/.exec(sql)?.[1]}`);

    expect(found.toSorted()).toEqual(checked);
  },
);
