import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };

it('makes tags one and merges concepts in a browser, after seeing what that touches, and takes it back', {
  timeout: 120_000,
}, async () => {
  const services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const em = services.orm.em.fork();
  for (const [at, label] of ['taxi', 'Taxi', 'taxis', 'Taxis', 'cabs'].entries()) {
    const title = `Checks on drivers, part ${at + 1}`;
    const { id } = await givenPublication(em, { url: `https://a.example/${at}`, title });
    await addTag(services.fork(), { publicationId: id, label, by });
  }
  const served = await serveApp(services);
  onTestFinished(() => served.close());
  const user = await givenUser(em, { role: 'coordinator' });
  const token = await createSignInLink(services.fork(), { user, minutes: 10 });
  const { page } = await freshBrowser();
  await page.goto(`${served.url}/sign-in/${token}`);
  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.goto(`${served.url}/tags`);
  await page.getByRole('button', { name: 'See what that touches' }).click();
  await expectAccessible(page);
  for (const name of ['taxi (1)', 'Taxi (1)', 'Taxis (1)', 'cabs (1)'])
    await page.getByRole('checkbox', { name, exact: true }).check();
  await page.getByLabel('The one spelling').fill('taxis');
  await page.getByRole('button', { name: 'See what that touches' }).click();
  expect(await page.textContent('main')).toContain('4 publications: Checks on drivers');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make them one' }).click();
  expect(await page.textContent('main')).toContain('taxis (5)');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectAccessible(page);
  expect(await page.textContent('main')).toContain('Undone');

  await page.goto(`${served.url}/vocabulary`);
  await page.getByRole('link', { name: 'Add a concept' }).click();
  await page.getByRole('button', { name: 'Add' }).click();
  await expectAccessible(page);
  await page.getByLabel('What it is called').fill('Welcome home chats');
  await page.getByRole('radio', { name: 'Theme' }).check();
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('link', { name: 'Rename, merge, split or retire' }).click();
  await expectAccessible(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await page.getByLabel('New name').fill('Welcome back chats');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expectAccessible(page);
  // Who comes second with the page of before is told, and does it again on purpose.
  await other.getByLabel('Which one').selectOption({ label: 'Return home interview' });
  await other.getByRole('button', { name: 'Merge' }).click();
  expect(await other.textContent('main')).toContain('Its name is now “Welcome back chats”');
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Merge' }).click();
  expect(await other.textContent('h1')).toBe('Return home interview');
});
