import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { Publication } from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { startSkylark } from '../support/command-line.ts';
import { temporaryFolder } from '../support/databases.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';
import { page, rss, watchFeed } from '../support/loopback/scanned-site.ts';

/** A folder with a database in which one source is registered, and nothing read of it. */
async function aFolderWithASource(): Promise<string> {
  const site = await loopbackServer((request, response) => {
    const isFeed = request.url === '/feed';
    response
      .writeHead(200, { 'content-type': isFeed ? 'application/rss+xml' : 'text/html' })
      .end(isFeed ? rss([{ id: '1', title: 'Curfew review', path: '/1' }]) : page('Curfew review'));
  });
  const folder = temporaryFolder();
  const services = await openServices(
    loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', EMBEDDER: 'off' }),
  );
  await watchFeed(services, `${site.url}/feed`);
  await services.close();
  return folder;
}

/** Starts it and waits until it says where it listens. */
async function started(folder: string) {
  const child = startSkylark({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text;
      const address = /Skylark listens on (\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(said)));
  });
  return { child, url, said: () => said };
}

describe('one process', () => {
  it('answers and works beside it, and ends when it is told to', async () => {
    const folder = await aFolderWithASource();
    const { child, url, said } = await started(folder);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    const services = await openServices(
      loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', EMBEDDER: 'off' }),
    );
    onTestFinished(() => services.close());
    const found = async () => {
      const { total } = await services.search.search({ words: 'curfew' });
      return total;
    };
    while ((await found()) === 0) await delay(100);
    const [read] = await services.orm.em.fork().find(Publication, {});
    expect(read?.title).toBe('Curfew review');

    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(said()).not.toMatch(/"level":(40|50|60)/);
  });
});
