import { onTestFinished } from 'vitest';
import { openPublisher, type Publisher } from '#demo/publisher/open-publisher.ts';
import sources from '#demo/sources.json' with { type: 'json' };
import { loadConfig } from '#shared/config.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { openWorker } from '#worker/open-worker.ts';
import type { Worker } from '#worker/worker.ts';
import { freshSettings } from './databases.ts';
import { sharedReaders } from './shared-readers.ts';

const by = { userId: null, name: 'test' };

/** Registers the demonstration publisher's sources. */
export async function registerDemonstrationSources(
  services: OpenServices,
  publisher: Publisher,
): Promise<void> {
  for (const source of sources) {
    const url = new URL(source.url, publisher.url).href;
    await addSource(services.fork(), { source: sourceShape.parse({ ...source, url }), by });
  }
}

export interface Watching {
  services: OpenServices;
  worker: Worker;
  publisher: Publisher;
  /** Scan, retrieve, index. */
  scanAll(): Promise<void>;
}

/** A worker on a fresh database whose sources are the demonstration publisher's. */
export async function watchTheDemonstration(kind: 'sqlite' | 'postgres'): Promise<Watching> {
  const config = loadConfig({
    ...(await freshSettings(kind)),
    FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
    FETCH_POLITE: 'false',
    LOG_LEVEL: 'silent',
    EMBEDDER: 'off',
  });
  const services = await openServices(config);
  const publisher = await openPublisher({ startedAt: new Date('2026-09-18T09:00:00Z') });
  await registerDemonstrationSources(services, publisher);
  const worker = await openWorker(services, {
    baseUrl: () => 'http://127.0.0.1',
    readers: await sharedReaders(),
  });
  onTestFinished(async () => {
    await worker.close();
    await services.close();
    await publisher.close();
  });
  return {
    services,
    worker,
    publisher,
    async scanAll() {
      await worker.scan({ all: true });
      await worker.retrieve();
      await worker.index();
    },
  };
}
