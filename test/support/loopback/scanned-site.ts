import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { hour } from '#shared/text/durations.ts';
import { openWorker } from '#worker/open-worker.ts';
import { freshSettings } from '../databases.ts';
import { sharedReaders } from '../shared-readers.ts';
import { loopbackServer } from './loopback-server.ts';

/** An entry of the site's feed; `published` as RSS writes it. */
export interface Entry {
  id: string;
  title: string;
  path: string;
  published?: string;
}

export const rss = (entries: Entry[]) =>
  `<rss version="2.0"><channel><title>Marlby</title><link>/</link><description>d</description>${entries
    .map(
      ({ id, title, path, published }) =>
        `<item><title>${title}</title><link>${path}</link><guid isPermaLink="false">${id}</guid>${published ? `<pubDate>${published}</pubDate>` : ''}</item>`,
    )
    .join('')}</channel></rss>`;

/** A page with enough words to be an article. */
export const page = (title: string, words = '') =>
  `<html><head><title>${title}</title></head><body><main><article><h1>${title}</h1><p>${`Text about ${title}. ${words} `.repeat(12)}</p></article></main></body></html>`;

/** Registers a feed, as a coordinator would. */
export const watchFeed = (services: OpenServices, url: string) =>
  addSource(services.fork(), {
    source: { name: 'Marlby', publisher: 'Marlby', kind: 'feed', url, mayShow: 'text' },
    by: { userId: null, name: 'test' },
  });

/** A worker on a fresh database that watches one site, whose feed and pages the test decides. */
export async function aScannedSite(
  kind: 'sqlite' | 'postgres' = 'sqlite',
  env: Record<string, string> = {},
) {
  const site = {
    entries: [] as Entry[],
    status: 200,
    retryAfter: '',
    /** What each path answers: a page, a status, or a redirect. */
    pages: new Map<string, string | number | { status: number; location: string }>(),
    /** Sent with every page. */
    pageHeaders: {} as Record<string, string>,
    /** Pages that come only once this is settled. */
    held: new Map<string, Promise<unknown>>(),
    /** Answers for the feed, when the test wants to misbehave. */
    answer: null as ((request: IncomingMessage, response: ServerResponse) => void) | null,
  };
  const server = await loopbackServer(async (request, response) => {
    if (request.url === '/feed' && site.answer) return site.answer(request, response);
    if (request.url === '/feed') {
      response
        .writeHead(site.status, site.retryAfter ? { 'retry-after': site.retryAfter } : {})
        .end(rss(site.entries));
      return;
    }
    await site.held.get(request.url ?? '');
    const found = site.pages.get(request.url ?? '');
    if (typeof found === 'number') response.writeHead(found).end();
    else if (typeof found === 'object')
      response.writeHead(found.status, { location: found.location }).end();
    else if (found)
      response.writeHead(200, { 'content-type': 'text/html', ...site.pageHeaders }).end(found);
    else response.writeHead(404).end();
  });
  let now = new Date('2026-09-18T09:00:00Z');
  const services = await openServices(
    loadConfig({
      ...(await freshSettings(kind)),
      FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
      FETCH_POLITE: 'false',
      LOG_LEVEL: 'silent',
      EMBEDDER: 'off',
      ...env,
    }),
    { clock: () => now },
  );
  await watchFeed(services, `${server.url}/feed`);
  const worker = await openWorker(services, {
    baseUrl: () => 'http://127.0.0.1',
    readers: await sharedReaders(),
  });
  onTestFinished(async () => {
    await worker.close();
    await services.close();
  });
  return {
    site,
    url: server.url,
    services,
    worker,
    em: () => services.orm.em.fork(),
    later: (hours: number) => {
      now = new Date(now.getTime() + hours * hour);
    },
    scan: async () => {
      await worker.scan({ all: true });
      await worker.retrieve();
    },
  };
}
