import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Candidate, Publication, Scan, Source } from '#shared/entities/index.ts';
import { doTogether } from '#worker/claiming/do-together.ts';
import { workThrough } from '#worker/claiming/work-through.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { openWorker } from '#worker/open-worker.ts';
import { claimCandidates } from '#worker/retrieve/claim-candidates.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';
import { page, rss, watchFeed } from '../support/loopback/scanned-site.ts';

const never = () => false;
const nothing = async () => undefined;

describe('working through what is due', () => {
  it('does each once, so many at the same time, and what the last of it brings about too', async () => {
    const due = Array.from({ length: 50 }, (_, at) => at);
    const done: number[] = [];
    let atWork = 0;
    let most = 0;

    const count = await workThrough<number>({
      atOnce: 4,
      claim: async (wanted) => due.splice(0, wanted),
      async work(thing) {
        atWork += 1;
        most = Math.max(most, atWork);
        await delay(1);
        atWork -= 1;
        done.push(thing);
        if (thing === 49) due.push(100);
      },
      isOver: never,
      giveBack: nothing,
    });

    expect(count).toBe(51);
    expect(done.toSorted((one, other) => one - other)).toEqual([...Array(50).keys(), 100]);
    expect(most).toBe(4);
  });

  it('keeps nothing waiting for one that takes long', async () => {
    const due = Array.from({ length: 40 }, (_, at) => at);
    const order: number[] = [];

    await workThrough<number>({
      atOnce: 2,
      claim: async (wanted) => due.splice(0, wanted),
      async work(thing) {
        await delay(thing === 0 ? 500 : 1);
        order.push(thing);
      },
      isOver: never,
      giveBack: nothing,
    });

    expect(order.at(-1)).toBe(0);
  });

  it('gives back what it had claimed and not begun', async () => {
    const due = Array.from({ length: 40 }, (_, at) => at);
    const done: number[] = [];
    const back: number[] = [];

    const count = await workThrough<number>({
      atOnce: 4,
      claim: async (wanted) => due.splice(0, wanted),
      async work(thing) {
        await delay(1);
        done.push(thing);
      },
      isOver: () => done.length >= 6,
      giveBack: async (things) => void back.push(...things),
    });

    expect(count).toBe(done.length);
    expect(back.length).toBeGreaterThan(0);
    expect([...done, ...back, ...due].toSorted((one, other) => one - other)).toEqual([
      ...Array(40).keys(),
    ]);
  });
});

