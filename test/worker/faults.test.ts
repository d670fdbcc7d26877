import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Candidate, Publication, Scan, Sighting, Source, Version } from '#shared/entities/index.ts';
import { type FetchOptions, openFetch } from '#worker/fetch/open-fetch.ts';
import { scanSource } from '#worker/scan/scan-source.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page, rss } from '../support/loopback/scanned-site.ts';

const entry = (number: number) => ({
  id: `id-${number}`,
  title: `Entry ${number}`,
  path: `/${number}`,
});

type Site = Awaited<ReturnType<typeof aScannedSite>>;

const lastScan = ({ em }: Site) =>
  em().findOneOrFail(Scan, { id: { $gt: 0 } }, { orderBy: { id: 'desc' }, populate: ['source'] });

const titles = async ({ em }: Site) =>
  (await em().find(Publication, { id: { $gt: 0 } })).map(({ title }) => title).sort();

/** Visits the feed with the worker's own tools, but less patience. */
async function scanWithin({ services, worker, em }: Site, timings: FetchOptions['timings']) {
  const impatient = openFetch({
    allowPrivateAddresses: true,
    polite: false,
    userAgent: 'Skylark/0.1 (test)',
    ...(timings ? { timings } : {}),
  });
  onTestFinished(() => impatient.close());
  const { id } = await em().findOneOrFail(Source, { kind: 'feed' });
  await scanSource(services.fork(), id, { ...worker.tools, fetch: impatient.fetch });
}

/** Writes again and again, until whoever asked goes away. */
function drip(response: ServerResponse, write: () => void): void {
  const dripping = setInterval(write, 20);
  response.on('close', () => clearInterval(dripping));
}

/** One entry is in the library; then the feed misbehaves, is well again, and has a second one. */
async function misbehaving(
  kind: 'sqlite' | 'postgres',
  answer: (response: ServerResponse) => void,
  /** How long we wait, where the usual patience would outlast a test. */
  timings?: FetchOptions['timings'],
) {
  const it = await aScannedSite(kind);
  it.site.pages.set('/1', page('Entry 1')).set('/2', page('Entry 2'));
  it.site.entries = [entry(1)];
  await it.scan();
  it.site.answer = (_request, response) => answer(response);
  if (timings) await scanWithin(it, timings);
  else await it.scan();
  const during = await lastScan(it);
  it.site.answer = null;
  it.site.entries = [entry(1), entry(2)];
  it.later(24);
  await it.scan();
  expect(await titles(it)).toEqual(['Entry 1', 'Entry 2']);
  expect(await it.em().count(Version)).toBe(2);
  return during;
}

