import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '#server/create-app.tsx';
import { loadConfig } from '#shared/config.ts';
import { OutboxRow, Publication } from '#shared/entities/index.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import { addUser } from '#shared/people/users.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { openWorkerThread } from '#worker/open-worker-thread.ts';
import { type Figure, percentile, rounded } from './figures.ts';
import { aWorld, entries } from './ingest.ts';
import { type Built, buildLibrary } from './search-library.ts';
import { askedFacets, bareMatch, listenOn, openMeilisearch, type Rival } from './search-rivals.ts';
import { questions } from './synthetic-library.ts';

/** Sizes measured; the largest with `BENCH_LARGE=1`, since it takes many minutes to build. Others with `BENCH_SIZES=…,…`. */
const sizes = process.env.BENCH_LARGE
  ? [1000, 10_000, 100_000]
  : (process.env.BENCH_SIZES ?? '1000,10000').split(',').map(Number);
const by = { userId: null, name: 'bench' };

/** How much of the library a question matches. */
const kinds = {
  /** Under one in twenty. */
  selective: (share: number) => share < 0.05,
  /** A quarter and more. */
  broad: (share: number) => share >= 0.25,
};
type Kind = keyof typeof kinds;
const ofEachKind = 75;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
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

/** The product over HTTP, as a program asks it. */
async function openProduct(services: OpenServices): Promise<Rival> {
  const user = await addUser(services.fork(), { email: 'bench@bench.example', role: 'member', by });
  const token = await createApiToken(services.fork(), { userId: user.id, name: 'bench', by });
  const server = await listenOn(createApp(services, () => 'http://127.0.0.1').fetch);
  const facets = askedFacets.map((name) => `&count=${name}`).join('');
  return {
    async ask(question) {
      const answer = await fetch(
        `${server.url}/api/v1/publications?q=${encodeURIComponent(question)}${facets}`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      await answer.json();
    },
    async close() {
      server.close();
    },
  };
}

/** Questions of each kind, by what they match in this library. */
async function chooseQuestions(services: OpenServices, size: number) {
  const chosen: { kind: Kind; question: string }[] = [];
  const missing = (kind: Kind) => chosen.filter((one) => one.kind === kind).length < ofEachKind;
  for (const question of questions()) {
    if (!missing('selective') && !missing('broad')) break;
    const { total } = await services.search.search({ words: question, size: 1 });
    const kind = (Object.keys(kinds) as Kind[]).find((one) => kinds[one](total / size));
    if (kind && total > 0 && missing(kind)) chosen.push({ kind, question });
  }
  // One of each kind in turn.
  return chosen.sort((a, b) => rankIn(chosen, a) - rankIn(chosen, b));
}

const rankIn = <T extends { kind: Kind }>(all: T[], one: T) =>
  all.filter(({ kind }) => kind === one.kind).indexOf(one);

type Samples = Record<Kind, number[]>;
const noSamples = (): Samples => ({ selective: [], broad: [] });
const all = (samples: Samples) => Object.values(samples).flat();

const { p50, p95, p99 } = {
  p50: (samples: number[]) => rounded(percentile(samples, 0.5)),
  p95: (samples: number[]) => rounded(percentile(samples, 0.95)),
  p99: (samples: number[]) => rounded(percentile(samples, 0.99)),
};

/** What of the processor a question takes, the asking included, in milliseconds. */
async function cpuOf(asked: { question: string }[], product: Rival): Promise<number> {
  const before = process.cpuUsage();
  for (const { question } of asked) await product.ask(question);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / asked.length;
}

type RivalName = 'product' | 'inside' | 'match' | 'meilisearch';

/** How long each took, asked in turn, so that all meet the machine in the same mood. */
async function inTurn(
  asked: { kind: Kind; question: string }[],
  rivals: Partial<Record<RivalName, (question: string) => Promise<unknown>>>,
): Promise<Record<RivalName, Samples>> {
  const samples = {
    product: noSamples(),
    inside: noSamples(),
    match: noSamples(),
    meilisearch: noSamples(),
  };
  for (const { kind, question } of asked) {
    for (const [name, ask] of Object.entries(rivals))
      samples[name as RivalName][kind].push(await timed(() => ask(question)));
  }
  return samples;
}

/** Eight people at once. */
async function byEight(asked: { question: string }[], product: Rival): Promise<number[]> {
  const samples: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, person) => {
      for (const { question } of asked.filter((_, at) => at % 8 === person))
        samples.push(await timed(() => product.ask(question)));
    }),
  );
  return samples;
}

