import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { discardForgotten, discardIndexes, indexesOn, leftOn } from './meili-indexes.ts';
import { findMeilisearch, type MeiliServer } from './meilisearch.ts';
import { startPostgres } from './postgres.ts';
import { holdings, templateName } from './template-name.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server in which tests may create databases. */
    postgres: string;
    /** A folder for databases that are made once and copied, see `templates.ts`. */
    templates: string;
    /** Path of a Chromium program. */
    chromium: string;
    /** A real Meilisearch server; null where there is none. */
    meili: MeiliServer | null;
  }
}

/** Takes away what a run leaves on a server that was there before it. */
async function dropTemplates(server: string, folder: string): Promise<void> {
  const { MikroORM } = await import('@mikro-orm/core');
  const { databaseOptions } = await import('#shared/database/open-database.ts');
  const orm = await MikroORM.init(databaseOptions(server));
  for (const holding of holdings) {
    const name = templateName(folder, holding);
    await orm.em.getConnection().execute(`drop database if exists ${name}`);
  }
  await orm.close();
}

/** The indexes on the server, without those that a run of tests was killed over. */
async function namesOn(server: MeiliServer): Promise<string[]> {
  await discardForgotten(server, new Date());
  return (await indexesOn(server)).map(({ uid }) => uid);
}

/**
 * What this run made and did not discard, or nobody noted: told, so that the run fails. What was noted
 * is discarded; what was not may be another program's.
 */
async function discardLeft(
  server: MeiliServer,
  { before, folder }: { before: Set<string>; folder: string },
): Promise<string[]> {
  const noted = await leftOn(server, folder);
  const isNew = ({ uid }: { uid: string }) => !before.has(uid) && /^(test|skylark)_/.test(uid);
  const left = (await indexesOn(server)).filter(isNew).map(({ uid }) => uid);
  await discardIndexes(server, noted);
  return [...new Set([...noted, ...left])];
}

/** One PostgreSQL, one unpacked Chromium and, where it is found, one Meilisearch for the whole run. */
export default async function setUp(project: TestProject) {
  const given = process.env.TEST_POSTGRES_URL;
  const started = given ? undefined : await startPostgres();
  project.provide('postgres', given ?? started?.url ?? '');

  const templates = mkdtempSync(path.join(os.tmpdir(), 'skylark-templates-'));
  project.provide('templates', templates);

  const { default: chromium } = await import('@sparticuz/chromium');
  project.provide('chromium', process.env.CHROMIUM_PATH ?? (await chromium.executablePath()));

  const meilisearch = await findMeilisearch();
  project.provide('meili', meilisearch.server);
  if (!meilisearch.server) {
    console.warn(
      'Neither MEILI_URL nor a meilisearch program is there: the tests of that engine are skipped.',
    );
  }

  const { server } = meilisearch;
  const before = new Set(server ? await namesOn(server) : []);
  return async () => {
    const left = server ? await discardLeft(server, { before, folder: templates }) : [];
    if (given) await dropTemplates(given, templates);
    rmSync(templates, { recursive: true, force: true });
    await started?.stop();
    await meilisearch.stop();
    if (left.length > 0) throw new Error(`Tests left indexes on Meilisearch: ${left.join(', ')}`);
  };
}
