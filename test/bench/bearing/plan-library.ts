import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { openPublisher } from '#demo/publisher/open-publisher.ts';
import { loadConfig } from '#shared/config.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { importPlan } from '#shared/plans/files/import-plan.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { hour } from '#shared/text/durations.ts';
import { openWorker } from '#worker/open-worker.ts';
import { matchConcepts } from '#worker/suggest/match-concepts.ts';
import type { Worker } from '#worker/worker.ts';
import { registerDemonstrationSources } from '../../support/demonstration-worker.ts';
import { type Gold, type GoldPublication, readPlanCsv } from './gold.ts';

const by = { userId: null, name: 'bench' };
/** The day from which the demonstration publisher counts back. */
const startedAt = new Date('2026-09-18T09:00:00Z');

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A publication's page as its publisher would write it: a heading is a line that begins with ##. */
function pageOf({ title, text, publisher }: GoldPublication): string {
  const body = text
    .split(/\n{2,}/)
    .map((part) =>
      part.startsWith('## ') ? `<h2>${escaped(part.slice(3))}</h2>` : `<p>${escaped(part)}</p>`,
    )
    .join('\n');
  return `<!doctype html><html lang="en-GB"><head><title>${escaped(title)}</title></head><body><header>${escaped(publisher)}</header><main><article><h1>${escaped(title)}</h1>${body}</article></main></body></html>`;
}

/** One publisher's feed. */
const feedOf = (base: string, some: GoldPublication[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Publications</title><link>${base}</link><description>All</description>${some
    .map(
      ({ id, title, summary, publishedOn }) =>
        `<item><title>${escaped(title)}</title><link>${base}/${id}</link><guid>${base}/${id}</guid><description>${escaped(summary)}</description><pubDate>${new Date(publishedOn).toUTCString()}</pubDate></item>`,
    )
    .join('')}</channel></rss>`;

/** Serves the publications of the gold set: a feed for each publisher, and a page for each publication. */
async function serve(publications: GoldPublication[]) {
  const publishers = [...new Set(publications.map(({ publisher }) => publisher))];
  let base = '';
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const feed = /^feed-(\d+)$/.exec(name);
    const one = publications.find(({ id }) => id === name);
    if (feed) {
      const publisher = publishers[Number(feed[1])];
      response.setHeader('content-type', 'application/rss+xml');
      response.end(
        feedOf(
          base,
          publications.filter((some) => some.publisher === publisher),
        ),
      );
    } else if (one) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(pageOf(one));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { base, publishers, close: () => server.close() };
}

export interface PlanLibrary {
  services: OpenServices;
  worker: Worker;
  planId: number;
  /** Concepts that the rules find in a text. */
  themesOf(text: string): ReadonlySet<string>;
  close(): Promise<void>;
}

const inData = () => mkdtempSync(path.join(os.tmpdir(), 'skylark-plan-'));

async function open(dataDir: string, clock: () => Date) {
  const config = loadConfig({
    DATA_DIR: dataDir,
    FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
    FETCH_POLITE: 'false',
    LOG_LEVEL: 'silent',
  });
  const services = await openServices(config, { clock });
  const vocabulary = await readVocabulary(services.orm.em.fork());
  const themesOf = (text: string) =>
    new Set(
      matchConcepts('', [{ page: null, text, isProminent: true }], vocabulary).map(
        ({ conceptId }) => conceptId,
      ),
    );
  return { services, themesOf };
}

/** The illustrative plan alone, with a worker beside it. */
export async function openPlan(): Promise<PlanLibrary> {
  const dataDir = inData();
  const { services, themesOf } = await open(dataDir, () => startedAt);
  const { planId } = await importPlan(services.fork(), { csv: readPlanCsv(), by });
  const worker = await openWorker(services, { baseUrl: () => 'http://127.0.0.1' });
  return {
    services,
    worker,
    planId,
    themesOf,
    async close() {
      await worker.close();
      await services.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * The demonstration's publications and those of the gold set, fetched, read and recorded by the worker,
 * and the illustrative plan beside them. Nobody has judged anything.
 */
export async function openPlanLibrary(gold: Gold): Promise<PlanLibrary> {
  const dataDir = inData();
  let now = startedAt;
  const { services, themesOf } = await open(dataDir, () => now);
  const publisher = await openPublisher({ startedAt });
  const site = await serve(gold.publications);
  await registerDemonstrationSources(services, publisher);
  for (const [at, name] of site.publishers.entries()) {
    await addSource(services.fork(), {
      source: sourceShape.parse({
        name: `${name} (${at})`,
        publisher: name,
        kind: 'feed',
        url: `${site.base}/feed-${at}`,
        mayShow: 'text',
      }),
      by,
    });
  }
  const { planId } = await importPlan(services.fork(), { csv: readPlanCsv(), by });
  const worker = await openWorker(services, { baseUrl: () => 'http://127.0.0.1' });
  await worker.scan({ all: true });
  await worker.retrieve();
  // One page is unavailable at first, and is had at the second attempt.
  now = new Date(startedAt.getTime() + hour);
  await worker.retrieve();
  await worker.index();
  await publisher.close();
  site.close();
  return {
    services,
    worker,
    planId,
    themesOf,
    async close() {
      await worker.close();
      await services.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
