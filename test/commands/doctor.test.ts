import { cpSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { AuditEntry, OutboxRow, StateValue } from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { openWorker } from '#worker/open-worker.ts';
import type { Check } from '../../src/commands/doctor/check.ts';
import { doctor } from '../../src/commands/doctor/doctor.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds, freshSettings, temporaryFolder } from '../support/databases.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';

/** A library with one publication that is read, indexed and watched by a worker. */
async function aLibrary(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const settings = {
    ...(await freshSettings(kind)),
    SMTP_URL: (await smtpInbox()).url,
  };
  const services = await openServices(
    loadConfig({ ...settings, LOG_LEVEL: 'silent', EMBEDDER: 'off' }),
  );
  const em = services.orm.em.fork();
  const publication = await givenPublication(em, {
    title: 'Curfew review',
    readAt: new Date(),
    indexNumber: 1,
    documents: [{ pages: [{ number: 1, text: 'Text of the curfew review.' }] }],
  });
  em.create(OutboxRow, {
    publicationId: publication.id,
    number: 1,
    change: 'put',
    createdAt: new Date(),
  });
  await em.flush();
  const worker = await openWorker(services, { baseUrl: () => '' });
  await worker.checkIndex();
  await worker.index();
  await worker.heartbeat();
  await worker.close();
  return {
    folder: settings.DATA_DIR,
    settings,
    services,
    file: path.join(settings.DATA_DIR, 'skylark.db'),
  };
}

async function checksOf(settings: Record<string, string>): Promise<Check[]> {
  const given = { words: [], options: {}, progress: () => undefined };
  const config = loadConfig({ ...settings, LOG_LEVEL: 'silent', EMBEDDER: 'off' });
  const { json } = await doctor.runOffline(config, given);
  return (json as { checks: Check[] }).checks;
}

const unwell = (checks: Check[]) => checks.filter(({ isWell }) => !isWell);
const named = (checks: Check[], name: string) => checks.find((one) => one.name === name);

describe.each(databaseKinds)('doctor on %s', (kind) => {
  it('looks at what it judges, and finds a library well', async () => {
    const { services, settings } = await aLibrary(kind);
    await services.close();

    const checks = await checksOf(settings);

    expect(unwell(checks).filter(({ name }) => name !== 'sources')).toEqual([]);
    expect(named(checks, 'reading')?.says).toBe('It answers; “Curfew review” can be read.');
    expect(named(checks, 'writing')?.says).toBe('It takes what is written.');
    expect(named(checks, 'search')?.says).toMatch(/holds 1 publications .*finds “Curfew review”/);
    expect(named(checks, 'mail')?.says).toMatch(/greets us and lets us in/);
    expect(named(checks, 'worker')?.says).toBe('The worker ticks.');
  });

  it('names what to do when no worker ticks, the clock is wrong, no mail goes and words are missing', async () => {
    const { services, settings } = await aLibrary(kind);
    const em = services.orm.em.fork();
    await em.nativeDelete(StateValue, { name: 'worker.heartbeat' });
    em.create(AuditEntry, {
      at: new Date(Date.now() + 3_600_000),
      actor: 'test',
      action: 'x.done',
      subjectType: 'x',
      subjectId: '1',
    });
    await em.flush();
    const index = await services.search.current();
    await index.clear();
    await services.close();

    const found = unwell(await checksOf({ ...settings, SMTP_URL: 'smtp://127.0.0.1:9' }));

    const names = found.map(({ name }) => name).filter((name) => name !== 'sources');
    expect(names).toEqual(['clock', 'search', 'worker', 'mail']);
    expect(found.every(({ remedy }) => (remedy?.length ?? 0) > 10)).toBe(true);
    expect(named(found, 'search')).toMatchObject({
      says: 'It holds 0 of 1 publications.',
      remedy: expect.stringContaining('index rebuild'),
    });
  });
});

describe('doctor', () => {
  it('says that the file is damaged, and that a backup is to be restored', async () => {
    const { services, settings, file } = await aLibrary();
    await services.close();
    const handle = openSync(file, 'r+');
    for (let page = 3; page < statSync(file).size / 4096 - 1; page += 2) {
      writeSync(handle, Buffer.alloc(2000, 7), 0, 2000, page * 4096 + 1000);
    }

    const checks = await checksOf(settings);

    expect(named(checks, 'database file')).toMatchObject({
      isWell: false,
      remedy: expect.stringContaining('restore FILE'),
    });
  });

  it('says that somebody else has the database locked, and does not wait for it', async () => {
    const { services, settings, file } = await aLibrary();
    await services.close();
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    onTestFinished(() => other.close());

    const checks = await checksOf(settings);

    expect(named(checks, 'reading')?.isWell).toBe(true);
    expect(named(checks, 'writing')).toMatchObject({
      isWell: false,
      remedy: expect.stringMatching(/Another process is writing/),
    });
  });

  it('answers when the database cannot be opened at all', async () => {
    const folder = temporaryFolder();
    cpSync('package.json', path.join(folder, 'skylark.db'));

    const checks = await checksOf({ DATA_DIR: folder });

    expect(named(checks, 'database file')?.isWell).toBe(false);
    expect(named(checks, 'database')?.isWell).toBe(false);
    expect(named(checks, 'mail')).toMatchObject({
      isWell: false,
      remedy: expect.stringContaining('SMTP_URL'),
    });
    rmSync(folder, { recursive: true });
  });
});
