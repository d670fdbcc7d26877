import type { TestProject } from 'vitest/node';
import { findMeilisearch, type MeiliServer } from './meilisearch.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server in which tests may create databases. */
    postgres: string;
    /** Path of a Chromium program. */
    chromium: string;
    /** A real Meilisearch server; null where there is none. */
    meili: MeiliServer | null;
  }
}

/** One PostgreSQL, one unpacked Chromium and, where it is found, one Meilisearch for the whole run. */
export default async function setUp(project: TestProject) {
  const given = process.env.TEST_POSTGRES_URL;
  const started = given ? undefined : await startPostgres();
  project.provide('postgres', given ?? started?.url ?? '');

  const { default: chromium } = await import('@sparticuz/chromium');
  project.provide('chromium', process.env.CHROMIUM_PATH ?? (await chromium.executablePath()));

  const meilisearch = await findMeilisearch();
  project.provide('meili', meilisearch.server);
  if (!meilisearch.server) {
    console.warn(
      'Neither MEILI_URL nor a meilisearch program is there: the tests of that engine are skipped.',
    );
  }

  return async () => {
    await started?.stop();
    await meilisearch.stop();
  };
}
