import { describe, expect, it } from 'vitest';
import { selectLines } from '#shared/digests/select-lines.ts';
import { presentWeek } from '#shared/digests/weeks.ts';
import { DigestChoice, Publication, Scan, Source } from '#shared/entities/index.ts';
import { openSession } from '#shared/people/sessions.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const by = { userId: null, name: 'test' };

async function aSite(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const it = await aScannedSite(kind);
  for (const number of [1, 2, 3, 4]) it.site.pages.set(`/${number}`, page(`Entry ${number}`));
  return {
    ...it,
    /** The feed has these entries when it is visited next. */
    offers: async (...numbers: number[]) => {
      it.site.entries = numbers.map((number) => ({
        id: `${number}`,
        title: `Entry ${number}`,
        path: `/${number}`,
      }));
      await it.scan();
    },
    backlog: async () =>
      (await it.em().find(Publication, { isBacklog: true }, { orderBy: { title: 'asc' } })).map(
        ({ title }) => title,
      ),
    change: async (change: Parameters<typeof changeSource>[1]['change']) => {
      const { id } = await it.em().findOneOrFail(Source, { kind: 'feed' });
      await changeSource(it.services.fork(), { sourceId: id, change, by });
    },
    /** Everything is kept by a coordinator; what the week's digest then holds. */
    inDigest: async () => {
      const at = it.services.clock();
      await it.em().nativeUpdate(Publication, {}, { status: 'kept', siftedAt: at });
      const { lines, leftOut } = await selectLines(it.services.fork(), presentWeek(at));
      return { lines: lines.map(({ title }) => title).sort(), leftOut };
    },
  };
}

describe.each(databaseKinds)('the first scan of a source, on %s', (kind) => {
  it('brings backlog, and what is offered later is news, also when the backlog is offered again', async () => {
    const { site, offers, backlog, inDigest } = await aSite(kind);
    site.status = 503;
    await offers(1, 2);
    site.status = 200;
    await offers(1, 2);
    site.pages.set('/1', page('Entry 1, edited'));
    await offers(3, 2, 1);

    expect(await backlog()).toEqual(['Entry 1', 'Entry 2']);
    expect(await inDigest()).toMatchObject({
      lines: ['Entry 3'],
      leftOut: [
        { reason: 'It came with the first scan of its source, so it is not news.' },
        { reason: 'It came with the first scan of its source, so it is not news.' },
      ],
    });
  });

  it('is let into digests for one publication, or for the source, also afterwards', async () => {
    const { services, em, offers, backlog, change, inDigest } = await aSite(kind);
    await offers(1, 2);
    await offers(3, 2, 1);
    const chosen = await em().findOneOrFail(Publication, { title: 'Entry 2' });
    const choosing = em();
    const { week } = presentWeek(services.clock());
    choosing.create(DigestChoice, {
      week,
      publication: choosing.getReference(Publication, chosen.id),
      choice: 'in',
      chosenAt: services.clock(),
    });
    await choosing.flush();

    expect((await inDigest()).lines).toEqual(['Entry 2', 'Entry 3']);
    await change({ includesFirstScan: true });
    expect((await inDigest()).lines).toEqual(['Entry 1', 'Entry 2', 'Entry 3']);
    await change({ includesFirstScan: false });
    expect(await backlog()).toEqual(['Entry 1', 'Entry 2']);
  });

  it('is a first one again when the source is asked something else, as far back as then', async () => {
    const { em, offers, backlog, change } = await aSite(kind);
    await offers(1);
    const { url } = await em().findOneOrFail(Source, { kind: 'feed' });
    await change({ url: url.replace('/feed', '/feed?') });
    expect(await em().findOneOrFail(Source, { kind: 'feed' })).toMatchObject({
      lastSucceededAt: null,
    });
    await change({ url });
    await offers(2, 1);
    await offers(3, 2, 1);

    expect(await backlog()).toEqual(['Entry 1', 'Entry 2']);
    expect(
      (await em().find(Scan, {}, { orderBy: { id: 1 } })).map(({ isFirst }) => isFirst),
    ).toEqual([true, true, false]);
  });
});

it('is told of, and chosen, on the pages', async () => {
  const { services, em, offers, backlog } = await aSite();
  await offers(1);
  const user = await givenUser(services.orm.em.fork(), { role: 'coordinator' });
  const cookie = `skylark=${await openSession(services.fork(), user, 'test')}`;
  const base = 'http://skylark.test';
  const app = appUnderTest(services, () => base);
  const source = await em().findOneOrFail(Source, { kind: 'feed' });
  const shown = async (path: string) =>
    (await (await app.request(`${base}${path}`, { headers: { cookie } })).text())
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  const [first] = await em().find(Publication, {});

  expect(await shown(`/publications/${first?.id}`)).toContain(
    'Kept out, unless a coordinator puts it in it came with the first scan of its source',
  );
  expect(await shown('/sift?part=backlog')).toContain('Those that are kept stay out of digests');
  expect(await shown(`/sources/${source.id}`)).toContain(
    'What it brings is backlog, and kept out of digests unless chosen',
  );
  const { name, publisher, url } = source;
  const saved = await app.request(`${base}/sources/${source.id}/edit`, {
    method: 'POST',
    headers: { cookie, origin: base },
    body: new URLSearchParams({
      name,
      publisher,
      url,
      query: '',
      mayShow: 'text',
      licence: '',
      region: 'region-london',
      note: '',
      includesFirstScan: 'yes',
    }),
  });
  expect(saved.status).toBe(303);
  expect(await backlog()).toEqual([]);
  expect(await shown(`/sources/${source.id}`)).toContain('What it brings is news');
  expect(await em().findOneOrFail(Source, source.id)).toMatchObject({
    region: 'region-london',
    // The same address and question: it is not asked afresh.
    lastSucceededAt: expect.any(Date),
  });
});
