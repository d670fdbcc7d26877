import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { expect, onTestFinished } from 'vitest';
import { openPublisher, type Publisher } from '#demo/publisher/open-publisher.ts';
import sources from '#demo/sources.json' with { type: 'json' };
import { databaseOptions, type openDatabase } from '#shared/database/open-database.ts';
import { Candidate, OutboxRow, Publication, Sighting } from '#shared/entities/index.ts';
import { runCommand, startCommand } from './command-line.ts';
import { freshDatabaseUrl, temporaryFolder } from './databases.ts';

const startedAt = new Date('2026-09-18T09:00:00Z');
/** The demonstration publisher, in a state in which two runs cannot differ. */
export async function aSteadyPublisher(): Promise<Publisher> {
  const publisher = await openPublisher({ startedAt });
  onTestFinished(() => publisher.close());
  // A page that is unavailable at first would make two runs differ for a reason of its own.
  await fetch(`${publisher.url}/institute/institute-return-note`);
  return publisher;
}

/** An empty library that watches the publisher's sources. */
export async function anEmptyLibrary(kind: 'sqlite' | 'postgres', publisher: Publisher) {
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

/** What a library holds, in a form that two runs can be compared by. */
export async function contentsOf(database: string, publisher: Publisher) {
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

/** Commands that run side by side on one library and are killed (SIGKILL) after a while. */
export async function killedAfter(
  milliseconds: number,
  commands: string[][],
  settings: Record<string, string>,
): Promise<void> {
  const children = commands.map((words) => startCommand(words, settings));
  const ended = children.map((child) => new Promise((resolve) => child.on('close', resolve)));
  await within(milliseconds);
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ended);
}

/** Scans to the end, undisturbed, and says what the library then holds. */
export async function scanToTheEnd(
  library: Awaited<ReturnType<typeof anEmptyLibrary>>,
  publisher: Publisher,
) {
  const last = await runCommand(['scan', '--all', '--json'], library.settings);
  expect(last).toMatchObject({ code: 0 });
  return contentsOf(library.database, publisher);
}
