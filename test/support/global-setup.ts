import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server in which tests may create databases. */
    postgres: string;
    /** Path of a Chromium program. */
    chromium: string;
  }
}

/** One PostgreSQL and one unpacked Chromium for the whole run. */
export default async function setUp(project: TestProject) {
  const given = process.env.TEST_POSTGRES_URL;
  const started = given ? undefined : await startPostgres();
  project.provide('postgres', given ?? started?.url ?? '');

  const { default: chromium } = await import('@sparticuz/chromium');
  project.provide('chromium', process.env.CHROMIUM_PATH ?? (await chromium.executablePath()));

  return async () => {
    await started?.stop();
  };
}
