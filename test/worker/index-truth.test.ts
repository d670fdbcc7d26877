import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OutboxRow, Publication, StateValue } from '#shared/entities/index.ts';
import { indexVersion } from '#shared/search/index-pointer.ts';
import type { OpenServices } from '#shared/services.ts';
import { bringIndexUpToDate } from '#worker/index/bring-index-up-to-date.ts';
import { asIndexer } from '#worker/index/hold-indexer.ts';
import { indexStatus } from '#worker/index/index-status.ts';
import { keepIndexTrue, type Truth } from '#worker/index/keep-index-true.ts';
import { rebuildIndex } from '#worker/index/rebuild-index.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshServices } from '../support/fresh-services.ts';

const check = (services: OpenServices) =>
  asIndexer(services, { isPatient: true }, (indexer) =>
    keepIndexTrue(services, services.orm, indexer),
  ) as Promise<Truth>;
const follow = (services: OpenServices) =>
  asIndexer(services, { isPatient: true }, (indexer) =>
    bringIndexUpToDate(services, services.orm, indexer, () => false),
  );
const rebuild = (services: OpenServices) =>
  asIndexer(services, { isPatient: true }, (indexer) =>
    rebuildIndex(services, services.orm, indexer),
  );
const titles = async (services: OpenServices, words: string) => {
  const { hits } = await services.search.search({ words });
  const rows = await services.orm.em.fork().find(Publication, { id: hits.map(({ id }) => id) });
  return rows.map(({ title }) => title).sort();
};
const fileOf = ({ config }: OpenServices, generation: number) =>
  path.join(config.dataDir, `search-${generation}.db`);

/** Two publications, indexed. */
async function library(): Promise<OpenServices> {
  const services = await freshServices();
  await givenPublication(services.orm.em.fork(), { title: 'Taxi licensing', indexNumber: 1 });
  await givenPublication(services.orm.em.fork(), { title: 'Hotel training', indexNumber: 1 });
  await check(services);
  return services;
}

describe('keeping the index true', () => {
  it('fills a new one, and says that it is true afterwards', async () => {
    const services = await freshServices();
    await givenPublication(services.orm.em.fork(), { title: 'Taxi licensing', indexNumber: 1 });

    expect(await check(services)).toEqual({ was: 'new' });
    expect(await check(services)).toEqual({ was: 'true' });
    expect(await titles(services, 'taxi')).toEqual(['Taxi licensing']);
    expect(await services.search.pointer()).toEqual({
      engine: 'fts5',
      generation: 1,
      version: indexVersion,
    });
  });

  it('mends what is missing', async () => {
    const services = await library();
    await (await services.search.current()).remove([{ id: 1, number: 1 }]);
    await services.orm.em.fork().nativeUpdate(Publication, { id: 1 }, { indexNumber: 2 });

    expect(await indexStatus(services)).toMatchObject({ state: 'behind', differing: 1 });
    expect(await check(services)).toEqual({ was: 'behind', differing: 1 });
    expect(await titles(services, 'taxi')).toEqual(['Taxi licensing']);
    expect(await indexStatus(services)).toMatchObject({ state: 'true', differing: 0 });
  });

  it('rebuilds one that another version made, beside the one that answers', async () => {
    const services = await library();
    await services.orm.em
      .fork()
      .nativeUpdate(
        StateValue,
        { name: 'search.pointer' },
        { value: { engine: 'fts5', generation: 1, version: 0 } },
      );

    expect(await indexStatus(services)).toMatchObject({ state: 'of another version' });
    expect(await check(services)).toEqual({ was: 'of another version' });
    expect(await services.search.pointer()).toMatchObject({ generation: 2, version: indexVersion });
    expect(await titles(services, 'hotel')).toEqual(['Hotel training']);
    expect(existsSync(fileOf(services, 1))).toBe(false);
  });

  it('rebuilds one that is ahead of a database that was restored', async () => {
    const services = await library();
    const em = services.orm.em.fork();
    await em.nativeUpdate(Publication, { id: 1 }, { indexNumber: 7, title: 'Later title' });
    await check(services);
    await em.nativeUpdate(Publication, { id: 1 }, { indexNumber: 1, title: 'Taxi licensing' });
    await em.nativeDelete(Publication, { id: 2 });

    expect(await check(services)).toEqual({ was: 'ahead of the database' });
    expect(await titles(services, 'later')).toEqual([]);
    expect(await titles(services, 'hotel')).toEqual([]);
    expect(await titles(services, 'taxi')).toEqual(['Taxi licensing']);
  });

  it('rebuilds one whose file is damaged; until then search says so and nothing else fails', async () => {
    const services = await library();
    await services.search.close();
    for (const end of ['-wal', '-shm']) rmSync(`${fileOf(services, 1)}${end}`, { force: true });
    writeFileSync(fileOf(services, 1), 'this is no database, and was never one'.repeat(500));

    await expect(services.search.search({ words: 'taxi' })).rejects.toMatchObject({
      name: 'SearchUnavailable',
      isDamaged: true,
    });
    expect(await indexStatus(services)).toMatchObject({ state: 'damaged', differing: null });
    await follow(services);
    expect(await titles(services, 'taxi')).toEqual(['Taxi licensing']);
  });

  it('notices a file that was deleted under it', async () => {
    const services = await library();
    rmSync(fileOf(services, 1));

    expect(await check(services)).toEqual({ was: 'damaged' });
    expect(await titles(services, 'hotel')).toEqual(['Hotel training']);
  });

  it('notices one that was emptied', async () => {
    const services = await library();
    await (await services.search.current()).clear();

    expect(await check(services)).toEqual({ was: 'behind', differing: 2 });
    expect(await titles(services, 'hotel')).toEqual(['Hotel training']);
  });
});

