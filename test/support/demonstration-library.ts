import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openPublisher } from '#demo/publisher/open-publisher.ts';
import { loadConfig } from '#shared/config.ts';
import { Publication } from '#shared/entities/index.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { hour } from '#shared/text/durations.ts';
import { openWorker } from '#worker/open-worker.ts';
import { registerDemonstrationSources } from './demonstration-worker.ts';

export interface DemonstrationLibrary {
  services: OpenServices;
  /** The path of a publication's address, which is the same at each start. */
  keyOf(id: number): string;
  close(): Promise<void>;
}

/** The day from which the demonstration publisher counts back. */
const startedAt = new Date('2026-09-18T09:00:00Z');

/**
 * The demonstration publisher's publications in a database and an index of their own, brought there
 * by the worker. Nobody has judged any of them. Close it when done: its folder goes with it.
 *
 * @param given.settings of the embedder; meaning is off when left out
 */
export async function openDemonstrationLibrary(
  given: { settings?: NodeJS.ProcessEnv } = {},
): Promise<DemonstrationLibrary> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'skylark-library-'));
  let now = startedAt;
  const config = loadConfig({
    DATA_DIR: dataDir,
    FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
    FETCH_POLITE: 'false',
    LOG_LEVEL: 'silent',
    EMBEDDER: 'off',
    ...given.settings,
  });
  const services = await openServices(config, { clock: () => now });
  const publisher = await openPublisher({ startedAt });
  await registerDemonstrationSources(services, publisher);
  const worker = await openWorker(services, { baseUrl: () => 'http://127.0.0.1' });

  await worker.scan({ all: true });
  await worker.retrieve();
  // One page is unavailable at first, and is had at the second attempt.
  now = new Date(startedAt.getTime() + hour);
  await worker.retrieve();
  await worker.index();
  await worker.readMeanings();

  const publications = await services.orm.em.fork().find(Publication, {}, { fields: ['url'] });
  const keys = new Map(
    publications.map(({ id, url }) => [id, url ? new URL(url).pathname : `publication ${id}`]),
  );
  await worker.close();
  await publisher.close();
  return {
    services,
    keyOf: (id) => keys.get(id) ?? `publication ${id}`,
    async close() {
      await services.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
