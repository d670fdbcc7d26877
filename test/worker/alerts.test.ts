import { describe, expect, it } from 'vitest';
import { Source, User } from '#shared/entities/index.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { healthOf } from '#shared/sources/source-health.ts';
import { everyDays } from '#shared/text/rhythm.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, type Entry } from '../support/loopback/scanned-site.ts';
import { type SmtpInbox, smtpInbox } from '../support/loopback/smtp-inbox.ts';

/** What administrators are told of, and its sending. */
const tell = async ({ worker }: Awaited<ReturnType<typeof aScannedSite>>) => {
  await worker.alerts();
  await worker.send();
};

/** A watched site whose one administrator's mail comes to the inbox. */
async function aSiteWithAdministrator(inbox: SmtpInbox, kind: 'sqlite' | 'postgres' = 'sqlite') {
  const site = await aScannedSite(kind, { SMTP_URL: inbox.url });
  const em = site.em();
  em.create(User, {
    email: 'admin@example.org',
    name: 'A',
    role: 'administrator',
    createdAt: new Date(),
  });
  await em.flush();
  return site;
}

it('mails administrators once when a source fails repeatedly, and once when it is read again', async () => {
  const inbox = await smtpInbox();
  const it = await aScannedSite('sqlite', { SMTP_URL: inbox.url });
  const em = it.em();
  for (const [email, role] of [
    ['admin@example.org', 'administrator'],
    ['member@example.org', 'member'],
  ] as const) {
    em.create(User, { email, name: email, role, createdAt: new Date() });
  }
  await em.flush();
  const visit = async () => {
    await it.scan();
    await tell(it);
  };

  it.site.status = 503;
  await visit();
  await visit();
  expect(inbox.messages).toHaveLength(0);
  for (let times = 0; times < 4; times += 1) {
    it.later(4);
    await visit();
  }
  expect(inbox.messages.map(({ subject }) => subject)).toEqual([
    'Marlby could not be read repeatedly',
  ]);
  expect(inbox.messages[0]?.text).toContain('answered 503');
  expect([inbox.messages[0]?.to].flat()[0]?.text).toBe('admin@example.org');

  it.site.status = 200;
  it.later(24);
  await visit();
  it.later(23);
  await visit();
  expect(inbox.messages).toHaveLength(1);
  it.later(1);
  await visit();
  await visit();
  expect(inbox.messages.map(({ subject }) => subject).slice(1)).toEqual(['Marlby is read again']);
  expect(inbox.messages[1]?.text?.replace(/\s+/g, ' ')).toMatch(
    /has been read without trouble for a day, since 20 September 2026 at 2:00am \(you were told on /,
  );
});

describe.each(databaseKinds)('a source that fails every night, on %s', (kind) => {
  /** Its days and nights, from 9am on: it is visited every four hours, and fails from 9pm to 5am. */
  async function nightly(given: { entries?: Entry[] } = {}) {
    const inbox = await smtpInbox();
    const it = await aSiteWithAdministrator(inbox, kind);
    it.site.entries = given.entries ?? [];
    const subjects = () => inbox.messages.map(({ subject }) => subject);
    const visit = async (status: number) => {
      it.site.status = status;
      await it.scan();
      await tell(it);
      it.later(4);
    };
    const day = async () => {
      for (const _ of ['9am', '1pm', '5pm']) await visit(200);
    };
    const night = async () => {
      for (const _ of ['9pm', '1am', '5am']) await visit(503);
    };
    return { ...it, inbox, subjects, day, night };
  }

  it('is told of once, and once when it has been well for a day', async () => {
    const { inbox, subjects, day, night } = await nightly();
    for (const _ of [1, 2, 3]) {
      await day();
      await night();
    }
    expect(subjects()).toEqual(['Marlby could not be read repeatedly']);
    expect(inbox.messages[0]?.text).toContain('trouble that comes and goes is not told again');

    for (const _ of [1, 2, 3, 4, 5]) await day();
    expect(subjects().slice(1)).toEqual(['Marlby is read again']);

    await night();
    expect(subjects().slice(2)).toEqual(['Marlby could not be read repeatedly']);
  });

  it('is not told of each day either when it is quiet besides', async () => {
    const entries = ['07', '09', '11', '14'].map((number) => ({
      id: number,
      title: number,
      path: `/${number}`,
      published: `${number} Sep 2026 09:00:00 GMT`,
    }));
    const { subjects, day, night, later } = await nightly({ entries });
    await day();
    later(20 * 24);
    await day();
    for (const _ of [1, 2, 3]) {
      await night();
      await day();
    }
    expect(subjects()).toEqual([
      'Marlby is quieter than expected',
      'Marlby could not be read repeatedly',
    ]);

    for (const _ of [1, 2]) await day();
    expect(subjects().slice(2)).toEqual(['Marlby is quieter than expected']);
  });
});

it('raises that a source is quieter than expected by its own rhythm', async () => {
  const inbox = await smtpInbox();
  const it = await aSiteWithAdministrator(inbox);
  it.site.entries = ['07', '09', '11', '14'].map((day) => ({
    id: day,
    title: day,
    path: `/${day}`,
    published: `${day} Sep 2026 09:00:00 GMT`,
  }));
  await it.scan();
  await tell(it);
  expect(Number((await it.em().findOneOrFail(Source, { kind: 'feed' })).everyDays)).toBe(2);
  it.later(15 * 24);
  await it.scan();
  await tell(it);
  await tell(it);
  expect(inbox.messages.map(({ subject }) => subject)).toEqual(['Marlby is quieter than expected']);
  expect(inbox.messages[0]?.text).toContain('usually has something new every 2 days');
});

it('has patience with a source that publishes twice a year', () => {
  const at = new Date('2026-11-01T09:00:00Z');
  const source = {
    kind: 'feed',
    failures: 0,
    lastSucceededAt: at,
    lastNewAt: new Date('2026-05-01T09:00:00Z'),
    everyDays: 180,
  } as Source;
  expect(healthOf(source, at, true).state).toBe('well');
  expect(healthOf({ ...source, everyDays: 7 } as Source, at, true).state).toBe('quiet');
});

it.each([
  [['2026-09-01', '2026-09-08', '2026-09-15', null], 7],
  [['2026-09-01', '2026-09-01', '2026-09-02'], null],
  [[], null],
])('sees the rhythm in %j', (dates, days) => {
  expect(everyDays(dates)).toBe(days);
});

it('does not take a visit that is under way, or a pause, for the end of a trouble', async () => {
  const inbox = await smtpInbox();
  const it = await aSiteWithAdministrator(inbox);
  it.site.entries = [{ id: '1', title: 'One', path: '/1' }];
  await it.scan();
  it.later(100 * 24);
  await it.scan();
  await tell(it);
  const change = async (values: Partial<Source>) => {
    await it.em().nativeUpdate(Source, { kind: 'feed' }, values);
    await tell(it);
  };

  const leaseUntil = new Date(it.services.clock().getTime() + 30_000);
  await change({ leasedBy: 'another worker', leaseUntil });
  expect((await scanAssurance(it.services.fork())).quiet).toHaveLength(1);
  await change({ leasedBy: null, leaseUntil: null });
  await change({ isPaused: true });
  await change({ isPaused: false });
  expect(inbox.messages.map(({ subject }) => subject)).toEqual(['Marlby is quieter than expected']);

  it.site.entries.unshift({ id: '2', title: 'Two', path: '/2' });
  await it.scan();
  await tell(it);
  expect(inbox.messages).toHaveLength(1);
  it.later(24);
  await tell(it);
  expect(inbox.messages.map(({ subject }) => subject).slice(1)).toEqual(['Marlby is read again']);
});
