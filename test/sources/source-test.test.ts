import { expect, it } from 'vitest';
import {
  Candidate,
  Document,
  Publication,
  Scan,
  Source,
  WorkRequest,
} from '#shared/entities/index.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import type { Role } from '#shared/people/permissions.ts';
import { openSession } from '#shared/people/sessions.ts';
import { requestWork } from '#shared/sources/request-work.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { runCommand } from '../support/command-line.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const by = { userId: null, name: 'test' };

/** A site with a readable publication, one that is refused, and three older ones. */
async function aSite(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const it = await aScannedSite(kind);
  const entry = (number: number, title: string, day: number) => ({
    id: `${number}`,
    title,
    path: `/${number}`,
    published: `${String(day).padStart(2, '0')} Sep 2026 09:00:00 GMT`,
  });
  it.site.entries = [
    entry(1, 'Older news', 1),
    entry(2, 'Local child safeguarding practice review: Child R', 15),
    entry(3, 'County lines in Telford: statistics', 13),
    entry(4, 'Older still', 3),
    entry(5, 'And this', 5),
    entry(6, 'And that', 7),
  ];
  it.site.pages
    .set(
      '/2',
      page('Child R')
        .replace('<html>', '<html lang="en">')
        .replace('</p>', '</p><p>Twelve more words stand here, so that they can be counted.</p>'),
    )
    .set('/3', 403);
  await it
    .em()
    .nativeUpdate(Source, { kind: 'feed' }, { mayShow: 'extract', licence: 'Open (fictional)' });
  const source = await it.em().findOneOrFail(Source, { kind: 'feed' });
  const test = async () => {
    const id = await requestWork(it.services.fork(), { sourceId: source.id, kind: 'test', by });
    await it.worker.requests();
    return it.em().findOneOrFail(WorkRequest, id);
  };
  return { ...it, source, test };
}

it.each(databaseKinds)(
  'says on %s what would be stored, which then is what is stored',
  async (kind) => {
    const { test, em, scan, site } = await aSite(kind);

    const { test: found, reason } = await test();

    expect(reason).toBeNull();
    expect(found).toMatchObject({
      offered: 6,
      everyDays: 2,
      latest: [{ publishedOn: '2026-09-15' }, {}, {}, {}, { publishedOn: '2026-09-03' }],
      stored: [
        {
          title: 'Local child safeguarding practice review: Child R',
          publishedOn: '2026-09-15',
          publishedOnBasis: 'source',
          publisher: 'Marlby',
          type: { basis: expect.stringContaining('The title says') },
          region: null,
          language: 'en',
          documents: [{ mediaType: 'text/html', problem: null }],
          problem: null,
          knownAs: null,
        },
        {
          title: 'County lines in Telford: statistics',
          region: { concept: 'region-telford-and-wrekin', basis: 'The title says “Telford”.' },
          documents: [],
          problem: expect.stringContaining('answered 403'),
        },
      ],
    });
    expect(await em().count(Candidate)).toBe(0);
    expect(await em().count(Publication)).toBe(0);
    expect(await em().count(Scan)).toBe(0);

    site.entries = site.entries.slice(1, 3);
    await scan();
    const stored = found && 'stored' in found ? (found.stored ?? []) : [];
    for (const said of stored) {
      const kept = await em().findOneOrFail(Publication, { title: said.title });
      expect({
        url: kept.url,
        publisher: kept.publisher,
        publishedOn: kept.publishedOn,
        basis: kept.publishedOnBasis,
        summary: kept.summary ?? null,
        type: kept.type ?? null,
        region: kept.region ?? null,
        language: kept.language ?? null,
        problem: kept.textProblem ?? null,
        documents: await em().count(Document, { publication: kept.id }),
      }).toEqual({
        url: said.url,
        publisher: said.publisher,
        publishedOn: said.publishedOn,
        basis: said.publishedOnBasis,
        summary: said.summary,
        type: said.type?.concept ?? null,
        region: said.region?.concept ?? null,
        language: said.language,
        problem: said.problem,
        documents: said.documents.length,
      });
    }
    expect(stored).toHaveLength(2);

    const { test: again } = await test();
    expect(again).toMatchObject({
      stored: [{ knownAs: { title: 'Local child safeguarding practice review: Child R' } }, {}],
    });
  },
);

