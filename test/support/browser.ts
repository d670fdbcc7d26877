import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';

let browser: Promise<Browser> | undefined;

/** Without these, Chromium asks hosts of its own at each start. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A fresh browser context that records what pages ask for, closed when the test ends. */
export async function freshBrowser(
  given: { width?: number; javaScript?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; asked: string[] }> {
  browser ??= chromium.launch({ executablePath: inject('chromium'), args: quiet });
  const context = await (await browser).newContext({
    viewport: { width: given.width ?? 1280, height: 900 },
    javaScriptEnabled: given.javaScript ?? true,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  onTestFinished(() => context.close());
  return { context, page, asked };
}

/**
 * WCAG 2.2 AA as far as a program can tell, and nothing wider than the window at 320 pixels.
 *
 * @param given.without a frame that no script may run in, so that it is not looked into
 */
export async function expectAccessible(
  page: Page,
  given: { without?: string } = {},
): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags([
    ...['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  ]);
  const { violations } = await (given.without ? builder.exclude(given.without) : builder).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect(found, page.url()).toEqual([]);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 900 });
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess, `${page.url()} at 320 px`).toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}
