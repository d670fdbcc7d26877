import mammoth from 'mammoth';
import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

it('takes a list without JavaScript from pasting to the method statement and its Word file', {
  timeout: 180_000,
}, async () => {
  const services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const em = services.orm.em.fork();
  const source = await givenSource(em, { name: 'Marlby: news' });
  await givenPublication(em, { source, title: 'A review of taxis in Marlby' });
  const served = await serveApp(services);
  onTestFinished(() => served.close());
  const user = await givenUser(em, { role: 'coordinator' });
  const signedIn = async (javaScript: boolean) => {
    const token = await createSignInLink(services.fork(), { user, minutes: 10 });
    const browser = await freshBrowser({ javaScript });
    await browser.page.goto(`${served.url}/sign-in/${token}`);
    await browser.page.getByRole('button', { name: 'Sign in' }).click();
    return browser;
  };
  const { page, context } = await signedIn(false);

  await page.goto(`${served.url}/sources/missed`);
  await page.getByRole('button', { name: 'Paste a list to compare' }).click();
  await page.getByRole('button', { name: 'Compare' }).click();
  await page
    .getByLabel('The list')
    .fill(
      '• A review of taxis in Marlby\n• Another one entirely https://elsewhere.example/1\n• Events',
    );
  await page.getByLabel('Minutes').check();
  await page.getByRole('button', { name: 'Compare' }).click();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
  await page.getByRole('button', { name: 'Note these' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('2 publications were noted.');

  await page.getByRole('link', { name: 'Another one entirely' }).click();
  await page.getByRole('button', { name: 'Leave it out: not of our field' }).click();
  expect(await page.textContent('main')).toContain('No. Left out by a person.');
  await page.getByRole('button', { name: 'Count it again' }).click();

  await page.goto(`${served.url}/sources/missed`);
  await page.getByRole('link', { name: 'What each source yielded' }).click();
  await page.goBack();
  await page.getByRole('link', { name: 'Method statement' }).click();
  const href = await page.getByRole('button', { name: 'Download as Word' }).getAttribute('href');
  const file = await context.request.get(`${served.url}${href}`);
  const { value } = await mammoth.convertToHtml({ buffer: await file.body() });
  expect(value).toContain('<h2>What the scan missed</h2>');

  const { page: other } = await signedIn(true);
  for (const path of ['', '/add', '/1', '/2']) {
    await other.goto(`${served.url}/sources/missed${path}`);
    await expectAccessible(other);
  }
  for (const path of ['yield', (href ?? '').replace('/sources/', '').replace('/word', '')]) {
    await other.goto(`${served.url}/sources/${path}`);
    await expectAccessible(other);
  }
  await other.goto(`${served.url}/sources/missed/add`);
  await other.getByRole('button', { name: 'Compare' }).click();
  await expectAccessible(other);
  await other.getByLabel('The list').fill('Another one entirely https://elsewhere.example/1');
  await other.getByLabel('Newsletter').check();
  await other.getByRole('button', { name: 'Compare' }).click();
  await expectAccessible(other);
});
