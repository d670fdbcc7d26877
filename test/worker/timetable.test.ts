import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { holdLease } from '#shared/database/hold-lease.ts';
import { Candidate, Source, StateValue, WorkRequest } from '#shared/entities/index.ts';
import type { Logger } from '#shared/log.ts';
import { heartbeatName, showWorkerHealth } from '#shared/sources/worker-health.ts';
import { keepTime } from '#worker/keep-time.ts';
import { openWorker } from '#worker/open-worker.ts';
import { openJobs } from '#worker/run-job.ts';
import { timetable } from '#worker/timetable.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const hour = 3_600_000;
const start = new Date('2026-09-18T09:00:00Z');

/** A clock that the test sets. */
function aClock() {
  let ahead = 0;
  return {
    clock: () => new Date(start.getTime() + ahead),
    set: (hours: number) => {
      ahead = hours * hour;
    },
  };
}

/** A log that keeps what is said in it. */
function aLog() {
  const said: string[] = [];
  const say = (given: unknown, text?: string) => void said.push(text ?? String(given));
  return { said, log: { error: say, warn: say, info: say } as unknown as Logger };
}

describe('the timetable', () => {
  it('names each job once, and says why it is there', () => {
    const names = timetable.map(([name]) => name);

    expect(new Set(names).size).toBe(names.length);
    for (const [, when, , why] of timetable) {
      expect(when.every).toBeGreaterThan(0);
      expect(why.length).toBeGreaterThan(20);
    }
  });

  it('goes on when the clock on the wall is set back, and when it is set forward', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    onTestFinished(() => void vi.useRealTimers());
    let ticks = 0;
    const stop = keepTime([{ when: { every: 20, first: 20 }, begin: () => (ticks += 1) }]);
    onTestFinished(stop);
    const ticksOn = async () => {
      const before = ticks;
      while (ticks < before + 3) await delay(10);
      return ticks > before;
    };

    expect(await ticksOn()).toBe(true);
    vi.setSystemTime(new Date(start.getTime() - 3 * hour));
    expect(await ticksOn()).toBe(true);
    vi.setSystemTime(new Date(start.getTime() + 300 * hour));
    expect(await ticksOn()).toBe(true);
    stop();
    const last = ticks;
    await delay(60);
    expect(ticks).toBe(last);
  });
});

describe('a job', () => {
  it('is left out while it is still at work from the last time', async () => {
    const { log } = aLog();
    const jobs = openJobs(log);
    let end = () => {};
    const long = () => new Promise<void>((resolve) => (end = resolve));
    let others = 0;
    const count = async () => {
      others += 1;
    };

    const first = jobs.run('tick', long);
    await jobs.run('tick', count);
    await jobs.run('other', count);
    expect(jobs.counts()).toMatchObject({
      tick: { done: 0, atWorkFor: 0 },
      other: { done: 1, failed: 0, atWorkFor: null },
    });
    end();
    await first;

    expect(others).toBe(1);
    expect(jobs.counts().tick).toEqual({ done: 1, failed: 0, atWorkFor: null });
  });

  it('that fails is tried again, and says so once, and once when it works again', async () => {
    const { said, log } = aLog();
    const jobs = openJobs(log);
    const full = async () => Promise.reject(new Error('the disk is full'));

    for (let turn = 0; turn < 5; turn += 1) await jobs.run('tick', full);
    await jobs.run('tick', async () => undefined);
    await jobs.run('tick', async () => undefined);

    expect(said).toEqual(['tick failed', 'tick works again']);
    expect(jobs.counts().tick).toMatchObject({ done: 7, failed: 5 });
  });

  it('is waited for when the worker closes, and none begins after it', async () => {
    const { log } = aLog();
    const jobs = openJobs(log);
    let isDone = false;
    void jobs.run('tick', async () => {
      await delay(50);
      isDone = true;
    });

    await jobs.close();
    await jobs.run('tick', async () => Promise.reject(new Error('not any more')));

    expect(isDone).toBe(true);
    expect(jobs.counts().tick?.failed).toBe(0);
  });
});

