import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { Source } from '#shared/entities/index.ts';
import { openSession } from '#shared/people/sessions.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenUser } from '../support/builders/user.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

/** A served app where a member adds the address of a page that can be read. */
async function addedInABrowser(javaScript: boolean) {
  const it = await aScannedSite('sqlite', { HOST: '127.0.0.1', PORT: '0' });
  it.site.pages.set('/review', page('Review of missing children'));
  const feed = await it.em().findOneOrFail(Source, { kind: 'feed' });
  const { url, close } = await serveApp(it.services);
  onTestFinished(() => close());
  const session = await openSession(
    it.services.fork(),
    await givenUser(it.em(), { role: 'member' }),
    'test',
  );
  const { context, page: tab } = await freshBrowser({ javaScript });
  await context.addCookies([{ name: 'skylark', value: session, url }]);
  await tab.goto(`${url}/publications/add`);
  await tab.locator('[name="url"]').fill(feed.url.replace('/feed', '/review'));
  await tab.getByRole('button', { name: 'Add this address' }).click();
  expect(await tab.textContent('h1')).toBe('Waiting');
  return { worker: it.worker, tab };
}

it('shows in place what came of an address, says it, and is accessible', {
  timeout: 60_000,
}, async () => {
  const { worker, tab } = await addedInABrowser(true);
  await expectAccessible(tab);
  await tab.getByRole('link', { name: 'Look again' }).focus();

  await worker.requests();

  await tab.getByRole('link', { name: 'Review of missing children' }).waitFor();
  expect(await tab.textContent('h1')).toBe('Done');
  expect(await tab.title()).toBe('Adding a publication: done – Skylark');
  expect(await tab.textContent('body > [role="status"]')).toMatch(/^Done It is in the library:/);
  expect(await tab.evaluate(() => document.activeElement?.id)).toBe('main');
  await expectAccessible(tab);
});

it('shows it by a link without JavaScript', async () => {
  const { worker, tab } = await addedInABrowser(false);

  await worker.requests();
  await tab.getByRole('link', { name: 'Look again' }).click();

  expect(await tab.textContent('h1')).toBe('Done');
});