describe.each(databaseKinds)(
  'faults on %s: nothing is lost, nothing doubled, and the reason is said',
  (kind) => {
    it.each<[string, (response: ServerResponse) => void, RegExp]>([
      [
        'drops in the middle',
        (response) => {
          response.writeHead(200, { 'content-length': '5000' });
          response.write(rss([entry(1)]).slice(0, 80));
          setTimeout(() => response.destroy(), 20);
        },
        /broke off|broken off|ended before|interrupted|shorter/,
      ],
      [
        'is shorter than it says',
        (response) => {
          response.writeHead(200, { 'content-length': '9999', connection: 'close' });
          response.write('<rss version="2.0"><channel>');
          setTimeout(() => response.socket?.end(), 20);
        },
        /broke off|broken off|ended before|interrupted|shorter/,
      ],
      [
        'never ends',
        (response) => {
          response.writeHead(200, { 'content-type': 'application/rss+xml' });
          const more = Buffer.from(rss([entry(1)]).repeat(200));
          const send = () => {
            while (!response.destroyed && response.write(more));
          };
          response.on('drain', send);
          send();
        },
        /is larger than 50 MB, the most that we fetch/,
      ],
      [
        'is a gzip bomb',
        (response) => {
          response
            .writeHead(200, { 'content-encoding': 'gzip' })
            .end(gzipSync(Buffer.alloc(80 * 1_048_576)));
        },
        /unpacks to more than 50 MB/,
      ],
      [
        'sends damaged gzip',
        (response) => {
          const packed = gzipSync(rss([entry(1), entry(2)]));
          packed.fill(0xff, 12, 40);
          response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
        },
        /could not be unpacked|decompress|damaged/,
      ],
      [
        'says gzip of text that is neither packed nor a feed',
        (response) => {
          response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is not gzip');
        },
        /This is not a feed/,
      ],
      [
        'redirects in a circle',
        (response) => {
          response.writeHead(302, { location: '/feed' }).end();
        },
        /circle/,
      ],
      [
        'asks to wait',
        (response) => {
          response.writeHead(429, { 'retry-after': '7200' }).end();
        },
        /429/,
      ],
      [
        'is down',
        (response) => {
          response.writeHead(503).end();
        },
        /503/,
      ],
      [
        'answers with nothing',
        (response) => {
          response.writeHead(200).end();
        },
        /empty/,
      ],
      [
        'answers with a web page',
        (response) => {
          response
            .writeHead(200, { 'content-type': 'text/html' })
            .end('<!doctype html><html><body>Back soon</body></html>');
        },
        /web page, not a feed/,
      ],
      [
        'answers 304 to a question it was not asked',
        (response) => {
          response.writeHead(304).end();
        },
        /304/,
      ],
    ])('a feed that %s', async (_name, answer, reason) => {
      const during = await misbehaving(kind, answer);
      expect(during.reason ?? '').toMatch(reason);
    });

    it.each<[string, (response: ServerResponse) => void, FetchOptions['timings'], RegExp]>([
      [
        'sends its headers drop by drop',
        (response) => {
          const { socket } = response;
          socket?.write('HTTP/1.1 200 OK\r\n');
          drip(response, () => socket?.write('x-wait: a little\r\n'));
        },
        { headers: 500 },
        /\/feed did not begin to answer in time\.$/,
      ],
      [
        'sends its text drop by drop',
        (response) => {
          response.write(rss([entry(1)]).replace('</channel></rss>', ''));
          drip(response, () => response.write(' '));
        },
        { idle: 1500, total: 2000 },
        /\/feed was sent so slowly that we stopped after 2 seconds\.$/,
      ],
      [
        'falls silent in the middle',
        (response) => {
          response.write(rss([entry(1)]).slice(0, 80));
        },
        { idle: 2000, total: 60_000 },
        /\/feed stopped coming: nothing more was sent for 2 seconds\.$/,
      ],
    ])('a feed that %s', async (_name, answer, timings, reason) => {
      const during = await misbehaving(kind, answer, timings);
      expect(during.outcome).toBe('failed');
      expect(during.reason ?? '').toMatch(reason);
    });

    it('waits as long as Retry-After asks', async () => {
      const it = await aScannedSite(kind);
      it.site.status = 429;
      it.site.retryAfter = String(3 * 24 * 3600);
      await it.scan();
      const { source, startedAt } = await lastScan(it);
      const wait = (source.nextScanAt?.getTime() ?? 0) - startedAt.getTime();
      expect(wait).toBeGreaterThanOrEqual(3 * 24 * 3_600_000);
    });

    it('does not believe validators for ever', async () => {
      const it = await aScannedSite(kind);
      it.site.pages.set('/1', page('Entry 1')).set('/2', page('Entry 2'));
      // Nothing ever changed, says this server, whatever changed.
      it.site.answer = (request, response) => {
        if (request.headers['if-none-match']) response.writeHead(304).end();
        else response.writeHead(200, { etag: '"always"' }).end(rss(it.site.entries));
      };
      it.site.entries = [entry(1)];
      await it.scan();
      it.site.entries = [entry(2), entry(1)];
      await it.scan();
      expect(await titles(it)).toEqual(['Entry 1']);
      it.later(8 * 24);
      await it.scan();
      expect(await titles(it)).toEqual(['Entry 1', 'Entry 2']);
    });

    it('knows reordered, undated, back-dated and same-dated entries again', async () => {
      const it = await aScannedSite(kind);
      const numbers = [1, 2, 3, 4];
      for (const number of numbers) it.site.pages.set(`/${number}`, page(`Entry ${number}`));
      const date = 'Mon, 07 Sep 2026 09:00:00 GMT';
      it.site.entries = [
        entry(1),
        { ...entry(2), published: date },
        { ...entry(3), published: date },
      ];
      await it.scan();
      it.site.entries = [
        { ...entry(3), published: date },
        // Newly published under a date long before the last visit.
        { ...entry(4), published: 'Tue, 01 Jan 2019 00:00:00 GMT' },
        entry(1),
        { ...entry(2), published: date },
      ];
      await it.scan();
      expect(await titles(it)).toEqual(['Entry 1', 'Entry 2', 'Entry 3', 'Entry 4']);
      expect((await lastScan(it)).fresh).toBe(1);
      expect(await it.em().count(Version)).toBe(4);
    });

    it('makes one publication and ten versions of an entry that is edited ten times', async () => {
      const it = await aScannedSite(kind);
      for (let edit = 1; edit <= 10; edit += 1) {
        it.site.entries = [{ id: 'one', title: `Guidance, edition ${edit}`, path: '/1' }];
        it.site.pages.set('/1', page(`Guidance, edition ${edit}`));
        it.later(2);
        await it.scan();
      }
      expect(await titles(it)).toEqual(['Guidance, edition 10']);
      expect(await it.em().count(Version)).toBe(10);
      expect(await it.em().count(Sighting)).toBe(1);
    });

    it('makes two publications of one guid that moves to another address', async () => {
      const it = await aScannedSite(kind);
      it.site.pages.set('/1', page('Entry 1')).set('/2', page('Something else'));
      it.site.entries = [
        { id: 'same', title: 'Entry 1', path: '/1' },
        { id: 'same', title: 'Something else', path: '/2' },
      ];
      await it.scan();
      await it.scan();
      expect(await titles(it)).toEqual(['Entry 1', 'Something else']);
    });
  },
);

it('keeps 10,000 entries at once', { timeout: 120_000 }, async () => {
  const it = await aScannedSite('sqlite');
  it.site.entries = Array.from({ length: 10_000 }, (_, at) => entry(at));
  await it.worker.scan({ all: true });
  expect(await it.em().count(Candidate)).toBe(10_000);
  expect((await lastScan(it)).offered).toBe(10_000);
  await it.worker.scan({ all: true });
  expect(await it.em().count(Candidate)).toBe(10_000);
  expect((await lastScan(it)).fresh).toBe(0);
});

it('keeps the interval that the feed itself asks for, also after a 304', async () => {
  const it = await aScannedSite('sqlite');
  it.site.answer = (request, response) => {
    const headers = { etag: '"a"', 'cache-control': 'max-age=172800' };
    if (request.headers['if-none-match'] === '"a"') response.writeHead(304).end();
    else response.writeHead(200, headers).end(rss([entry(1)]));
  };
  await it.scan();
  await it.scan();
  const source = await it.em().findOneOrFail(Source, { kind: 'feed' });
  const hours =
    ((source.nextScanAt?.getTime() ?? 0) - (source.lastScannedAt?.getTime() ?? 0)) / 3_600_000;
  expect((await lastScan(it)).outcome).toBe('not-modified');
  expect(hours).toBeGreaterThan(0.9 * 48);
});