describe.each(databaseKinds)('a clock that is set back on %s', (kind) => {
  async function aWorker() {
    const { clock, set } = aClock();
    const services = await freshServices(kind, { clock });
    const worker = await openWorker(services, { baseUrl: () => 'http://skylark.test' });
    onTestFinished(() => worker.close());
    return { services, worker, clock, set, em: () => services.orm.em.fork() };
  }

  it('leaves each wait as long as it was', async () => {
    const { worker, clock, set, em } = await aWorker();
    const inHours = (hours: number) => new Date(clock().getTime() + hours * hour);
    set(48);
    await worker.heartbeat();
    const source = await givenSource(em(), {
      nextScanAt: inHours(6),
      leasedBy: 'elsewhere-1-00000000',
      leaseUntil: new Date(clock().getTime() + 60_000),
    });
    const due = await givenSource(em(), { nextScanAt: inHours(-20) });

    set(0);
    await worker.heartbeat();
    await worker.heartbeat();

    const now = await em().findOneOrFail(Source, source.id);
    expect(now.nextScanAt?.toISOString()).toBe(inHours(6).toISOString());
    expect(now.leaseUntil?.getTime()).toBe(clock().getTime() + 60_000);
    expect((await em().findOneOrFail(Source, due.id)).nextScanAt).toEqual(clock());
  });

  it('is not seen where another machine only tells another time', async () => {
    const { worker, clock, em } = await aWorker();
    const nextScanAt = new Date(clock().getTime() + 6 * hour);
    const source = await givenSource(em(), { nextScanAt });
    await em().insert(StateValue, {
      name: heartbeatName,
      value: { host: `not ${os.hostname()}`, jobs: {} },
      changedAt: new Date(clock().getTime() + 10 * 60_000),
    });

    await worker.heartbeat();

    expect((await em().findOneOrFail(Source, source.id)).nextScanAt).toEqual(nextScanAt);
  });

  it('keeps nothing waiting for years, also where no heartbeat tells how wrong it was', async () => {
    const { worker, clock, em } = await aWorker();
    const nextYear = new Date(clock().getTime() + 365 * 24 * hour);
    const source = await givenSource(em(), { nextScanAt: nextYear });
    const fork = em();
    fork.create(Candidate, {
      source: fork.getReference(Source, source.id),
      key: '1',
      offer: {} as never,
      offerHash: 'a'.repeat(64),
      firstOfferedAt: clock(),
      lastOfferedAt: clock(),
      state: 'unread',
      nextAttemptAt: nextYear,
      leasedBy: 'elsewhere-1-00000000',
      leaseUntil: nextYear,
    });
    await fork.flush();

    await worker.mendTimes();

    expect((await em().findOneOrFail(Source, source.id)).nextScanAt).toEqual(clock());
    const candidate = await em().findOneOrFail(Candidate, { source: source.id });
    expect(candidate.nextAttemptAt).toEqual(clock());
    // Somebody may hold it still: it runs out.
    expect(candidate.leaseUntil?.getTime()).toBe(clock().getTime() + 15 * 60_000);
  });

  it('lets go of leases that were taken before', async () => {
    const { services, worker, clock, set, em } = await aWorker();
    set(48);
    const lease = { name: 'indexer', seconds: 60 };
    expect(await holdLease(em(), { ...lease, holder: 'before', at: clock() })).toBe(true);
    await givenSource(em(), {
      kind: 'feed',
      url: 'http://127.0.0.1:9/feed',
      nextScanAt: null,
      leasedBy: 'elsewhere-1-00000000',
      leaseUntil: new Date(clock().getTime() + 60_000),
    });
    set(0);

    expect(await holdLease(em(), { ...lease, holder: 'now', at: services.clock() })).toBe(true);
    expect(await worker.scan()).toBe(1);
  });

  it('stops no worker that is at work', async () => {
    const { services, worker, set, em } = await aWorker();
    set(5);
    await worker.start();
    set(0);
    const { id } = await (async () => {
      const fork = em();
      const source = await givenSource(fork, { kind: 'feed', url: 'http://127.0.0.1:9/feed' });
      const request = fork.create(WorkRequest, {
        kind: 'test',
        source,
        requestedAt: services.clock(),
      });
      await fork.flush();
      return request;
    })();

    const state = async () => (await em().findOneOrFail(WorkRequest, id)).state;
    while (['waiting', 'running'].includes(await state())) await delay(100);

    expect(['done', 'failed']).toContain(await state());
  });
});

describe('whether a worker is at work', () => {
  it('is told by the library itself', async () => {
    const { clock, set } = aClock();
    const services = await freshServices('sqlite', { clock });
    const health = () => showWorkerHealth(services);
    expect(await health()).toMatchObject({ isWell: false, lastTickAt: null });
    expect((await health()).words).toMatch(/^No worker has been at work on this library yet/);

    const worker = await openWorker(services, { baseUrl: () => '' });
    onTestFinished(() => worker.close());
    await worker.heartbeat();
    expect(await health()).toMatchObject({ isWell: true, words: 'The worker ticks.' });

    set(62 / 3600);
    expect(await health()).toMatchObject({ isWell: false, lastTickAt: start });
    expect((await health()).words).toMatch(
      /^The worker has not ticked since 18 September 2026 at 10:00am\. Meanwhile nothing is scanned, read or sent\. Look whether it runs/,
    );

    set(-2);
    expect((await health()).words).toMatch(/which is still to come: a clock was set back/);
  });

  it('is told too when one of its jobs does not come to an end', async () => {
    const services = await freshServices('sqlite', { clock: () => start });
    const jobs = { tick: { done: 1, failed: 0, atWorkFor: 5 * 3600 } };
    await services.orm.em.fork().insert(StateValue, {
      name: heartbeatName,
      value: { host: 'here', jobs },
      changedAt: start,
    });

    expect(await showWorkerHealth(services)).toMatchObject({
      isWell: false,
      words: expect.stringMatching(/^The worker has been at “tick” for 5 hours without an end\./),
    });
  });
});
