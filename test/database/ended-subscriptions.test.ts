import { MikroORM } from '@mikro-orm/core';
import { expect, it, onTestFinished } from 'vitest';
import { databaseOptions, type Orm, openDatabase } from '#shared/database/open-database.ts';
import { AuditEntry, Subscriber } from '#shared/entities/index.ts';
import { databaseKinds, freshDatabaseUrl, temporaryFolder } from '../support/databases.ts';

const before = 'Migration20261126132515_links_suggested';
const said = (code: number) => `The mail server did not take the message: it answered ${code}.`;
const at = '2026-09-01 09:00:00';

/** Name, code, digest; the version before wrote the same words to subscriber and delivery. */
const ended: [string, number, number][] = [
  ['greeting', 554, 1],
  ['quota', 552, 1],
  ['gone', 550, 1],
  ['sender-a', 553, 2],
  ['sender-b', 553, 2],
  ['alone', 553, 3],
];

/** Rows as the version before left them. Digest 1 reached somebody, the others nobody. */
const rows = [
  ...[1, 2, 3].map(
    (id) =>
      `insert into digest (id, week, starts_on, ends_on, state, send_at, created_at) values (${id}, '2026-W3${id}', '2026-08-01', '2026-08-07', 'sent', '${at}', '${at}')`,
  ),
  `insert into subscriber (id, email, unsubscribe_token, created_at) values (99, 'reached@a.example', 'reached', '${at}')`,
  `insert into delivery (digest_id, subscriber_id, message_id, state) values (1, 99, '<m>', 'sent')`,
  ...ended.flatMap(([name, code, digest], index) => [
    `insert into subscriber (id, email, unsubscribe_token, created_at, failure) values (${index + 1}, '${name}@a.example', '${name}', '${at}', '${said(code)}')`,
    `insert into delivery (digest_id, subscriber_id, message_id, state, reason) values (${digest}, ${index + 1}, '<m>', 'failed', '${said(code)}')`,
  ]),
];

it.each(databaseKinds)(
  '%s puts back the subscriptions that the version before certainly ended wrongly',
  async (kind) => {
    const url =
      kind === 'postgres' ? await freshDatabaseUrl(kind) : `${temporaryFolder()}/skylark.db`;
    const old = (await MikroORM.init(databaseOptions(url))) as Orm;
    await old.migrator.up({ to: before });
    for (const row of rows) await old.em.fork().execute(row);
    await old.close();

    const orm = await openDatabase(url);
    onTestFinished(() => orm.close());

    const em = orm.em.fork();
    const still = await em.find(Subscriber, { failure: { $ne: null } }, { orderBy: { id: 'asc' } });
    expect(still.map(({ email }) => email)).toEqual(['gone@a.example', 'alone@a.example']);
    const returned = await em.find(AuditEntry, { action: 'subscriber.returned' });
    expect(returned).toHaveLength(4);
    expect(returned[0]).toMatchObject({
      actor: 'upgrade',
      at: expect.any(Date),
      reason: expect.stringContaining('it answered 554'),
    });
    expect(Math.abs((returned[0]?.at.getTime() ?? 0) - Date.now())).toBeLessThan(600_000);
  },
);
