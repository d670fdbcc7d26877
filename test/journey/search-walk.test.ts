import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDemonstration } from '#demo/open-demonstration.ts';
import { serveApp } from '#server/serve.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

const timeout = 180_000;

/** Goes on with the Tab key until the control has the focus, and sees to it that this shows. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((node) => node === document.activeElement)) {
      const shown = await control.evaluate((node) => {
        const { outlineStyle, boxShadow } = getComputedStyle(
          node.matches('input[type=checkbox], input[type=radio]')
            ? (node.nextElementSibling ?? node)
            : node,
          node.matches('input[type=checkbox], input[type=radio]') ? '::before' : null,
        );
        return outlineStyle !== 'none' || boxShadow !== 'none';
      });
      expect(shown, 'the focus can be seen').toBe(true);
      return;
    }
  }
  throw new Error(`The Tab key does not reach ${control}`);
}

describe('searching by keyboard alone', () => {
  it.each([
    [1280, true],
    [320, false],
  ])('filters and saves, at %i pixels, scripts: %s', { timeout }, async (width, javaScript) => {
    const demonstration = await openDemonstration({ port: 0, logLevel: 'silent', samples: false });
    onTestFinished(() => demonstration.close());
    const { page, asked } = await freshBrowser({ width, javaScript });
    // The checker is a script itself.
    const check = () => (javaScript ? expectAccessible(page) : Promise.resolve());
    await page.goto(demonstration.signInLink);
    await page.getByRole('button', { name: 'Sign in' }).press('Enter');
    await page.goto(`${demonstration.url}/?q=RHI`);

    // On a narrow screen the filters are folded.
    const fold = page.locator('.filters-name');
    if (await fold.isVisible()) {
      expect(await page.getByRole('checkbox', { name: /^Guidance/ }).isVisible()).toBe(false);
      await tabTo(page, fold);
      await page.keyboard.press('Enter');
    }
    await tabTo(page, page.getByRole('checkbox', { name: /^Guidance/ }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Apply filters' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/type=doc-guidance/);
    expect(await page.locator('#results').textContent()).toBe('1 publication');
    await check();

    // Saved under a name, with the filter.
    await tabTo(page, page.getByRole('button', { name: 'Save this search' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/searches\/new/);
    await check();
    await tabTo(page, page.getByLabel('Name', { exact: true }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Interviews in guidance');
    await tabTo(page, page.getByLabel('Only me'));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('button', { name: 'Save', exact: true }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/searches$/);
    expect(await page.getByRole('alert').textContent()).toContain('“Interviews in guidance”');
    expect(await page.textContent('main')).toContain('Everybody');
    await check();

    // Its feed, and back to what it finds.
    await tabTo(page, page.getByRole('link', { name: 'Change Interviews in guidance' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Make an address' }));
    await page.keyboard.press('Enter');
    await page.getByText('Copy the address now').waitFor();
    await check();
    await tabTo(page, page.locator('main a[href^="/?q=RHI"]').first());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\?q=RHI&type=doc-guidance$/);
    expect(asked.filter((url) => !url.startsWith(demonstration.url))).toEqual([]);
  });
});

it('shows the search page without a barrier while the index is damaged', { timeout }, async () => {
  const services = await freshServices();
  writeFileSync(path.join(services.config.dataDir, 'search-1.db'), 'Not a database. '.repeat(999));
  const server = await serveApp({ ...services, config: { ...services.config, port: 0 } });
  onTestFinished(() => server.close());
  const { em, clock } = services.fork();
  const user = await givenUser(em, { role: 'coordinator', email: 'amira@marlby.example' });
  const token = await createSignInLink({ em, clock }, { user, minutes: 5 });
  const { page } = await freshBrowser();
  await page.goto(`${server.url}/sign-in/${token}`);
  await page.getByRole('button', { name: 'Sign in' }).click();

  const answer = await page.goto(`${server.url}/?q=county+lines&theme=rhi`);

  expect(answer?.status()).toBe(503);
  await expectAccessible(page);
  await tabTo(page, page.locator('#q'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=county\+lines&theme=rhi/);
  await tabTo(page, page.getByRole('link', { name: 'judge what is new' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sift$/);
});
