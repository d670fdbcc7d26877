import { describe, expect, it, onTestFinished } from 'vitest';
import { keepVectors, keptVectors } from '#shared/database/meaning/kept-vectors.ts';
import { wantedPassages, wantPassages } from '#shared/database/meaning/wanted-passages.ts';
import { KeptMeaning } from '#shared/entities/index.ts';
import { nearestEntries, nearestPublications } from '#shared/library/nearest-by-meaning.ts';
import { erasePublication, restrictPublication } from '#shared/publications/take-down.ts';
import { type Embedder, EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import { ownDimension, ownModel } from '#shared/search/embedding/own-model.ts';
import type { OpenServices } from '#shared/services.ts';
import { asIndexer } from '#worker/index/hold-indexer.ts';
import { indexStatus } from '#worker/index/index-status.ts';
import { keepIndexTrue } from '#worker/index/keep-index-true.ts';
import { openMeaningReader } from '#worker/index/keep-reading-meanings.ts';
import { rebuildIndex } from '#worker/index/rebuild-index.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { startSkylark } from '../support/command-line.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';
import { vectorOf as vectorOfLength } from '../support/loopback/loopback-embedder.ts';

const vectorOf = (text: string) => vectorOfLength(text, ownDimension);

/** Reads as our own model does, and says what it read. */
function readerOfTests(): Embedder & { texts: string[]; refuses: string | null; isDown: boolean } {
  const embedder = {
    model: ownModel,
    floor: 0.3,
    reads: 'whole' as const,
    patience: 100,
    followsUp: true,
    texts: [] as string[],
    refuses: null as string | null,
    isDown: false,
    isReady: () => true,
    warm: () => undefined,
    close: async () => undefined,
    async embed(texts: string[]) {
      if (embedder.isDown) throw new EmbedderFailure('It is down.');
      if (embedder.refuses && texts.some((text) => text.includes(embedder.refuses ?? '')))
        throw new EmbedderFailure('It cannot read that.', { isOfTexts: true });
      embedder.texts.push(...texts);
      return texts.map((text) => vectorOf(text));
    },
  };
  return embedder;
}

const check = (services: OpenServices) =>
  asIndexer(services, { isPatient: true }, (indexer) =>
    keepIndexTrue(services, services.orm, indexer),
  );

const add = ({ orm }: OpenServices, title: string, text: string) =>
  givenPublication(orm.em.fork(), { title, documents: [{ pages: [{ number: 3, text }] }] });

async function library(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const services = await freshServices(kind, { settings: { EMBEDDER: 'on' } });
  const embedder = readerOfTests();
  const { id: cab } = await add(services, 'Minicab firms', 'A minicab at the guesthouse.');
  const { id: taxi } = await add(services, 'Taxi licensing', 'A taxi at the hotel.');
  await check(services);
  const read = openMeaningReader({ ...services, embedder }, () => false, { pause: 0 });
  const kept = () => services.orm.em.fork().find(KeptMeaning, {}, { orderBy: { id: 'asc' } });
  const nearest = (text: string) =>
    nearestPublications(services.fork(), vectorOf(text), { limit: 5 });
  return { services, embedder, read, cab, taxi, kept, nearest };
}

const by = { userId: null, name: 'a@b.example' };

describe.each(databaseKinds)('what our own model reads, on %s', (kind) => {
  it('is kept once with model and hash: each publication, newest first, and each plan entry', async () => {
    const { services, embedder, read, cab, taxi, kept } = await library(kind);
    const entry = await givenPlanEntry(services.orm.em.fork(), {
      text: 'Train taxi drivers',
      successMeasure: 'All are trained',
    });
    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 2, model: ownModel });

    await read();
    const once = embedder.texts.length;
    await read();

    expect(embedder.texts).toHaveLength(once);
    expect(embedder.texts.slice(0, 3)).toEqual([
      'Train taxi drivers\nAll are trained',
      expect.stringContaining('A taxi at the hotel.'),
      expect.stringContaining('A minicab at the guesthouse.'),
    ]);
    const rows = await kept();
    expect(rows.map(({ publication, entry: of }) => publication?.id ?? of?.id)).toEqual([
      entry.id,
      taxi,
      cab,
    ]);
    for (const { model, textHash } of rows) {
      expect(model).toBe(ownModel);
      expect(textHash).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 0, state: 'true' });
    const work = { ...services.fork(), embedder };
    const found = await nearestEntries(work, vectorOf('minicab drivers'), { limit: 5 });
    expect(found).toMatchObject([{ id: entry.id }]);
    expect(found[0]?.nearness).toBeGreaterThan(0.3);
  });

  it('is read anew when it says something else, and of another model it has a generation beside', async () => {
    const { services, embedder, read, kept } = await library(kind);
    const em = services.orm.em.fork();
    const entry = await givenPlanEntry(em, { text: 'Train taxi drivers' });
    const at = new Date();
    const of = { kind: 'entry', at } as const;
    const old = { id: entry.id, textHash: 'x', vector: vectorOf('old') };
    await keepVectors(em, { ...of, model: 'another' }, [old]);
    await read();

    entry.text = 'Train hotel staff';
    await em.flush();
    await read();

    const ofEntry = embedder.texts.filter((text) => text.startsWith('Train'));
    expect(ofEntry[0]).toContain('Train taxi drivers');
    expect(ofEntry.at(-1)).toContain('Train hotel staff');
    const rows = (await kept()).filter((row) => row.entry?.id === entry.id);
    expect(rows.map(({ model }) => model).sort()).toEqual([ownModel, 'another'].sort());
    const ids = [entry.id];
    const before = await keptVectors(em.fork(), { kind: 'entry', ids, model: 'another' });
    expect(before.get(entry.id)?.vector).toEqual(vectorOf('old'));
  });
});