describe('doing together what is asked for at the same time', () => {
  it('does alone what cannot be done together', async () => {
    const together = vi.fn(async (things: string[]) => {
      if (things.includes('bad')) throw new Error('all or none');
      return new Set(things);
    });
    const alone: string[] = [];
    const faults: unknown[] = [];
    const ask = doTogether<string>({
      most: 3,
      patience: 5,
      together,
      async alone(thing) {
        alone.push(thing);
        if (thing === 'bad') throw new Error('it is bad');
      },
      onFault: (error) => faults.push(error),
    });

    const settled = await Promise.allSettled(['a', 'bad', 'b', 'c', 'd'].map(ask));

    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(together.mock.calls).toEqual([[['a', 'bad', 'b']], [['c', 'd']]]);
    expect(alone).toEqual(['a', 'bad', 'b']);
    expect(faults).toEqual([new Error('all or none')]);
  });

  it('waits for no more once there are enough', async () => {
    const batches: string[][] = [];
    const ask = doTogether<string>({
      most: 2,
      patience: 600_000,
      async together(things) {
        batches.push(things);
        return new Set(things);
      },
      alone: () => Promise.reject(new Error('not alone')),
      onFault: () => undefined,
    });

    await Promise.all(['a', 'b'].map(ask));
    await Promise.all(['c', 'd'].map(ask));

    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});

describe.each(databaseKinds)('claiming on %s', (kind) => {
  /** Candidates that are due, of a source of their own. */
  async function givenCandidates(
    services: Awaited<ReturnType<typeof freshServices>>,
    count: number,
    given: Partial<Pick<Candidate, 'leasedBy' | 'leaseUntil'>> = {},
  ) {
    const em = services.orm.em.fork();
    const source = await givenSource(em);
    for (let at = 0; at < count; at += 1) {
      em.create(Candidate, {
        source,
        key: `${at}`,
        offer: offerOf({ key: `${at}`, url: `https://marlby.example/${at}`, title: 'Report' }),
        offerHash: 'a'.repeat(64),
        firstOfferedAt: new Date(),
        lastOfferedAt: new Date(),
        state: 'pending',
        nextAttemptAt: new Date('2026-09-18T09:00:00Z'),
        ...given,
      });
    }
    await em.flush();
    return source.id;
  }

  it('takes a few of each source, so that a long list keeps no other source waiting', async () => {
    const services = await freshServices(kind);
    const long = await givenCandidates(services, 200);
    const short = await givenCandidates(services, 3);

    const first = await claimCandidates(services, 20);
    const second = await claimCandidates(services, 20, first);
    const third = await claimCandidates(services, 20, [...first, ...second]);

    expect(first.map(({ source }) => source.id)).toEqual(Array(10).fill(long));
    expect(second.map(({ source }) => source.id)).toEqual(Array(3).fill(short));
    expect(third).toEqual([]);
    expect(await claimCandidates(services, 20, second)).toHaveLength(10);
  });

  it('takes nothing twice, however many ask', async () => {
    const services = await freshServices(kind);
    for (let at = 0; at < 6; at += 1) await givenCandidates(services, 8);
    const others = ['one', 'two', 'three'].map((holder) => ({ ...services.fork(), holder }));

    const claims = await Promise.all(others.map((other) => claimCandidates(other, 20)));
    const rest = await claimCandidates(others[0] ?? services, 48);

    const ids = [...claims.flat(), ...rest].map(({ id }) => id);
    expect(ids).toHaveLength(48);
    expect(new Set(ids).size).toBe(48);
  });

  it('takes over from a process that is gone, and counts that attempt', async () => {
    const services = await freshServices(kind);
    await givenCandidates(services, 2, {
      leasedBy: 'elsewhere-1-00000000',
      leaseUntil: new Date(Date.now() - 1000),
    });
    await givenCandidates(services, 2, {
      leasedBy: 'elsewhere-1-00000000',
      leaseUntil: new Date(Date.now() + 60_000),
    });
    await givenCandidates(services, 2);

    const claimed = await claimCandidates(services, 20);

    expect(claimed.map(({ attempts }) => attempts)).toEqual([1, 1, 0, 0]);
  });

  it('ends in order in the middle of a scan: nothing is left as if somebody were at it', async () => {
    const services = await freshServices(kind, {
      settings: { FETCH_ALLOW_PRIVATE_ADDRESSES: 'true', FETCH_POLITE: 'false' },
    });
    const site = await loopbackServer((_, response) => {
      setTimeout(() => response.end(rss([])), 100);
    });
    for (let at = 0; at < 70; at += 1) {
      await givenSource(services.orm.em.fork(), { url: `${site.url}/${at}` });
    }
    const worker = await openWorker(services, { baseUrl: () => '' });

    const scanning = worker.scan({ all: true });
    await vi.waitFor(() => expect(site.requests.length).toBeGreaterThan(0));
    await worker.close().then(() => scanning);

    const em = services.orm.em.fork();
    expect(await em.count(Scan, { outcome: 'running' })).toBe(0);
    expect(await em.count(Scan)).toBeLessThan(70);
    expect(await em.count(Source, { leasedBy: { $ne: null } })).toBe(0);
  });
});

it('makes searchable what was read while other pages are still awaited', async () => {
  const services = await freshServices('sqlite', {
    settings: { FETCH_ALLOW_PRIVATE_ADDRESSES: 'true', FETCH_POLITE: 'false' },
  });
  const entries = Array.from({ length: 9 }, (_, at) => ({
    id: `${at}`,
    title: `Report ${at}`,
    path: `/${at}`,
  }));
  const held: ServerResponse[] = [];
  const site = await loopbackServer((request, response) => {
    if (request.url === '/feed') return response.end(rss(entries));
    // The first waits until the test lets go.
    if (request.url === '/0') return held.push(response);
    response.setHeader('content-type', 'text/html');
    response.end(page(`Report ${request.url}`));
  });
  await watchFeed(services, `${site.url}/feed`);
  const worker = await openWorker(services, { baseUrl: () => '' });
  onTestFinished(() => worker.close());
  await worker.scan({ all: true });

  const retrieving = worker.retrieve();
  await vi.waitFor(
    async () => expect((await services.search.search({ words: 'report' })).total).toBe(8),
    { timeout: 30_000, interval: 100 },
  );

  expect(held).toHaveLength(1);
  for (const response of held) {
    response.setHeader('content-type', 'text/html');
    response.end(page('Report /0'));
  }
  await retrieving;
  expect(await services.orm.em.fork().count(Publication)).toBe(9);
});
