import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { AuditEntry, PastSearch, Session, Subscriber } from '#shared/entities/index.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import { openSession } from '#shared/people/sessions.ts';
import { openServices } from '#shared/services.ts';
import { openWorker } from '#worker/open-worker.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { startSkylark } from '../support/command-line.ts';
import { temporaryFolder } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';
import { canHaveSmallDisk, smallDisk } from '../support/small-disk.ts';

const baseUrl = 'http://skylark.test';

/** The app in a folder, with a publication to find and a coordinator who was last seen long ago. */
async function anApp(given: { folder?: string; patience?: number } = {}) {
  const folder = given.folder ?? temporaryFolder();
  const config = loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', EMBEDDER: 'off' });
  let now = new Date();
  const services = await openServices(config, {
    patience: given.patience ?? 10_000,
    clock: () => now,
  });
  onTestFinished(() => services.close());
  const em = services.orm.em.fork();
  const user = await givenUser(em, { role: 'administrator' });
  const cookie = `skylark=${await openSession({ em, clock: services.clock }, user, 'test')}`;
  const token = await createApiToken(
    { em, clock: services.clock },
    { userId: user.id, name: 'test', by: actorOf(user) },
  );
  const publication = await givenPublication(em, { title: 'Curfew review' });
  await indexNow(services, [publication.id]);
  // "Last seen" is due to be written with the next request.
  now = new Date(now.getTime() + 3_600_000);
  const app = appUnderTest(services, () => baseUrl);
  const ask = async (address: string, init: RequestInit = {}) =>
    app.request(`${baseUrl}${address}`, {
      redirect: 'manual',
      ...init,
      headers: { cookie, origin: baseUrl, ...init.headers },
    });
  const subscribe = (email: string) =>
    ask('/api/v1/subscribers', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email }),
    });
  const tag = (label: string) =>
    ask(`/publications/${publication.id}/tags`, {
      method: 'POST',
      body: new URLSearchParams({ label }),
    });
  return { services, folder, user, publication, token, ask, subscribe, tag };
}

describe('a lock that another process has', () => {
  function lock(folder: string) {
    const other = new DatabaseSync(path.join(folder, 'skylark.db'));
    other.exec('begin immediate');
    const letGo = () => {
      if (other.isOpen) other.close();
    };
    onTestFinished(letGo);
    return letGo;
  }

  it('keeps no page and no program from reading, and what was to be noted is noted later', async () => {
    const { services, folder, user, publication, ask, token } = await anApp();
    const seenAt = async () =>
      (await services.orm.em.fork().findOneOrFail(Session, { user: user.id })).lastSeenAt.getTime();
    const before = await seenAt();
    const letGo = lock(folder);

    const addresses = [
      '/healthz',
      '/readyz',
      '/?q=curfew',
      `/publications/${publication.id}`,
      '/sources',
      '/plans',
      '/account',
    ];
    const answers = await Promise.all(addresses.map(async (one) => (await ask(one)).status));
    const program = await ask('/api/v1/publications?q=curfew', {
      headers: { authorization: `Bearer ${token}` },
    });

    expect(answers).toEqual(addresses.map(() => 200));
    expect(program.status).toBe(200);
    expect(await seenAt()).toBe(before);
    letGo();
    await services.bookkeeping.settled();
    expect(await seenAt()).toBeGreaterThan(before);
    expect(await services.orm.em.fork().count(PastSearch)).toBe(1);
  });

  it('is waited for by who saves something, while others are answered', async () => {
    const { folder, ask, subscribe } = await anApp();
    const letGo = lock(folder);
    let isSaved = false;

    const saving = subscribe('ann@marlby.example').then((answer) => {
      isSaved = true;
      return answer;
    });
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await ask('/healthz')).status).toBe(200);
      expect((await ask('/?q=curfew')).status).toBe(200);
      await delay(20);
    }

    expect(isSaved).toBe(false);
    letGo();
    expect((await saving).status).toBe(201);
  });

  it('is said plainly when it is not let go, and nothing is half done', async () => {
    const { services, folder, ask, subscribe, tag } = await anApp({ patience: 200 });
    const letGo = lock(folder);

    const [byPage, byProgram] = await Promise.all([
      tag('curfews'),
      subscribe('ann@marlby.example'),
    ]);

    expect(byPage.status).toBe(503);
    expect(byPage.headers.get('retry-after')).toBe('10');
    expect(await byPage.text()).toMatch(
      /Somebody else is writing to the library just now.*nothing else was lost\. Go back and try again/s,
    );
    expect(byProgram.status).toBe(503);
    expect(byProgram.headers.get('content-type')).toBe('application/problem+json');
    expect((await ask('/?q=curfew')).status).toBe(200);
    letGo();
    expect((await subscribe('ann@marlby.example')).status).toBe(201);
    expect(await services.orm.em.fork().count(Subscriber)).toBe(1);
  });
});

