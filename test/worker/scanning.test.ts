import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { Candidate, Publication, Scan, Source, Version } from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { openWorker } from '#worker/open-worker.ts';
import { databaseKinds, freshDatabaseUrl, temporaryFolder } from '../support/databases.ts';
import { loopbackServer } from '../support/loopback-server.ts';

interface Entry {
  id: string;
  title: string;
  path: string;
}

const rss = (entries: Entry[]) =>
  `<rss version="2.0"><channel><title>Marlby</title><link>/</link><description>d</description>${entries
    .map(
      ({ id, title, path }) =>
        `<item><title>${title}</title><link>${path}</link><guid isPermaLink="false">${id}</guid></item>`,
    )
    .join('')}</channel></rss>`;

const page = (title: string, words = '') =>
  `<html><head><title>${title}</title></head><body><main><article><h1>${title}</h1><p>${`Text about ${title}. ${words} `.repeat(12)}</p></article></main></body></html>`;

async function aSite(kind: 'sqlite' | 'postgres') {
  const site = {
    entries: [] as Entry[],
    status: 200,
    retryAfter: '',
    pages: new Map<string, string | number>(),
  };
  const server = await loopbackServer((request, response) => {
    if (request.url === '/feed') {
      response
        .writeHead(site.status, site.retryAfter ? { 'retry-after': site.retryAfter } : {})
        .end(rss(site.entries));
      return;
    }
    const found = site.pages.get(request.url ?? '');
    if (typeof found === 'number') response.writeHead(found).end();
    else if (found) response.writeHead(200, { 'content-type': 'text/html' }).end(found);
    else response.writeHead(404).end();
  });
  const url = await freshDatabaseUrl(kind);
  let now = new Date('2026-09-18T09:00:00Z');
  const services = await openServices(
    loadConfig({
      DATA_DIR: temporaryFolder(),
      FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
      FETCH_POLITE: 'false',
      LOG_LEVEL: 'silent',
      ...(kind === 'postgres' ? { DATABASE_URL: url } : {}),
    }),
    { clock: () => now },
  );
  await addSource(services.fork(), {
    source: {
      name: 'Marlby',
      publisher: 'Marlby',
      kind: 'feed',
      url: `${server.url}/feed`,
      mayShow: 'text',
    },
    by: { userId: null, name: 'test' },
  });
  const worker = await openWorker(services, { baseUrl: () => 'http://127.0.0.1' });
  onTestFinished(async () => {
    await worker.close();
    await services.close();
  });
  return {
    site,
    services,
    worker,
    em: () => services.orm.em.fork(),
    later: (hours: number) => {
      now = new Date(now.getTime() + hours * 3_600_000);
    },
    scan: async () => {
      await worker.scan({ all: true });
      await worker.retrieve();
    },
  };
}

describe.each(databaseKinds)('on %s', (kind) => {
  it('makes a new version when an entry is offered otherwise and its page changed', async () => {
    const { site, scan, em } = await aSite(kind);
    site.entries = [{ id: '1', title: 'Draft', path: '/1' }];
    site.pages.set('/1', page('Draft'));
    await scan();

    site.entries = [{ id: '1', title: 'Final', path: '/1' }];
    site.pages.set('/1', page('Final', 'Agreed by the board.'));
    await scan();

    const [publication, ...others] = await em().find(Publication, {});
    expect(others).toEqual([]);
    expect(publication).toMatchObject({ title: 'Final', versionNumber: 2 });
    expect(await em().count(Version)).toBe(2);
  });

  it('keeps entries apart that share an id but not an address', async () => {
    const { site, scan, em } = await aSite(kind);
    site.entries = [
      { id: 'same', title: 'One', path: '/1' },
      { id: 'same', title: 'Two', path: '/2' },
    ];
    site.pages.set('/1', page('One')).set('/2', page('Two'));

    await scan();

    expect((await em().find(Publication, {})).map(({ title }) => title).sort()).toEqual([
      'One',
      'Two',
    ]);
  });

  it('tries again what failed in passing, then records it from what the source said, then reads it after all', async () => {
    const { site, scan, em, later } = await aSite(kind);
    site.entries = [{ id: '1', title: 'Report', path: '/1' }];
    site.pages.set('/1', 503);

    await scan();
    expect(await em().count(Publication)).toBe(0);
    later(1);
    await scan();
    later(1);
    await scan();

    const unread = await em().findOneOrFail(Publication, { id: { $gt: 0 } });
    expect(unread).toMatchObject({
      title: 'Report',
      readAt: null,
      textProblem: expect.stringContaining('answered 503'),
    });
    site.pages.set('/1', page('Report'));
    later(24 * 8);
    await scan();
    const read = await em().findOneOrFail(Publication, { id: { $gt: 0 } });
    expect(read).toMatchObject({ id: unread.id, textProblem: null, versionNumber: 2 });
    expect(await em().findOneOrFail(Candidate, { id: { $gt: 0 } })).toMatchObject({
      state: 'recorded',
      reason: null,
    });
  });

  it('keeps what was read when the page disappears, and says when', async () => {
    const { site, scan, em } = await aSite(kind);
    site.entries = [{ id: '1', title: 'Report', path: '/1' }];
    site.pages.set('/1', page('Report'));
    await scan();

    site.entries = [{ id: '1', title: 'Report, renamed', path: '/1' }];
    site.pages.delete('/1');
    await scan();

    const publication = await em().findOneOrFail(Publication, { id: { $gt: 0 } });
    expect(publication.goneAt).toBeInstanceOf(Date);
    expect(publication.versionNumber).toBe(1);
  });

  it('backs off from a failing source, honours Retry-After, and recovers', async () => {
    const { site, scan, em } = await aSite(kind);
    Object.assign(site, { status: 429, retryAfter: '7200' });

    await scan();

    const failing = await em().findOneOrFail(Source, { id: { $gt: 0 } });
    expect(failing).toMatchObject({
      failures: 1,
      failureReason: expect.stringContaining('answered 429'),
    });
    expect(failing.nextScanAt?.getTime()).toBeGreaterThanOrEqual(
      Date.parse('2026-09-18T11:00:00Z'),
    );
    Object.assign(site, { status: 200, retryAfter: '' });
    await scan();
    expect(await em().findOneOrFail(Source, { id: { $gt: 0 } })).toMatchObject({
      failures: 0,
      failureReason: null,
      firstFailedAt: null,
    });
  });

  it('takes ten thousand entries at once without losing one', async () => {
    const { site, worker, em } = await aSite(kind);
    site.entries = Array.from({ length: 10_000 }, (_, at) => ({
      id: `e${at}`,
      title: `Entry ${at}`,
      path: `/e${at}`,
    }));

    await worker.scan({ all: true });

    expect(await em().count(Candidate)).toBe(10_000);
    expect(await em().findOneOrFail(Scan, { id: { $gt: 0 } })).toMatchObject({
      offered: 10_000,
      fresh: 10_000,
      outcome: 'read',
    });
  });
});
