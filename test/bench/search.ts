import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { createApp } from '#server/create-app.tsx';
import { loadConfig } from '#shared/config.ts';
import { OutboxRow, Publication, Source } from '#shared/entities/index.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import { addUser } from '#shared/people/users.ts';
import { facetNames, type PublicationDocument } from '#shared/search/search-index.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { stemsOf } from '#shared/text/words.ts';
import { openWorkerThread } from '#worker/open-worker-thread.ts';
import { type Figure, percentile, rounded } from './figures.ts';
import { aWorld, entries } from './ingest.ts';
import { questions, syntheticLibrary } from './synthetic-library.ts';

/** Sizes measured; the largest with `BENCH_LARGE=1`, since it takes many minutes to build. */
const sizes = process.env.BENCH_LARGE ? [1000, 10_000, 100_000] : [1000, 10_000];
const asked = 150;
const by = { userId: null, name: 'bench' };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Rows in the database for the publications of the index: the page shows what the database says. */
async function fillDatabase(
  services: OpenServices,
  documents: PublicationDocument[],
  source: Source,
): Promise<void> {
  const em = services.orm.em.fork();
  for (const { id, title, publisher, publishedOn, firstSeenAt, type, region } of documents) {
    em.create(Publication, {
      id,
      title,
      publisher,
      publishedOn,
      publishedOnBasis: 'source',
      type,
      region,
      source: em.getReference(Source, source.id),
      firstSeenAt: new Date(firstSeenAt),
      versionNumber: 1,
      comparedVersion: 1,
      indexNumber: 1,
    });
  }
  await em.flush();
}

interface Built {
  seconds: number;
  passages: number;
  textBytes: number;
}

async function build(services: OpenServices, size: number): Promise<Built> {
  const source = await addSource(services.fork(), {
    source: {
      name: 'Bench',
      publisher: 'Bench',
      kind: 'feed',
      url: 'https://bench.example/',
      mayShow: 'text',
    },
    by,
  });
  const index = await services.search.current();
  const built: Built = { seconds: 0, passages: 0, textBytes: 0 };
  let batch: PublicationDocument[] = [];
  const put = async () => {
    built.seconds += (await timed(() => index.put(batch))) / 1000;
    await fillDatabase(services, batch, source);
    batch = [];
  };
  for (const document of syntheticLibrary(size)) {
    batch.push(document);
    built.passages += document.passages.length;
    for (const { text } of document.passages) built.textBytes += text.length;
    if (batch.length === 500) await put();
  }
  if (batch.length > 0) await put();
  return built;
}

/** Feeds that are scanned while somebody searches: of twenty publications each. */
const scannedFeeds = 40;

/** Does something while the worker beside the server scans, reads, records and indexes 800 publications. */
async function whileScanning<T>(
  services: OpenServices,
  work: (isOver: () => boolean) => Promise<T>,
): Promise<T> {
  const world = await aWorld(scannedFeeds);
  for (let feed = 0; feed < scannedFeeds; feed += 1) {
    await addSource(services.fork(), {
      source: {
        name: `Scanned ${feed}`,
        publisher: 'Bench',
        kind: 'feed',
        url: `${world.url}/f${feed}/feed`,
        mayShow: 'text',
      },
      by,
    });
  }
  const paused = { isPaused: true };
  await services.orm.em.fork().nativeUpdate(Source, { name: 'Bench' }, paused);
  const em = services.orm.em.fork();
  const before = await em.count(Publication);
  const worker = await openWorkerThread({ config: services.config, baseUrl: '' });
  let isOver = false;
  const scanned = (async () => {
    while ((await em.count(Publication)) < before + scannedFeeds * entries) await delay(200);
    while ((await em.count(OutboxRow)) > 0) await delay(200);
    isOver = true;
  })();
  const done = await work(() => isOver);
  await scanned;
  await worker.close();
  world.close();
  return done;
}

