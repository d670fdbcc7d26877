import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPublisher, type Publisher } from '#demo/publisher/open-publisher.ts';
import sources from '#demo/sources.json' with { type: 'json' };
import { databaseOptions, type openDatabase } from '#shared/database/open-database.ts';
import { Candidate, OutboxRow, Publication, Sighting } from '#shared/entities/index.ts';
import { runCommand, startCommand } from '../support/command-line.ts';
import { databaseKinds, freshDatabaseUrl, temporaryFolder } from '../support/databases.ts';

const startedAt = new Date('2026-09-18T09:00:00Z');
const kills = 10;

async function aPublisher(): Promise<Publisher> {
  const publisher = await openPublisher({ startedAt });
  onTestFinished(() => publisher.close());
  // A page that is unavailable at first would make two runs differ for a reason of its own.
  await fetch(`${publisher.url}/institute/institute-return-note`);
  return publisher;
}

async function aLibrary(kind: 'sqlite' | 'postgres', publisher: Publisher) {
  const folder = temporaryFolder();
  const database =
    kind === 'postgres' ? await freshDatabaseUrl(kind) : path.join(folder, 'skylark.db');
  const settings = { DATA_DIR: folder, ...(kind === 'postgres' ? { DATABASE_URL: database } : {}) };
  const file = path.join(folder, 'sources.json');
  const absolute = sources.map((source) => ({
    ...source,
    url: new URL(source.url, publisher.url).href,
  }));
  writeFileSync(file, JSON.stringify(absolute));
  const imported = await runCommand(['source', 'import', file, '--json'], settings);
  expect(imported).toMatchObject({ code: 0 });
  return { settings, database };
}

/** What the library holds, in a form that two runs can be compared by. */
async function contentsOf(database: string, publisher: Publisher) {
  const orm = (await MikroORM.init(databaseOptions(database))) as Awaited<
    ReturnType<typeof openDatabase>
  >;
  const em = orm.em.fork();
  const plain = (text: string | null | undefined) => text?.replaceAll(publisher.url, '') ?? null;
  const publications = await em.find(Publication, {});
  const contents = {
    publications: publications
      .map(({ title, url, contentHash, textProblem, versionNumber }) =>
        [title, plain(url), contentHash, plain(textProblem), versionNumber].join(' | '),
      )
      .sort(),
    sightings: await em.count(Sighting),
    pending: await em.count(Candidate, { state: 'pending' }),
    outbox: await em.count(OutboxRow),
  };
  await orm.close();
  return contents;
}

const within = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(databaseKinds)('kill -9 during a scan on %s', (kind) => {
  it(`loses nothing and doubles nothing, ${kills} times over`, { timeout: 240_000 }, async () => {
    const publisher = await aPublisher();
    const undisturbed = await aLibrary(kind, publisher);
    expect(await runCommand(['scan', '--all', '--json'], undisturbed.settings)).toMatchObject({
      code: 0,
    });
    const wanted = await contentsOf(undisturbed.database, publisher);
    const disturbed = await aLibrary(kind, publisher);

    for (let kill = 0; kill < kills; kill += 1) {
      const child = startCommand(['scan', '--all'], disturbed.settings);
      const ended = new Promise((resolve) => child.on('close', resolve));
      // From before the first visit to the middle of recording.
      await within(700 + kill * 250);
      child.kill('SIGKILL');
      await ended;
    }
    const last = await runCommand(['scan', '--all', '--json'], disturbed.settings);

    expect(last).toMatchObject({ code: 0 });
    expect(await contentsOf(disturbed.database, publisher)).toEqual(wanted);
  });
});