describe.skipIf(!canHaveSmallDisk())('a disk that is full', () => {
  it('keeps nothing from being read, says so to who saves, and is made up for', async () => {
    const disk = smallDisk(24);
    const { services, folder, publication, ask, tag } = await anApp({
      folder: disk.folder,
      patience: 3000,
    });
    const worker = await openWorker(services, { baseUrl: () => baseUrl });
    onTestFinished(() => worker.close());
    await worker.checkIndex();
    disk.fill();

    const long = 'x'.repeat(40);
    let refused = await tag(long);
    // What is left of the last page of the log may take one more.
    for (let turn = 0; turn < 200 && refused.status !== 503; turn += 1)
      refused = await tag(`${turn} ${long}`);
    const added = Array.from({ length: 6 }, () => tag(`again ${long}`));

    expect(refused.status).toBe(503);
    expect(await refused.text()).toMatch(/There is no room left on the disk/);
    expect((await Promise.all(added)).map(({ status }) => status)).not.toContain(500);
    for (const address of ['/', '/?q=curfew', `/publications/${publication.id}`, '/sources']) {
      expect((await ask(address)).status).toBe(200);
    }
    expect((await ask('/readyz')).status).toBe(200);
    await expect(worker.heartbeat()).rejects.toThrow(/full/);

    disk.makeRoom();
    const audited = await services.orm.em.fork().count(AuditEntry);
    expect((await tag('room again')).status).toBe(303);
    expect(await services.orm.em.fork().count(AuditEntry)).toBe(audited + 1);
    await worker.heartbeat();
    await worker.index();
    const { hits } = await services.search.search({ words: 'curfew' });
    expect(hits.map(({ id }) => id)).toEqual([publication.id]);
    expect(folder).toBe(disk.folder);
  });
});

describe('a worker that is not there, or stands still', () => {
  it('is said on “Scan assurance”, on “Sources” and by /readyz, until one ticks', async () => {
    const { services, as } = await freshApp();
    const reader = await as('member');
    const ready = async () =>
      (await (await reader.get('/readyz')).json()) as {
        status: string;
        dependencies: { worker: string };
        worker?: string;
      };

    expect(await ready()).toMatchObject({
      dependencies: { worker: 'degraded' },
      worker: expect.stringMatching(/^No worker has been at work/),
    });
    for (const address of ['/sources', '/sources/assurance']) {
      expect(await (await reader.get(address)).text()).toContain('No worker has been at work');
    }

    const worker = await openWorker(services, { baseUrl: () => baseUrl });
    onTestFinished(() => worker.close());
    await worker.heartbeat();
    expect((await ready()).dependencies.worker).toBe('ok');
    expect(await (await reader.get('/sources/assurance')).text()).not.toContain('worker');
  });
});

it('does not end when nobody reads any more what it prints', async () => {
  const child = startSkylark({ DATA_DIR: temporaryFolder(), PORT: '0', LOG_LEVEL: 'info' }, [
    'server',
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve) => {
    let said = '';
    child.stdout?.on('data', (text) => {
      said += text;
      const address = /listens on (\S+)/.exec(said)?.[1];
      if (address && said.includes('/setup/')) resolve(address);
    });
  });

  child.stdout?.destroy();
  child.stderr?.destroy();
  for (let turn = 0; turn < 3; turn += 1) expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(child.exitCode).toBeNull();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
