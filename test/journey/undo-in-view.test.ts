import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

/** A browser in which somebody has just linked a publication, which kept it. */
async function afterLinking(javaScript: boolean) {
  const services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const server = await serveApp(services);
  onTestFinished(() => server.close());
  const { em, clock } = services.fork();
  const user = await givenUser(em, { email: 'ann@marlby.example', role: 'coordinator' });
  const { id } = await givenPublication(em, { title: 'A review' });
  const entry = await givenPlanEntry(em);
  const { page } = await freshBrowser({ javaScript });
  const token = await createSignInLink({ em, clock }, { user, minutes: 15 });
  await page.goto(`${server.url}/sign-in/${token}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${server.url}/publications/${id}/link?entry=${entry.id}`);
  await page.locator('[name=entryId]').first().selectOption(String(entry.id));
  await page.locator('[name=bearing]').first().check();
  await page.locator('[name=rationale]').fill('It shows how.');
  await page.locator('main form button[type=submit]').last().click();
  await page.waitForURL(/publications\/\d+(#.*)?$/);
  return { page, address: `${server.url}/publications/${id}`, url: server.url };
}

it.each([true, false])('keeps an undo in view, with scripts: %s', async (javaScript) => {
  const { page, address, url } = await afterLinking(javaScript);
  const undo = page.getByRole('button', { name: 'Undo keeping' });

  await expect.poll(() => undo.isVisible()).toBe(true);
  await page.mouse.wheel(0, 3000);
  await page.waitForTimeout(200);
  const { y = -1 } = (await undo.boundingBox()) ?? {};
  expect(y).toBeGreaterThanOrEqual(0);
  expect(y).toBeLessThan(900);
  if (javaScript) await expectAccessible(page);

  // The same page again, and turned over: it is still there. Elsewhere it has had its time.
  await page.goto(`${address}?page=2`);
  expect(await undo.count()).toBe(1);
  if (javaScript) await page.evaluate(() => fetch('/help').then((answer) => answer.text()));
  await page.reload();
  expect(await undo.count()).toBe(1);
  await page.goto(`${url}/help`);
  expect(await undo.count()).toBe(0);
  await page.goto(address);
  expect(await undo.count()).toBe(0);
});

it('takes back what it says, once', async () => {
  const { page, address } = await afterLinking(false);

  await page.getByRole('button', { name: 'Undo keeping' }).click();

  expect(await page.textContent('main')).toContain('It is linked, but not kept');
  await page.goto(address);
  expect(await page.getByRole('button', { name: 'Undo keeping' }).count()).toBe(0);
});
