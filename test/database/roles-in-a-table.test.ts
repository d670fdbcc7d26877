import { describe, expect, it, onTestFinished } from 'vitest';
import type { Orm } from '#shared/database/open-database.ts';
import { databaseBefore, databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

const ours = /_roles_in_a_table$/;

/** A database as it was before roles became rows of a table in the program, with people in it. */
async function libraryOfBefore(kind: 'sqlite' | 'postgres'): Promise<Orm> {
  const orm = await databaseBefore(ours, await freshDatabaseUrl(kind));
  onTestFinished(() => orm.close());
  const at = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";
  const active = kind === 'sqlite' ? '1' : 'true';
  for (const sql of [
    `insert into partner (id, name) values (1, 'Police')`,
    `insert into app_user (id, email, role, partner_id, is_active, created_at) values
      (1, 'ann@council.example', 'administrator', 1, ${active}, ${at}),
      (2, 'bob@council.example', 'coordinator', null, ${active}, ${at}),
      (3, 'cyd@council.example', 'member', null, ${active}, ${at})`,
    `insert into session (id, user_id, token_hash, created_at, last_seen_at, expires_at)
      values (1, 2, 'hash', ${at}, ${at}, ${at})`,
    `insert into audit_entry (id, at, user_id, actor, action, subject_type, subject_id)
      values (1, ${at}, 3, 'cyd@council.example', 'user.signed-in', 'user', '3')`,
  ])
    await orm.em.execute(sql);
  return orm;
}

describe.each(databaseKinds)('the upgrade on %s', (kind) => {
  it('keeps people with what is theirs, and takes roles that come', async () => {
    const orm = await libraryOfBefore(kind);

    await orm.migrator.up();

    const { em } = orm;
    const people = await em.execute('select id, role, partner_id from app_user order by id');
    expect(people.map((row: object) => ({ ...row }))).toEqual([
      { id: 1, role: 'administrator', partner_id: 1 },
      { id: 2, role: 'coordinator', partner_id: null },
      { id: 3, role: 'member', partner_id: null },
    ]);
    expect(await em.execute('select user_id from session')).toMatchObject([{ user_id: 2 }]);
    expect(await em.execute('select user_id from audit_entry')).toMatchObject([{ user_id: 3 }]);
    await em.execute(`update app_user set role = 'scrutiny-reader' where id = 3`);
    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
  });

  it('can be undone: a role that the version before does not know becomes a member', async () => {
    const orm = await libraryOfBefore(kind);
    const pending = (await orm.migrator.getPending()).map(({ name }) => name);
    await orm.migrator.up({ to: pending.find((name) => ours.test(name)) as string });
    await orm.em.execute(`update app_user set role = 'chair' where id = 2`);

    const ran = (await orm.migrator.getExecuted()).map(({ name }) => name);
    await orm.migrator.down({ to: ran[ran.findIndex((name) => ours.test(name)) - 1] as string });

    expect(await orm.em.execute('select role from app_user order by id')).toMatchObject([
      { role: 'administrator' },
      { role: 'member' },
      { role: 'member' },
    ]);
    await expect(orm.em.execute(`update app_user set role = 'chair' where id = 2`)).rejects.toThrow(
      /check/i,
    );
  });
});
