import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import PQueue from 'p-queue';
import { loadConfig } from '#shared/config.ts';
import { Publication } from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { openFetch } from '#worker/fetch/open-fetch.ts';
import { openWorker } from '#worker/open-worker.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';
import { readFeed } from '#worker/reading/feed/read-feed.ts';
import { type Figure, rounded } from './figures.ts';
import { chances } from './synthetic-library.ts';

const feeds = 300;
export const entries = 20;
const by = { userId: null, name: 'bench' };

const sentence = (chance: () => number) =>
  Array.from(
    { length: 14 },
    () =>
      [
        'children',
        'services',
        'panel',
        'learning',
        'police',
        'health',
        'schools',
        'review',
        'place',
        'support',
        'night',
        'asked',
        'found',
        'plans',
      ][Math.floor(chance() * 14)],
  ).join(' ');

/** Feeds of twenty entries with a page each, on loopback. */
export async function aWorld(feeds: number) {
  const chance = chances(3);
  const body = new Map<string, string>();
  const pageOf = (url: string) => {
    const known = body.get(url);
    if (known) return known;
    const made = `<!doctype html><html lang="en"><head><title>Report ${url}</title></head><body><header><nav>Menu</nav></header><main><article><h1>Report ${url}</h1>${Array.from(
      { length: 12 },
      () => `<p>${sentence(chance)}. ${sentence(chance)}. ${sentence(chance)}.</p>`,
    ).join('')}</article></main><footer>Footer</footer></body></html>`;
    body.set(url, made);
    return made;
  };
  const server = createServer((request, response) => {
    const [, feed = '', entry] = (request.url ?? '').split('/');
    if (entry === 'feed') {
      response.writeHead(200, { 'content-type': 'application/rss+xml' });
      response.end(
        `<rss version="2.0"><channel><title>${feed}</title><link>/</link><description>d</description>${Array.from(
          { length: entries },
          (_, at) =>
            `<item><title>Report ${at} of ${feed}</title><link>/${feed}/${at}</link><guid isPermaLink="false">${feed}-${at}</guid><pubDate>Fri, 18 Sep 2026 09:00:00 GMT</pubDate><description>About ${feed} ${at}</description></item>`,
        ).join('')}</channel></rss>`,
      );
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(request.url ?? ''));
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let feed = 0; feed < feeds; feed += 1) {
    for (let entry = 0; entry < entries; entry += 1) pageOf(`/f${feed}/${entry}`);
  }
  return {
    url,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The same fetching, parsing and extraction, and a bare insert, in one process with nothing else. */
async function reference(url: string): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-bench-'));
  const db = new DatabaseSync(path.join(folder, 'bare.db'));
  db.exec(
    'pragma journal_mode=wal; create table publication (url text primary key, title text, text text)',
  );
  const insert = db.prepare('insert into publication values (?, ?, ?)');
  const { fetch, close } = openFetch({
    allowPrivateAddresses: true,
    polite: false,
    userAgent: 'bench',
  });
  const queue = new PQueue({ concurrency: 20 });
  const startedAt = performance.now();
  for (let feed = 0; feed < feeds; feed += 1) {
    queue.add(async () => {
      const answer = await fetch({ url: `${url}/f${feed}/feed` });
      if (answer.notModified) return;
      const reading = await readFeed(answer.body, { url: answer.url });
      for (const entry of reading.entries) {
        const page = await fetch({ url: entry.url ?? '' });
        if (page.notModified) continue;
        const document = await readDocument(page.body, {
          url: page.url,
          mediaType: page.mediaType,
        });
        insert.run(page.url, entry.title, document.pages.map(({ text }) => text).join('\n'));
      }
    });
  }
  await queue.onIdle();
  const seconds = (performance.now() - startedAt) / 1000;
  await close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return seconds;
}

/** Reads 6,000 new publications from 300 feeds, with everything the product does for each. */
export async function ingest(): Promise<Figure[]> {
  const world = await aWorld(feeds);
  const bare = await reference(world.url);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'skylark-bench-'));
  const services = await openServices(
    loadConfig({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      EMBEDDER: 'off',
      FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
      FETCH_POLITE: 'false',
    }),
  );
  for (let feed = 0; feed < feeds; feed += 1) {
    await addSource(services.fork(), {
      source: {
        name: `Feed ${feed}`,
        publisher: 'Bench',
        kind: 'feed',
        url: `${world.url}/f${feed}/feed`,
        mayShow: 'text',
      },
      by,
    });
  }
  const worker = await openWorker(services, { baseUrl: () => '' });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 200);
  const startedAt = performance.now();
  await worker.scan({ all: true });
  await worker.retrieve();
  await worker.index();
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(watch);
  const publications = await services.orm.em.fork().count(Publication);
  await worker.close();
  await services.close();
  world.close();
  rmSync(dataDir, { recursive: true, force: true });
  return [
    {
      name: 'share',
      value: rounded(bare / seconds),
      unit: 'of the reference’s speed',
      reference: 'fetch + parse + extract + bare insert in one process',
      ratio: rounded(bare / seconds),
      aim: '≥ 0.6',
    },
    {
      name: 'publicationsPerSecond',
      value: rounded(publications / seconds, 1),
      unit: 'publications/s',
    },
    { name: 'publications', value: publications, unit: 'publications' },
    { name: 'peakMemory', value: Math.round(peak / 1_048_576), unit: 'MiB' },
  ];
}
