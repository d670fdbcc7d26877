import { describe, expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { Publication, Source } from '#shared/entities/index.ts';
import { namedPublication } from '#shared/entities/shown-link.ts';
import type { Role } from '#shared/people/permissions.ts';
import { openSession } from '#shared/people/sessions.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { requestWork } from '#shared/sources/request-work.ts';
import { showProgress } from '#shared/sources/show-progress.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page, rss } from '../support/loopback/scanned-site.ts';

const by = { userId: null, name: 'test' };

const entry = (number: number) => ({
  id: `${number}`,
  title: `Review ${number}`,
  path: `/${number}`,
});

/** Something that is let go when the test says. */
function aGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A site with three reviews, of which the third is refused. */
async function aSite(kind: 'sqlite' | 'postgres' = 'sqlite', env: Record<string, string> = {}) {
  const it = await aScannedSite(kind, env);
  const { id } = await it.em().findOneOrFail(Source, { kind: 'feed' });
  it.site.entries = [entry(1), entry(2), entry(3)];
  it.site.pages.set('/1', page('Review 1')).set('/2', page('Review 2')).set('/3', 403);
  const progress = () => showProgress(it.services.fork(), id);
  return {
    ...it,
    id,
    progress,
    ask: () => requestWork(it.services.fork(), { sourceId: id, kind: 'scan', by }),
    /** Waits until the progress says this. */
    said: (words: RegExp) =>
      expect.poll(async () => (await progress()).words, { timeout: 15_000 }).toMatch(words),
    session: async (role: Role) =>
      openSession(it.services.fork(), await givenUser(it.em(), { role }), 'test'),
  };
}

describe.each(databaseKinds)('a scan that somebody asked for, on %s', (kind) => {
  it('is followed from asking to the end', async () => {
    const { site, worker, progress, ask, said, em, later } = await aSite(kind);
    const feed = aGate();
    const second = aGate();
    site.answer = (_request, response) =>
      void feed.opened.then(() => response.end(rss(site.entries)));
    site.held.set('/2', second.opened);

    expect(await progress()).toMatchObject({ state: 'none', isUnderWay: false });
    await ask();
    expect(await progress()).toMatchObject({
      state: 'asked',
      isUnderWay: true,
      words: 'The worker has been asked, and begins in a few seconds.',
    });
    const visiting = worker.requests();
    await said(/^The source is being visited now, since 18 September 2026 at 10:00am\.$/);
    feed.open();
    await visiting;
    expect(await progress()).toMatchObject({
      state: 'reading',
      isUnderWay: true,
      words: 'Being read now. 3 entries offered, 3 new; 0 of 3 read so far.',
    });
    const reading = worker.retrieve();
    await said(/3 new; 1 of 3 read so far/);
    second.open();
    await reading;

    const kept = await em().find(Publication, { title: { $in: ['Review 1', 'Review 2'] } });
    expect(await progress()).toEqual({
      state: 'done',
      isUnderWay: false,
      words: 'Done. 3 entries offered, 3 new; 2 of 3 read, 1 could not be read.',
      publications: kept.map(namedPublication),
      others: 0,
      hasUnread: true,
    });

    // Seen again: one is changed, none is new.
    later(1);
    site.entries = [{ ...entry(1), title: 'Review 1, second edition' }, entry(2), entry(3)];
    await ask();
    await worker.requests();
    expect((await progress()).words).toBe(
      'Being read now. 3 entries offered, nothing new, 1 changed. Of those known before, 1 waits to be read again.',
    );
    await worker.retrieve();
    expect(await progress()).toMatchObject({
      state: 'done',
      words: 'Done. 3 entries offered, nothing new, 1 changed.',
    });
  });

  it('says what stands in its way', async () => {
    const { site, worker, progress, ask, services, id, later } = await aSite(kind);
    await ask();
    later(1);
    expect(await progress()).toMatchObject({
      state: 'asked',
      words: expect.stringContaining('has not begun. It may be busy; if this lasts, see that'),
    });

    site.status = 503;
    await worker.requests();
    expect(await progress()).toMatchObject({
      state: 'failed',
      isUnderWay: false,
      words: expect.stringMatching(/^It could not be read\. .* answered 503/),
    });

    site.status = 200;
    site.pages.set('/3', 503);
    await changeSource(services.fork(), { sourceId: id, change: { isPaused: true }, by });
    await ask();
    await worker.requests();
    await worker.retrieve();
    expect(await progress()).toMatchObject({
      state: 'reading',
      isUnderWay: false,
      words:
        '3 entries offered, 3 new; 0 of 3 read so far. The source is paused: what is left is read when it is switched on.',
    });

    await changeSource(services.fork(), { sourceId: id, change: { isPaused: false }, by });
    await worker.retrieve();
    expect(await progress()).toMatchObject({
      state: 'done',
      hasUnread: true,
      words:
        'Done. 3 entries offered, 3 new; 2 of 3 read, 1 could not be read yet and is tried again before long.',
    });

    site.answer = (request, response) =>
      request.headers['if-none-match']
        ? void response.writeHead(304).end()
        : void response.writeHead(200, { etag: '"1"' }).end(rss(site.entries));
    for (const _ of [1, 2]) {
      await ask();
      await worker.requests();
    }
    expect(await progress()).toMatchObject({
      state: 'done',
      words: 'Done. The source says that nothing has changed since the visit before.',
    });
  });
});

it('is shown on the source’s page, with links to what came of it', async () => {
  const it = await aSite();
  const app = appUnderTest(it.services, () => 'http://skylark.test');
  const asA = async (role: Role) => {
    const cookie = `skylark=${await it.session(role)}`;
    return async () =>
      (await app.request(`http://skylark.test/sources/${it.id}`, { headers: { cookie } })).text();
  };
  const [coordinator, member] = [await asA('coordinator'), await asA('member')];

  await it.ask();
  const asked = await member();
  await it.worker.requests();
  await it.worker.retrieve();
  const done = await coordinator();

  expect(asked).toContain('The worker has been asked, and begins in a few seconds.');
  expect(asked).toContain('Look again');
  expect(done).toContain('Done. 3 entries offered, 3 new; 2 of 3 read, 1 could not be read.');
  expect(done).not.toContain('Look again');
  const first = await it.em().findOneOrFail(Publication, { title: 'Review 1' });
  expect(done).toMatch(new RegExp(`href="/publications/${first.id}[^>]*>Review 1<`));
  expect(done).toContain('href="#unread"');
  expect(done).toContain('id="unread"');
  expect(done).toContain('What waits to be judged');
  expect(await member()).not.toContain('What waits to be judged');
});

describe('in a browser', () => {
  async function served(javaScript: boolean) {
    const it = await aSite('sqlite', { HOST: '127.0.0.1', PORT: '0' });
    const { url, close } = await serveApp(it.services);
    onTestFinished(() => close());
    const { context, page: tab, asked } = await freshBrowser({ javaScript });
    await context.addCookies([{ name: 'skylark', value: await it.session('coordinator'), url }]);
    await tab.goto(`${url}/sources/${it.id}`);
    const looks = () => asked.filter((one) => one === `${url}/sources/${it.id}`).length;
    return { ...it, tab, looks };
  }

  it('changes in place, says so, keeps the focus and can be stopped', {
    timeout: 120_000,
  }, async () => {
    const { tab, worker, looks } = await served(true);
    await tab.getByRole('button', { name: 'Scan now' }).click();
    await tab.getByText('The worker has been asked').waitFor();
    await expectAccessible(tab);
    await tab.evaluate(() => document.body.setAttribute('data-same', 'yes'));
    const status = tab.locator('body > [role="status"]');
    await tab.getByRole('button', { name: 'Test this source' }).focus();

    await worker.requests();
    await expect
      .poll(() => status.textContent(), { timeout: 15_000 })
      .toBe('Being read now. 3 entries offered, 3 new; 0 of 3 read so far.');
    expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe('Test this source');

    await tab.getByRole('button', { name: 'Stop looking again by itself' }).click();
    await worker.retrieve();
    const until = looks();
    await tab.waitForTimeout(5000);
    expect(looks()).toBe(until);
    expect(await tab.getByText('Done.').count()).toBe(0);

    await tab.getByRole('button', { name: 'Look again by itself' }).click();
    await expect
      .poll(() => status.textContent(), { timeout: 15_000 })
      .toBe('Done. 3 entries offered, 3 new; 2 of 3 read, 1 could not be read.');
    expect(await tab.getByRole('link', { name: 'Review 1' }).isVisible()).toBe(true);
    expect(await tab.getByRole('link', { name: 'Look again' }).count()).toBe(0);
    // The button that had the focus is gone: it is where the page's content begins, not lost.
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(await tab.getAttribute('body', 'data-same')).toBe('yes');
    await expectAccessible(tab);
    const after = looks();
    await tab.waitForTimeout(4000);
    expect(looks()).toBe(after);
  });

  it('is looked at again by a link without JavaScript', async () => {
    const { tab, worker } = await served(false);
    await tab.getByRole('button', { name: 'Scan now' }).click();
    expect(await tab.getByText('The worker has been asked').isVisible()).toBe(true);
    expect(await tab.getByRole('button', { name: 'Stop' }).count()).toBe(0);

    await worker.requests();
    await worker.retrieve();
    await tab.getByRole('link', { name: 'Look again' }).click();

    expect(await tab.getByText('Done. 3 entries offered').isVisible()).toBe(true);
    await tab.getByRole('link', { name: 'Review 2' }).click();
    expect(await tab.textContent('h1')).toContain('Review 2');
  });
});
