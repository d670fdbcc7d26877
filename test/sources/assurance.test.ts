import { describe, expect, it } from 'vitest';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { addSubscriber } from '#shared/digests/subscribers.ts';
import { ensureDigest, presentWeek } from '#shared/digests/weeks.ts';
import { Publication, Source } from '#shared/entities/index.ts';
import { openSession } from '#shared/people/sessions.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { givenUser } from '../support/builders/user.ts';
import { runCommand } from '../support/command-line.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';

const entry = (number: number) => ({
  id: `${number}`,
  title: `Entry ${number}`,
  path: `/${number}`,
});

const day = 24;

/** A site whose entries 1 to 9 have a page; it is Friday 18 September 2026, 10am in London. */
async function aWatchedSite(
  kind: 'sqlite' | 'postgres' = 'sqlite',
  env: Record<string, string> = {},
) {
  const it = await aScannedSite(kind, env);
  for (let number = 1; number <= 9; number += 1) {
    it.site.pages.set(`/${number}`, page(`Entry ${number}`));
  }
  return {
    ...it,
    visit: async (...numbers: number[]) => {
      it.site.entries = numbers.map(entry);
      await it.scan();
    },
    /** Another source, which answers 404 until its page is there. */
    addAnother: async (name: string) => {
      const { url } = await it.em().findOneOrFail(Source, { kind: 'feed' });
      await addSource(it.services.fork(), {
        source: { name, publisher: name, kind: 'feed', url: `${url}/${name}`, mayShow: 'text' },
        by: { userId: null, name: 'test' },
      });
    },
    assurance: (weeksBack = 0) => {
      const { services } = it;
      const to = new Date(services.clock().getTime() - weeksBack * 7 * 86_400_000);
      return scanAssurance(services.fork(), weeksBack > 0 ? { to } : {});
    },
  };
}

describe.each(databaseKinds)('scan assurance on %s', (kind) => {
  it('counts what was offered in the week once, however often it was seen', async () => {
    const { visit, later, assurance } = await aWatchedSite(kind);
    await visit(1, 2, 3);
    later(8 * day);
    await visit(2, 3, 4);
    later(day);
    await visit(3, 4, 5);

    expect(await assurance()).toMatchObject({
      offered: 4,
      fresh: 2,
      bySource: [{ visits: 2, offered: 4, fresh: 2 }],
      words: '1 of 1 source read this week; 4 offered, 2 new, 0 could not be read.',
    });
    expect(await assurance(1)).toMatchObject({
      offered: 3,
      fresh: 3,
      words: '1 of 1 source read in the week to 20 September; 3 offered, 3 new.',
    });
  });

  it('says since when how many are failing, and what could not be read', async () => {
    const { site, visit, later, addAnother, scan, assurance } = await aWatchedSite(kind);
    site.pages.set('/1', 403);
    await visit(1, 2);
    later(4 * day);
    await addAnother('one');
    await scan();
    expect((await assurance()).words).toBe(
      '1 of 2 sources read this week; one failing since today; 2 offered, 2 new, 1 could not be read.',
    );

    later(day);
    expect((await assurance()).words).toContain('one failing since Tuesday;');
    await addAnother('two');
    await scan();
    later(day);
    expect((await assurance()).words).toContain('two failing, the first since Tuesday;');
    later(8 * day);
    expect((await assurance()).words).toContain('two failing, the first since 22 September;');
  });
});

it('tells pages and programs the same words', { timeout: 120_000 }, async () => {
  const { site, services, visit, addAnother, scan } = await aWatchedSite();
  site.pages.set('/1', 403);
  await visit(1, 2);
  await addAnother('one');
  await scan();
  const { words } = await scanAssurance(services.fork());
  const user = await givenUser(services.orm.em.fork(), { role: 'coordinator' });
  const session = await openSession(services.fork(), user, 'test');
  const app = appUnderTest(services, () => 'http://skylark.test');
  const shown = async (path: string) =>
    (
      await app.request(`http://skylark.test${path}`, { headers: { cookie: `skylark=${session}` } })
    ).text();

  expect(words).toContain('one failing since today');
  expect(await shown('/sources')).toContain(words);
  expect(await shown('/sources/assurance')).toContain(words);
  const told = await runCommand(['assurance', '--json'], { DATA_DIR: services.config.dataDir });
  // The command has its own clock, for which that was long ago.
  expect(JSON.parse(told.stdout)).toMatchObject({
    words: expect.stringMatching(/^0 of 2 sources read this week; one failing since \d+ \w+;/),
    unread: 1,
  });
});

it('tells coordinators the same words in the digest, and other readers nothing', async () => {
  const inbox = await smtpInbox();
  const { site, services, worker, em, visit } = await aWatchedSite('sqlite', {
    SMTP_URL: inbox.url,
  });
  site.pages.set('/1', 403);
  await visit(1, 2);
  const kept = { status: 'kept' as const, siftedAt: services.clock(), isBacklog: false };
  await em().nativeUpdate(Publication, {}, kept);
  const by = { userId: null, name: 'test' };
  const { email } = await givenUser(em(), { role: 'coordinator' });
  await addSubscriber(services.fork(), { email, by });
  await addSubscriber(services.fork(), { email: 'partner@health.example', by });
  const { week } = presentWeek(services.clock());
  await ensureDigest(services.fork(), week);
  await sendDigestNow(services.fork(), { week, host: 'skylark.test', by });
  await worker.digests();
  await worker.send();

  const { words } = await scanAssurance(services.fork());
  const told = inbox.messages.map(({ to, text }) => ({
    to: [to].flat().map((one) => one?.text),
    isTold: text?.replace(/\s+/g, ' ').includes(words),
  }));
  expect(words).toContain('1 could not be read');
  expect(told).toHaveLength(2);
  expect(told).toContainEqual({ to: [email], isTold: true });
  expect(told).toContainEqual({ to: ['partner@health.example'], isTold: false });
});
