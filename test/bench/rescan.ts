import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import PQueue from 'p-queue';
import { loadConfig } from '#shared/config.ts';
import { Source } from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { openFetch } from '#worker/fetch/open-fetch.ts';
import { openWorker } from '#worker/open-worker.ts';
import { type Figure, rounded } from './figures.ts';

const sources = 1000;
const by = { userId: null, name: 'bench' };

/** Visits a thousand sources that have not changed, beside bare conditional requests by the same client. */
export async function rescan(): Promise<Figure[]> {
  const server = createServer((request, response) => {
    setTimeout(() => response.writeHead(request.headers['if-none-match'] ? 304 : 200).end(), 50);
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
  for (let at = 0; at < sources; at += 1) {
    await addSource(services.fork(), {
      source: {
        name: `Source ${at}`,
        publisher: 'Bench',
        kind: 'feed',
        url: `${url}/${at}`,
        mayShow: 'text',
      },
      by,
    });
  }
  await services.orm.em
    .fork()
    .nativeUpdate(Source, {}, { etag: '"v1"', lastSucceededAt: new Date() });

  const { fetch, close } = openFetch({
    allowPrivateAddresses: true,
    polite: false,
    userAgent: 'bench',
  });
  const queue = new PQueue({ concurrency: 20 });
  const bareFrom = performance.now();
  for (let at = 0; at < sources; at += 1)
    queue.add(() => fetch({ url: `${url}/${at}`, etag: '"v1"' }));
  await queue.onIdle();
  const bare = performance.now() - bareFrom;
  await close();

  const worker = await openWorker(services, { baseUrl: () => '' });
  const startedAt = performance.now();
  await worker.scan({ all: true });
  const taken = performance.now() - startedAt;
  await worker.close();
  await services.close();
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
  return [
    {
      name: 'ratio',
      value: rounded(taken / bare),
      unit: '×',
      reference: 'bare conditional GETs, 20 at once',
      ratio: rounded(taken / bare),
      aim: '≤ 1.2',
    },
    { name: 'seconds', value: rounded(taken / 1000, 2), unit: 's' },
  ];
}