interface Measured {
  size: number;
  built: Built;
  turns: Record<RivalName, Samples>;
  cpu: number;
  eight: number[];
  scanning: number[];
  memory: number;
  indexBytes: number;
}

function figuresOf({ size, built, turns, cpu, eight, scanning, ...measured }: Measured): Figure[] {
  const { product, inside, match, meilisearch } = turns;
  const overall = p95(all(product));
  const ofKinds = (Object.keys(kinds) as Kind[]).flatMap((kind): Figure[] => [
    { name: `${size}.${kind}.p50`, value: p50(product[kind]), unit: 'ms' },
    { name: `${size}.${kind}.p95`, value: p95(product[kind]), unit: 'ms' },
  ]);
  const besideMeilisearch = (['p50', 'p95'] as const).flatMap((name): Figure[] => {
    const of = { p50, p95 }[name];
    if (meilisearch.broad.length === 0) return [];
    return [
      { name: `${size}.${name}.meilisearch`, value: of(all(meilisearch)), unit: 'ms' },
      ...(Object.keys(kinds) as Kind[]).map((kind) => ({
        name: `${size}.${kind}.${name}.meilisearch`,
        value: of(meilisearch[kind]),
        unit: 'ms',
      })),
    ];
  });
  return [
    { name: `${size}.p50`, value: p50(all(product)), unit: 'ms' },
    {
      name: `${size}.p95`,
      value: overall,
      unit: 'ms',
      reference: 'the same index.search call in process',
      ratio: rounded(overall / p95(all(inside))),
    },
    { name: `${size}.p99`, value: p99(all(product)), unit: 'ms' },
    ...ofKinds,
    { name: `${size}.cpu`, value: rounded(cpu), unit: 'ms a question', aim: '≤ 30 at 10,000' },
    {
      name: `${size}.match.ratio`,
      value: rounded(overall / p95(all(match))),
      unit: '×',
      reference: 'p95 of the bare MATCH behind the same HTTP',
      aim: '≤ 2',
    },
    ...besideMeilisearch,
    {
      name: `${size}.p95.ratio`,
      value: rounded(overall / p95(all(inside))),
      unit: '×',
      reference: 'the same index.search call in process',
      aim: '≤ 1.3',
    },
    {
      name: `${size}.p95.scanning.ratio`,
      value: rounded(p95(scanning) / overall),
      unit: '×',
      reference: 'the same questions with nothing else going on',
      aim: '≤ 2',
    },
    { name: `${size}.memory`, value: Math.round(measured.memory / 1_048_576), unit: 'MiB' },
    { name: `${size}.8.p95`, value: p95(eight), unit: 'ms' },
    {
      name: `${size}.rebuild.passagesPerSecond`,
      value: Math.round(built.passages / built.seconds),
      unit: 'passages/s',
      aim: '≥ 2000',
    },
    {
      name: `${size}.diskPerText`,
      value: rounded(measured.indexBytes / built.textBytes),
      unit: '×',
    },
  ];
}

async function measure(size: number): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'skylark-bench-'));
  const services = await openServices(
    loadConfig({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      EMBEDDER: 'off',
      PORT: '0',
      FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
      FETCH_POLITE: 'false',
    }),
  );
  const meilisearch = await openMeilisearch();
  const built = await buildLibrary(services, size, async (documents) =>
    meilisearch?.put(documents),
  );
  const asked = await chooseQuestions(services, size);
  console.error(`${size} publications are indexed, ${asked.length} questions chosen`);
  const product = await openProduct(services);
  const match = await bareMatch(path.join(dataDir, 'search-1.db'));
  for (const { question } of asked.slice(0, 30)) await product.ask(question);

  const turns = await inTurn(asked, {
    product: product.ask,
    inside: (question) => services.search.search({ words: question, facets: askedFacets }),
    match: match.ask,
    ...(meilisearch && { meilisearch: meilisearch.ask }),
  });
  const cpu = await cpuOf(asked, product);
  const eight = await byEight(asked, product);
  const scanning = await whileScanning(services, async (isOver) => {
    const samples: number[] = [];
    for (let at = 0; !isOver() || samples.length < 20; at += 1)
      samples.push(await timed(() => product.ask(asked[at % asked.length]?.question ?? '')));
    return samples;
  });
  const memory = process.memoryUsage().rss;
  const { bytes } = await services.search.status();
  for (const rival of [product, match, meilisearch]) await rival?.close();
  await services.close();
  rmSync(dataDir, { recursive: true, force: true });
  return figuresOf({
    ...{ size, built, turns, cpu, eight, scanning, memory },
    indexBytes: bytes ?? 0,
  });
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
