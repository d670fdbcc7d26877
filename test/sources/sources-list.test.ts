import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { Source } from '#shared/entities/index.ts';
import { openSession } from '#shared/people/sessions.ts';
import { manualSource } from '#shared/sources/manual-source.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenUser } from '../support/builders/user.ts';
import { aScannedSite } from '../support/loopback/scanned-site.ts';

/** The list of sources, served: one whose rhythm is seen, one that is not, one that has none. */
async function aServedList() {
  const it = await aScannedSite('sqlite', { HOST: '127.0.0.1', PORT: '0' });
  const { em, services } = it;
  const at = services.clock();
  const seen = { everyDays: 8.6, lastSucceededAt: at, lastNewAt: at };
  await em().nativeUpdate(Source, { kind: 'feed' }, seen);
  const fork = em();
  fork.create(Source, {
    key: 'another',
    name: 'Another',
    publisher: 'Another',
    kind: 'feed',
    url: 'https://another.example/feed',
    isPaused: true,
    createdAt: at,
  });
  await fork.flush();
  await manualSource(services.fork());
  const served = await serveApp(services);
  onTestFinished(() => served.close());
  const session = await openSession(
    services.fork(),
    await givenUser(em(), { role: 'coordinator' }),
    'test',
  );
  return { url: served.url, cookie: { name: 'skylark', value: session, url: served.url } };
}

it.each([
  [320, true],
  [320, false],
  [660, true],
  [1280, true],
  [1280, false],
])(
  'says in words how often something new is expected, at %i px, with JavaScript: %s',
  async (width, javaScript) => {
    const { url, cookie } = await aServedList();
    const { context, page } = await freshBrowser({ width, javaScript });
    await context.addCookies([cookie]);
    const cell = (name: string) =>
      page.getByRole('row').filter({ hasText: name }).locator('[data-label="Expected rhythm"]');

    await page.goto(`${url}/sources`);

    expect(await cell('Marlby').innerText()).toBe('About every 9 days');
    expect(await cell('Another').innerText()).toBe('Not known yet');
    expect(await cell('Added by hand').innerText()).toBe('None');
    const label = await cell('Marlby').evaluate((one) => getComputedStyle(one, '::before').content);
    expect(label.includes('Expected rhythm')).toBe(width === 320);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(excess).toBeLessThanOrEqual(0);
    if (javaScript) await expectAccessible(page);
    await page.getByRole('link', { name: 'Marlby', exact: true }).click();
    expect(await page.getByText('About every 9 days').isVisible()).toBe(true);
  },
);