describe('a rebuild', () => {
  it('leaves the index that answers alone when it fails', async () => {
    const services = await library();
    const failing = {
      ...services,
      search: {
        ...services.search,
        async open(place: Parameters<typeof services.search.open>[0]) {
          const index = await services.search.open(place);
          return { ...index, put: () => Promise.reject(new Error('no space left on device')) };
        },
      },
    };

    const failed = asIndexer(services, { isPatient: true }, (indexer) =>
      rebuildIndex(failing, services.orm, indexer),
    );

    await expect(failed).rejects.toThrow('no space left');
    expect(await services.search.pointer()).toMatchObject({ generation: 1 });
    expect(await titles(services, 'taxi')).toEqual(['Taxi licensing']);
    expect(existsSync(fileOf(services, 2))).toBe(false);
  });

  it('loses nothing that is announced meanwhile', async () => {
    const services = await library();
    const em = services.orm.em.fork();
    let isAnnounced = false;
    const meanwhile = {
      ...services,
      search: {
        ...services.search,
        async open(place: Parameters<typeof services.search.open>[0]) {
          const index = await services.search.open(place);
          return {
            ...index,
            async put(documents: Parameters<typeof index.put>[0]) {
              await index.put(documents);
              if (isAnnounced) return;
              isAnnounced = true;
              await em.nativeUpdate(
                Publication,
                { id: 1 },
                { indexNumber: 2, title: 'Private hire licensing' },
              );
              em.create(OutboxRow, {
                publicationId: 1,
                number: 2,
                change: 'put',
                createdAt: new Date(),
              });
              await em.flush();
            },
          };
        },
      },
    };

    await asIndexer(services, { isPatient: true }, (indexer) =>
      rebuildIndex(meanwhile, services.orm, indexer),
    );

    expect(await titles(services, 'private hire')).toEqual(['Private hire licensing']);
    expect(await titles(services, 'taxi')).toEqual([]);
    expect(await services.search.pointer()).toMatchObject({ generation: 2 });
  });

  it('answers all the while, whoever asks', async () => {
    const services = await library();
    let isOver = false;
    const asking = (async () => {
      let asked = 0;
      while (!isOver) {
        expect((await services.search.search({ words: 'taxi' })).total).toBe(1);
        asked += 1;
      }
      return asked;
    })();

    for (let times = 0; times < 4; times += 1) await rebuild(services);
    isOver = true;

    expect(await asking).toBeGreaterThan(0);
  });
});

describe('the right to write to the index', () => {
  it('is had by one at a time, in one process too', async () => {
    const services = await library();

    const inside = await asIndexer(services, { isPatient: false }, () =>
      asIndexer(services, { isPatient: false }, async () => 'both'),
    );

    expect(inside).toBeNull();
    expect(await asIndexer(services, { isPatient: false }, async () => 'free again')).toBe(
      'free again',
    );
  });

  it('is noticed when it is lost', async () => {
    const services = await library();

    const work = asIndexer(services, { isPatient: false }, async (indexer) => {
      await services.orm.em
        .fork()
        .getConnection()
        .execute("update lease set holder = 'somebody else' where name = 'indexer'", [], 'run');
      await indexer.renew();
    });

    await expect(work).rejects.toThrow('took over');
  });
});