it('tells programs the same through the API as on the command line', {
  timeout: 60_000,
}, async () => {
  const { services, source, worker, em } = await aSite();
  const app = appUnderTest(services, () => 'http://skylark.test');
  const asA = async (role: Role) => {
    const user = await givenUser(em(), { role });
    const token = await createApiToken(services.fork(), {
      userId: user.id,
      name: 'test',
      by: actorOf(user),
    });
    return async (method: string, path: string) =>
      app.request(`http://skylark.test${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
  };
  const coordinator = await asA('coordinator');
  const member = await asA('member');
  const path = `/api/v1/sources/${source.id}/test`;

  const before = await member('GET', path);
  const refused = await member('POST', path);
  const asked = await coordinator('POST', path);
  const { id, href } = (await asked.json()) as { id: number; href: string };
  const waiting = await (await member('GET', path)).json();
  await worker.requests();
  const ofAnother = await member('GET', href);
  const done = (await (await coordinator('GET', href)).json()) as { test: Record<string, unknown> };
  const latest = await (await member('GET', path)).json();
  const told = JSON.parse(
    (
      await runCommand(['source', 'test', source.key, '--json'], {
        DATA_DIR: services.config.dataDir,
      })
    ).stdout,
  );

  expect(before.status).toBe(404);
  expect(ofAnother.status).toBe(404);
  expect(refused.status).toBe(403);
  expect(asked.status).toBe(202);
  expect(asked.headers.get('location')).toBe(href);
  expect(waiting).toMatchObject({ id, kind: 'test', state: 'waiting', test: null });
  expect(done).toMatchObject({ id, state: 'done', sourceId: source.id, test: { offered: 6 } });
  expect(latest).toEqual(done);
  expect(done.test).toEqual(told);
  expect((await coordinator('POST', '/api/v1/sources/999/test')).status).toBe(404);
  expect(await em().count(Candidate)).toBe(0);
});

it('shows the same on the source’s page', async () => {
  const { test, services, source } = await aSite();
  await test();
  const user = await givenUser(services.orm.em.fork(), { role: 'coordinator' });
  const session = await openSession(services.fork(), user, 'test');
  const app = appUnderTest(services, () => 'http://skylark.test');

  const shown = await app.request(`http://skylark.test/sources/${source.id}`, {
    headers: { cookie: `skylark=${session}` },
  });

  const text = (await shown.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  for (const words of [
    'It seems to publish every 2 days. Nothing was kept of this test.',
    'What would be stored of the 2 newest',
    '15 September 2026 As the source says.',
    'Could not be read Nothing: all was read',
    'answered 403',
    'The summary and the passages that a search finds may be shown',
    'Licence: Open (fictional).',
  ]) {
    expect(text).toContain(words);
  }
});

it('says the same on the command line, of an address that nobody has registered', {
  timeout: 60_000,
}, async () => {
  const { source, services } = await aSite();
  const settings = { DATA_DIR: services.config.dataDir };
  const words = ['source', 'test', source.url, '--publisher', 'Marlby Council'];

  const told = await runCommand(words, settings);
  const { stored, shown } = JSON.parse((await runCommand([...words, '--json'], settings)).stdout);

  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toMatch(/It seems to publish every 2 days\./);
  expect(told.stdout).toMatch(/- Local child safeguarding practice review: Child R\n {2}http/);
  expect(told.stdout).toMatch(/Published: 15 September 2026 \(as the source says\)/);
  expect(told.stdout).toMatch(/Publisher: Marlby Council/);
  expect(told.stdout).toMatch(/Text: \d+ words, “Child R” \(text\/html\)/);
  expect(told.stdout).toMatch(/Could not be read: .* answered 403/);
  expect(told.stdout).toMatch(/Only title, publisher, date and link are shown\./);
  expect(told.stdout.trim().split('\n').at(-1)).toBe('Nothing was stored.');
  expect(stored).toHaveLength(2);
  expect(shown).toContain('No licence is stated.');
});

it('says that a feed has ended', async () => {
  const { test, site } = await aSite();
  site.answer = (_, response) =>
    response.end(
      '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>Marlby</title><updated>2026-09-10T09:30:00Z</updated><entry><id>https://marlby.example/x.atom/feed-ended</id><updated>2026-09-10T09:30:00Z</updated><title>This feed has ended</title><link href="https://marlby.example/email"/></entry></feed>',
    );

  const { test: found } = await test();

  expect(found).toMatchObject({
    warnings: [
      'The feed says that it has ended: “This feed has ended” Nothing new will come of it; look for what replaces it.',
    ],
  });
});

it.each([
  ['This blog has closed', true],
  ['This feed is no longer updated', true],
  ['This feed has been discontinued', true],
  ['Our newsletter has ended', true],
  ['Review of the children’s home that has closed', false],
  ['Child R: the review has ended', false],
])('takes the feed’s newest title “%s” for its end: %s', async (title, is) => {
  const { test, site } = await aSite();
  site.entries = [{ id: '9', title, path: '/2', published: '17 Sep 2026 09:00:00 GMT' }];

  const { test: found } = await test();

  expect(found).toMatchObject({
    warnings: is ? [`The feed seems to have ended. It says: “${title}”`] : [],
  });
});
