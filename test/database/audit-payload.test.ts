import { describe, expect, it, onTestFinished } from 'vitest';
import { eraseAudit } from '#shared/database/erase-audit.ts';
import { type Orm, openDatabase } from '#shared/database/open-database.ts';
import { payloadHash, payloadState } from '#shared/database/payload-hash.ts';
import { recordAudit } from '#shared/database/record-audit.ts';
import { AuditEntry } from '#shared/entities/index.ts';
import { lastingOfAudit } from '#shared/entities/program/audit-entry.ts';
import { databaseBefore, databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

const ours = /_audit_payload$/;
const at = new Date('2026-09-10T08:00:00.123Z');
const change = {
  by: { userId: null, name: 'ann@council.example' },
  at,
  action: 'publication.corrected',
  subject: { type: 'publication', id: 7 },
  before: { title: 'Review of J', themes: ['b', 'a'], nested: { z: 1, a: null }, left: undefined },
  after: { title: 'Review', onTime: new Date('2026-09-10T00:00:00Z'), share: 0.1 },
  reason: 'It names a “child”',
};

describe.each(databaseKinds)('the payload of an audit entry on %s', (kind) => {
  async function opened(): Promise<Orm> {
    const orm = await openDatabase(await freshDatabaseUrl(kind));
    onTestFinished(() => orm.close());
    return orm;
  }
  const readFrom = (orm: Orm) => orm.em.fork().findOneOrFail(AuditEntry, { id: 1 });

  async function recorded() {
    const orm = await opened();
    const em = orm.em.fork();
    recordAudit(em, change);
    await em.flush();
    return orm;
  }

  it('is hashed as it was written, in whatever order the database keeps it', async () => {
    const orm = await recorded();

    expect(payloadState(await readFrom(orm))).toBe('as written');
  });

  it('is found altered where somebody changes it behind the program', async () => {
    const orm = await recorded();

    await orm.em.fork().execute(`update audit_entry set reason = 'Another'`);

    expect(payloadState(await readFrom(orm))).toBe('altered');
  });

  it('can be erased in part, and nothing that a chain covers changes', async () => {
    const orm = await recorded();
    const before = await readFrom(orm);

    const em = orm.em.fork();
    const entry = await em.findOneOrFail(AuditEntry, { id: 1 });
    eraseAudit(entry, { before: { title: 'Title erased' } });
    await em.flush();

    const after = await readFrom(orm);
    for (const name of lastingOfAudit) expect(after[name]).toEqual(before[name]);
    expect(after).toMatchObject({ before: { title: 'Title erased' }, payloadSalt: null });
    expect(after.reason).toBe(change.reason);
    expect(payloadState(after)).toBe('erased');
  });

  it('stays as written where an erasure takes nothing of it', async () => {
    const orm = await recorded();

    const em = orm.em.fork();
    const entry = await em.findOneOrFail(AuditEntry, { id: 1 });
    eraseAudit(entry, { before: { ...entry.before }, reason: change.reason });
    await em.flush();

    expect(payloadState(await readFrom(orm))).toBe('as written');
  });

  it('has no hash where an earlier version wrote it, and can be erased all the same', async () => {
    const url = await freshDatabaseUrl(kind);
    const old = await databaseBefore(ours, url);
    const then = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";
    await old.em.fork().execute(
      `insert into audit_entry (id, at, actor, action, subject_type, subject_id, before, reason)
       values (1, ${then}, 'ann@council.example', 'publication.set-aside', 'publication', '7', '{"status":"new"}', 'Only J')`,
    );
    await old.close();

    const orm = await openDatabase(url);
    onTestFinished(() => orm.close());

    expect(payloadState(await readFrom(orm))).toBe('before hashes');
    const em = orm.em.fork();
    eraseAudit(await em.findOneOrFail(AuditEntry, { id: 1 }), { reason: null });
    await em.flush();
    expect(await readFrom(orm)).toMatchObject({ before: { status: 'new' }, reason: null });
  });
});

it('is hashed with a salt of its own, so that nobody finds what was erased by guessing', () => {
  const payload = { before: { title: 'J' }, after: null, reason: null };

  expect(payloadHash(payload, 'one')).not.toBe(payloadHash(payload, 'another'));
  expect(payloadHash(payload, 'one')).toMatch(/^[0-9a-f]{64}$/);
});