describe('an index that is built anew', () => {
  it('is given what was read, and nothing is read again', async () => {
    const { services, embedder, read, nearest, cab, taxi } = await library();
    await read();
    const texts = embedder.texts.length;
    const before = await nearest('A taxi at the hotel.');

    await asIndexer(services, { isPatient: true }, (indexer) =>
      rebuildIndex(services, services.orm, indexer),
    );
    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 2 });
    await read();

    expect(embedder.texts).toHaveLength(texts);
    expect(await nearest('A taxi at the hotel.')).toEqual(before);
    expect(before.map(({ id }) => id).sort()).toEqual([cab, taxi].sort());
  });
});

describe('passages', () => {
  it('are read of what was shown, once', async () => {
    const { services, embedder, read, taxi } = await library();
    await read();
    embedder.texts.length = 0;
    const em = services.orm.em.fork();
    await wantPassages(em, { ids: [taxi], model: ownModel, at: new Date() });

    await read();
    const once = embedder.texts.length;
    await read();

    expect(embedder.texts).toHaveLength(once);
    expect(embedder.texts.slice(0, 3)).toEqual(['A taxi at the hotel.']);
    expect(await wantedPassages(em.fork(), { model: ownModel, limit: 5 })).toEqual([]);
    const index = await services.search.current();
    const query = { query: { words: 'minicab drivers' }, vector: vectorOf('taxi hotel a at the') };
    const hits = await index.meanings?.near({ ...query, without: [], floor: 0, limit: 5 });
    const hit = hits?.find(({ id }) => id === taxi);
    expect(hit).not.toHaveProperty('isGuessed');
    expect(hit?.passages).toMatchObject([{ page: 3, html: 'A taxi at the hotel.' }]);
  });
});

describe('when something is in the way', () => {
  it('is held up by no text that it cannot read', async () => {
    const { services, embedder, read, cab, nearest } = await library();
    embedder.refuses = 'hotel';

    await read();
    await read();

    expect((await nearest('minicab')).map(({ id }) => id)).toEqual([cab]);
    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 1 });
  });

  it('goes on when the model is back', async () => {
    const { services, embedder, read } = await library();
    embedder.isDown = true;
    await read();
    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 2 });

    embedder.isDown = false;
    await read();

    expect(await indexStatus(services)).toMatchObject({ withoutMeaning: 0 });
  });

  it('leaves it to the worker that is at it', async () => {
    const { services, embedder, read } = await library();
    const other = readerOfTests();
    const another = openMeaningReader(
      { ...services, holder: 'another', embedder: other },
      () => false,
    );

    await Promise.all([read(), another()]);

    expect(embedder.texts.length + other.texts.length).toBe(2);
  });
});

describe('what is taken down', () => {
  it('is near nothing any more; erased, nothing of it is kept', async () => {
    const { services, read, cab, taxi, kept, nearest } = await library();
    await read();
    const work = services.fork();
    await restrictPublication(work, { publicationId: cab, reason: 'asked', by });
    await erasePublication(services.fork(), {
      publicationId: taxi,
      reason: 'asked',
      by,
      withNotes: false,
      withTitle: false,
    });

    expect(await nearest('A taxi at the hotel.')).toEqual([]);
    expect((await kept()).map(({ publication }) => publication?.id)).toEqual([cab]);
  });
});

describe('a worker that is killed while vectors are made', () => {
  it('has lost nothing, and nothing is there twice', { timeout: 240_000 }, async () => {
    const services = await freshServices('sqlite', { settings: { EMBEDDER: 'on' } });
    const total = 40;
    for (let at = 0; at < total; at += 1)
      await add(
        services,
        `Review ${at}`,
        `A taxi at hotel ${at}. ${'Words and words. '.repeat(60)}`,
      );
    await check(services);
    const rows = () => services.orm.em.fork().find(KeptMeaning, {});
    const worker = startSkylark({ DATA_DIR: services.config.dataDir, EMBEDDER: 'on' }, ['worker']);
    onTestFinished(() => void worker.kill('SIGKILL'));
    while ((await rows()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));

    worker.kill('SIGKILL');
    await new Promise((resolve) => worker.once('exit', resolve));
    const before = await rows();
    const embedder = readerOfTests();
    // A killed worker's lease has to run out: that of its successor is waited for in minutes.
    await services.orm.em.fork().execute('delete from lease');
    await openMeaningReader({ ...services, embedder }, () => false)();

    const after = await rows();
    expect(before.length).toBeLessThan(total);
    expect(embedder.texts).toHaveLength(total - before.length);
    expect(after).toHaveLength(total);
    expect(new Set(after.map(({ publication }) => publication?.id)).size).toBe(total);
    const untouched = new Map(after.map(({ id, madeAt }) => [id, madeAt.getTime()]));
    for (const { id, madeAt } of before) expect(untouched.get(id)).toBe(madeAt.getTime());
  });
});
