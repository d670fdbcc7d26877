import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDemonstration } from '#demo/open-demonstration.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';

const timeout = 180_000;

const box = (page: Page) => page.getByRole('combobox', { name: 'Search published learning' });
/** Suggestions; the choices beside the box have options of their own. */
const options = (page: Page) => page.getByRole('listbox').getByRole('option');
const optionWith = (page: Page, text: string) =>
  page.getByRole('listbox').getByRole('option', { name: text }).first();

async function signedIn(given: { javaScript?: boolean } = {}) {
  const demonstration = await openDemonstration({ port: 0, logLevel: 'silent', samples: false });
  onTestFinished(() => demonstration.close());
  const { page, asked } = await freshBrowser(given);
  await page.goto(demonstration.signInLink);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${demonstration.url}/`);
  return { page, asked, base: demonstration.url };
}

describe('the search box', () => {
  it('offers what a person may mean, by keyboard alone', { timeout }, async () => {
    const { page, asked, base } = await signedIn();
    const completions = () => asked.filter((url) => url.includes('/api/v1/complete'));

    // One letter asks nothing; several in a row do not ask once each, even on a busy machine.
    await page.keyboard.press('/');
    await page.keyboard.type('r');
    await page.waitForTimeout(400);
    expect(completions()).toEqual([]);
    await page.keyboard.type('eturn home', { delay: 20 });
    await optionWith(page, 'Practice theme').waitFor();
    await expect.poll(() => completions().at(-1)).toMatch(/q=return(%20|\+)home$/);
    expect(completions().length).toBeLessThan('eturn home'.length / 2);
    expect(await box(page).getAttribute('aria-expanded')).toBe('true');
    expect(await page.getByRole('status').first().textContent()).toMatch(/^\d+ suggestions?\. Use/);
    await page.keyboard.press('ArrowDown');
    await expectAccessible(page);

    // The focus stays in the box; the chosen option is named to assistive technology.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    const chosen = await box(page).getAttribute('aria-activedescendant');
    expect(await page.locator(`#${chosen}`).getAttribute('aria-selected')).toBe('true');

    // Escape closes and keeps what was typed; an arrow opens again; up goes to the last.
    await page.keyboard.press('Escape');
    expect(await box(page).getAttribute('aria-expanded')).toBe('false');
    expect(await box(page).inputValue()).toBe('return home');
    expect(await box(page).getAttribute('aria-activedescendant')).toBeNull();
    await page.keyboard.press('ArrowUp');
    const last = await options(page).last().getAttribute('id');
    expect(await box(page).getAttribute('aria-activedescendant')).toBe(last);
    expect(await options(page).last().textContent()).toContain('Publication');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/publications\/\d+$/);

    // Enter with nothing chosen searches for what was typed; next time that is offered.
    await page.goto(`${base}/`);
    await box(page).fill('county lines');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=county\+lines/);
    await page.goto(`${base}/`);
    await box(page).pressSequentially('county');
    await optionWith(page, 'You searched for this').click();
    await page.waitForURL(/q=county\+lines/);

    // Leaving the box closes the list.
    await page.goto(`${base}/`);
    await box(page).pressSequentially('county');
    await options(page).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(asked.filter((url) => !url.startsWith(base))).toEqual([]);
  });

  it('shows the newest answer when an older one comes late', { timeout }, async () => {
    const { page } = await signedIn();
    await page.route('**/api/v1/complete?q=ho', async (route) => {
      await new Promise((done) => setTimeout(done, 1000));
      await route.continue().catch(() => undefined);
    });

    await box(page).pressSequentially('ho');
    await page.waitForRequest(/complete\?q=ho$/);
    await box(page).fill('county lines');
    await optionWith(page, 'County lines').waitFor();
    await page.waitForTimeout(1200);

    expect(await options(page).first().textContent()).toMatch(/county lines/i);
  });

  it('is a plain one without scripts', { timeout }, async () => {
    const { page } = await signedIn({ javaScript: false });

    expect(await box(page).count()).toBe(0);
    await page.getByRole('searchbox').fill('county lines');
    await page.getByRole('button', { name: 'Search', exact: true }).click();

    expect(page.url()).toContain('q=county+lines');
    expect(await page.locator('.result').count()).toBeGreaterThan(0);
  });
});