async function measure(size: number): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'skylark-bench-'));
  const services = await openServices(
    loadConfig({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      PORT: '0',
      FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
      FETCH_POLITE: 'false',
    }),
  );
  const built = await build(services, size);
  console.error(`${size} publications are indexed`);
  const token = await createApiToken(services.fork(), {
    userId: (await addUser(services.fork(), { email: 'bench@bench.example', role: 'member', by }))
      .id,
    name: 'bench',
    by,
  });
  const app = createApp(services, () => 'http://127.0.0.1');
  const server = await new Promise<{ url: string; close(): void }>((resolve) => {
    const starting = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => starting.close() }),
    );
  });
  const words = questions(asked);
  const overHttp = (q: string) =>
    timed(async () => {
      const answer = await fetch(`${server.url}/api/v1/publications?q=${encodeURIComponent(q)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      await answer.json();
    });
  const inProcess = (q: string) =>
    timed(() => services.search.search({ words: q, facets: facetNames }));
  const bare = new DatabaseSync(path.join(dataDir, 'search-1.db'), { readOnly: true });
  const statement = bare.prepare(
    'select rowid from publication_fts where publication_fts match ? order by bm25(publication_fts) limit 20',
  );
  const bareMatch = (q: string) =>
    timed(async () =>
      statement.all(
        stemsOf(q)
          .map((stem) => `"${stem}"`)
          .join(' AND '),
      ),
    );

  for (const q of words.slice(0, 30)) await overHttp(q);
  const http: number[] = [];
  const process_: number[] = [];
  const engine: number[] = [];
  // In turn, so that all three meet the machine in the same mood.
  for (const q of words) {
    http.push(await overHttp(q));
    process_.push(await inProcess(q));
    engine.push(await bareMatch(q));
  }
  const eight: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, client) => {
      for (const q of words.filter((_, at) => at % 8 === client)) eight.push(await overHttp(q));
    }),
  );
  const scanning = await whileScanning(services, async (isOver) => {
    const samples: number[] = [];
    for (let at = 0; !isOver() || samples.length < 20; at += 1)
      samples.push(await overHttp(words[at % words.length] ?? ''));
    return samples;
  });
  const memory = process.memoryUsage().rss;
  const { bytes } = await services.search.status();
  bare.close();
  server.close();
  await services.close();
  rmSync(dataDir, { recursive: true, force: true });

  const p95 = percentile(http, 0.95);
  const inside = percentile(process_, 0.95);
  return [
    { name: `${size}.p50`, value: rounded(percentile(http, 0.5)), unit: 'ms' },
    {
      name: `${size}.p95`,
      value: rounded(p95),
      unit: 'ms',
      reference: 'the same index.search call in process',
      ratio: rounded(p95 / inside),
    },
    { name: `${size}.p99`, value: rounded(percentile(http, 0.99)), unit: 'ms' },
    { name: `${size}.p95.ratio`, value: rounded(p95 / inside), unit: '×', aim: '≤ 1.3' },
    {
      name: `${size}.engine.ratio`,
      value: rounded(inside / percentile(engine, 0.95)),
      unit: '×',
      reference: 'the bare MATCH … ORDER BY bm25 LIMIT 20',
    },
    {
      name: `${size}.p95.scanning.ratio`,
      value: rounded(percentile(scanning, 0.95) / p95),
      unit: '×',
      reference: 'the same questions with nothing else going on',
      aim: '≤ 2',
    },
    { name: `${size}.memory`, value: Math.round(memory / 1_048_576), unit: 'MiB' },
    { name: `${size}.8.p95`, value: rounded(percentile(eight, 0.95)), unit: 'ms' },
    {
      name: `${size}.rebuild.passagesPerSecond`,
      value: Math.round(built.passages / built.seconds),
      unit: 'passages/s',
      aim: '≥ 2000',
    },
    { name: `${size}.diskPerText`, value: rounded((bytes ?? 0) / built.textBytes), unit: '×' },
  ];
}

/** Search over HTTP with facets and highlights, on libraries of growing size. */
export async function search(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measure(size)));
  const last = sizes.at(-1);
  // What ten times as many publications cost.
  for (const [at, size] of sizes.entries()) {
    const [small, large] = [sizes[at - 1], size].map(
      (of) => figures.find(({ name }) => name === `${of}.p95`)?.value,
    );
    if (small && large)
      figures.push({
        name: `${size}.growth`,
        value: rounded(large / small),
        unit: '× a tenth of it',
      });
  }
  for (const name of ['rebuild.passagesPerSecond', 'diskPerText']) {
    const found = figures.find((figure) => figure.name === `${last}.${name}`);
    if (found) figures.push({ ...found, name });
  }
  return figures;
}
