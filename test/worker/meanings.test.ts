import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { Publication } from '#shared/entities/index.ts';
import { searchPublications } from '#shared/library/search-publications.ts';
import { restrictPublication } from '#shared/publications/take-down.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { bringIndexUpToDate } from '#worker/index/bring-index-up-to-date.ts';
import { asIndexer } from '#worker/index/hold-indexer.ts';
import { indexStatus } from '#worker/index/index-status.ts';
import { keepIndexTrue, type Truth } from '#worker/index/keep-index-true.ts';
import { type Learn, openLearner } from '#worker/index/open-learner.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshServices } from '../support/fresh-services.ts';
import { type LoopbackEmbedder, loopbackEmbedder } from '../support/loopback/loopback-embedder.ts';

const settingsOf = ({ openai }: LoopbackEmbedder, model = 'of-the-tests') => ({
  EMBEDDER_URL: openai,
  EMBEDDER_MODEL: model,
  EMBEDDER_FLOOR: '0.4',
});

const check = (services: OpenServices) =>
  asIndexer(services, { isPatient: true }, (indexer) =>
    keepIndexTrue(services, services.orm, indexer),
  ) as Promise<Truth>;

/** A tick of the worker, as far as the index goes. */
const tick = (services: OpenServices, learn: Learn) =>
  asIndexer(services, { isPatient: true }, async (indexer) => {
    await bringIndexUpToDate(services, services.orm, indexer, () => false);
    await learn(indexer, { isPatient: true });
  });
const learnerOf = (services: OpenServices) => openLearner(services, () => false, { pause: 0 });

async function library() {
  const server = await loopbackEmbedder();
  const services = await freshServices('sqlite', { settings: settingsOf(server) });
  const { id: cab } = await given(services, 'Minicab firms', 'A minicab at the guesthouse.');
  const { id: taxi } = await given(services, 'Taxi licensing', 'A taxi at the hotel.');
  await check(services);
  return { server, services, cab, taxi, learn: learnerOf(services) };
}

const given = ({ orm }: OpenServices, title: string, text: string) =>
  givenPublication(orm.em.fork(), { title, documents: [{ pages: [{ number: 3, text }] }] });

const ask = async (services: OpenServices, words = 'taxi hotel') => {
  const { hits, alike } = await searchPublications(services.fork(), { words });
  return {
    hits: hits.map(({ id }) => id),
    alike: alike === null ? null : alike?.map(({ id }) => id),
  };
};

/** The same library by another process with other settings. */
async function reopened(services: OpenServices, settings: NodeJS.ProcessEnv) {
  const { dataDir } = services.config;
  await services.close();
  const again = await openServices(
    loadConfig({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      EMBEDDER: settings.EMBEDDER_URL ? 'on' : 'off',
      ...settings,
    }),
  );
  onTestFinished(() => again.close());
  return again;
}

