import { expect, it } from 'vitest';
import { Scan, Source } from '#shared/entities/index.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, rss } from '../support/loopback/scanned-site.ts';

/** A feed at /feed, and another source at /old that has moved there for good. */
async function aMovedSource(kind: 'sqlite' | 'postgres', from: string) {
  const it = await aScannedSite(kind);
  it.site.entries = [{ id: '1', title: 'Review', path: '/1' }];
  it.site.pages.set('/old', { status: 301, location: '/feed' });
  it.site.pages.set('/new', rss([{ id: '1', title: 'Review', path: '/1' }]));
  it.site.pages.set(
    '/page',
    '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>x</body></html>',
  );
  it.site.pages.set('/older', { status: 308, location: '/new' });
  await addSource(it.services.fork(), {
    source: {
      name: 'The other',
      publisher: 'Marlby',
      kind: 'feed',
      url: `${it.url}${from}`,
      mayShow: 'text',
    },
    by: { userId: null, name: 'test' },
  });
  const other = async () => {
    const source = await it.em().findOneOrFail(Source, { name: 'The other' });
    const scan = await it.em().findOneOrFail(Scan, { source }, { orderBy: { id: 'desc' } });
    return {
      path: source.url.replace(it.url, ''),
      words: scan.warnings.join(' ').replaceAll(it.url, ''),
    };
  };
  return { ...it, other };
}

it.each(databaseKinds)('on %s, two sources do not end at one address unsaid', async (kind) => {
  const { worker, other, later } = await aMovedSource(kind, '/old');

  await worker.scan({ all: true });
  const first = await other();
  later(24);
  await worker.scan({ all: true });

  expect(first.path).toBe('/old');
  expect(first.words).toContain(
    'to /feed, where “Marlby” is read already. One of the two is enough',
  );
  expect(await other()).toEqual(first);
});

it('follows a move to where nobody else is read', async () => {
  const { worker, other } = await aMovedSource('sqlite', '/older');

  await worker.scan({ all: true });

  expect(await other()).toEqual({
    path: '/new',
    words: expect.stringContaining('The new address is used from now on.'),
  });
});

it('says of a feed that was found for a page that it is read already', async () => {
  const { worker, other } = await aMovedSource('sqlite', '/page');

  await worker.scan({ all: true });

  expect(await other()).toEqual({
    path: '/feed',
    words: expect.stringContaining('“Marlby” is read there already'),
  });
});
