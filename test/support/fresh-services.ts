import { onTestFinished } from 'vitest';
import type { Chance, Clock } from '#shared/clock.ts';
import { loadConfig } from '#shared/config.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { freshSettings } from './databases.ts';
import { closeAndDiscard, noteIndexes } from './meili-library.ts';

/** Services on a fresh database and an empty index of their own, closed when the test ends. */
export async function freshServices(
  kind: 'sqlite' | 'postgres' = 'sqlite',
  { settings, ...given }: { clock?: Clock; chance?: Chance; settings?: NodeJS.ProcessEnv } = {},
): Promise<OpenServices> {
  const config = loadConfig({
    ...(await freshSettings(kind)),
    LOG_LEVEL: 'silent',
    // A test that wants our own model says so: it takes its time to start.
    EMBEDDER: settings?.EMBEDDER_URL ? 'on' : 'off',
    ...settings,
  });
  const services = await openServices(config, given);
  await noteIndexes(services);
  onTestFinished(() => closeAndDiscard(services, () => services.close()));
  return services;
}

/** Puts publications into the index as they stand in the database. */
export async function indexNow(services: OpenServices, ids: number[]): Promise<void> {
  const index = await services.search.current();
  await index.put(await buildIndexDocuments(services.orm.em.fork(), ids));
}