describe('learning what publications mean', () => {
  it('follows the words, and is counted until it is done', async () => {
    const { services, cab, taxi, learn, server } = await library();

    expect(await ask(services)).toEqual({ hits: [taxi], alike: [] });
    expect(await indexStatus(services)).toMatchObject({ state: 'true', withoutMeaning: 2 });

    await tick(services, learn);

    expect(await ask(services)).toEqual({ hits: [taxi], alike: [cab] });
    expect(await indexStatus(services)).toMatchObject({ state: 'true', withoutMeaning: 0 });
    expect(server.texts).toContain('A minicab at the guesthouse.');
    expect(server.asked[0]).toEqual({ model: 'of-the-tests', key: undefined });
  });

  it('asks nothing anew of what was read already', async () => {
    const { services, learn, server } = await library();
    await tick(services, learn);
    const asked = server.asked.length;

    await tick(services, learn);

    expect(server.asked).toHaveLength(asked);
  });

  it.each(['fails', 'talks nonsense', 'is short'] as const)(
    'never keeps words from being indexed and found: an embedder that %s',
    async (does) => {
      const { services, cab, taxi, learn, server } = await library();
      server.does = does;

      await tick(services, learn);

      expect(await ask(services)).toEqual({ hits: [taxi], alike: null });
      expect(await indexStatus(services)).toMatchObject({ state: 'true', withoutMeaning: 2 });

      server.does = 'well';
      await tick(services, learn);

      expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 0 });
      // Words that were not known while it was down may be asked for in a while; others at once.
      expect((await ask(services, 'minicab')).hits).toEqual([cab]);
    },
  );

  it('is not held up by a text that the embedder refuses', async () => {
    const { services, cab, learn, server } = await library();
    const { id } = await given(services, 'A refused one', 'Unspeakable');
    await check(services);
    server.refuses = 'Unspeakable';

    await tick(services, learn);

    expect((await ask(services)).alike).toEqual([cab]);
    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 1 });
    expect((await ask(services, 'unspeakable')).hits).toEqual([id]);

    const asked = server.asked.length;
    await tick(services, learn);
    expect(server.asked).toHaveLength(asked);
  });

  it('says that vectors of another length need a rebuild, and goes on with the words', async () => {
    const { services, taxi, learn, server } = await library();
    await tick(services, learn);
    server.dimension = 64;
    await given(services, 'Another', 'Something new.');
    await check(services);

    await tick(services, learn);

    expect(await ask(services, 'taxi licensing')).toEqual({ hits: [taxi], alike: [] });
    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 1 });
  });

  it('leaves out what was taken down, before and after the index knows', async () => {
    const { services, cab, learn } = await library();
    await tick(services, learn);
    await restrictPublication(
      { ...services, em: services.orm.em.fork() },
      { publicationId: cab, reason: 'asked', by: { userId: null, name: 'a@b.example' } },
    );

    expect((await ask(services)).alike).toEqual([]);

    await tick(services, learn);

    expect((await ask(services)).alike).toEqual([]);
  });
});

describe('another model', () => {
  it('is built beside, and its vectors never meet those of the one before', async () => {
    const { services, cab, taxi, learn, server } = await library();
    await tick(services, learn);
    const before = await services.search.pointer();

    const again = await reopened(services, settingsOf(server, 'another'));
    expect((await ask(again)).alike).toEqual([]);
    expect(await indexStatus(again)).toMatchObject({ state: 'of another model' });
    await tick(again, learnerOf(again));

    expect(before).toMatchObject({ generation: 1, model: 'of-the-tests' });
    expect(await again.search.pointer()).toMatchObject({ generation: 2, model: 'another' });
    expect(await ask(again)).toEqual({ hits: [taxi], alike: [cab] });
    expect(server.asked.at(-1)?.model).toBe('another');
  });

  it('is none at all when the settings name no embedder any more', async () => {
    const { services, taxi, learn, server } = await library();
    await tick(services, learn);

    const again = await reopened(services, {});
    const asked = server.asked.length;
    expect(await check(again)).toEqual({ was: 'of another model' });

    expect(await again.search.pointer()).not.toHaveProperty('model');
    expect(await ask(again)).toEqual({ hits: [taxi], alike: undefined });
    expect(await indexStatus(again)).not.toHaveProperty('withoutMeaning');
    expect(server.asked).toHaveLength(asked);
  });
});

describe('without an embedder', () => {
  it('an index keeps no tables of meanings, and an answer says nothing of them', async () => {
    const services = await freshServices();
    await given(services, 'Taxi licensing', 'A taxi at the hotel.');
    await check(services);

    const { DatabaseSync } = await import('node:sqlite');
    const file = path.join(services.config.dataDir, 'search-1.db');
    copyFileSync(`${file}-wal`, `${file}.copy-wal`);
    copyFileSync(file, `${file}.copy`);
    const db = new DatabaseSync(`${file}.copy`);
    const tables = db.prepare("select name from sqlite_master where name like 'meaning%'").all();
    db.close();

    expect(tables).toEqual([]);
    expect(services.embedder).toBeNull();
    expect(await searchPublications(services.fork(), { words: 'taxi' })).not.toHaveProperty(
      'alike',
    );
    expect(await services.orm.em.fork().count(Publication)).toBe(1);
  });
});
