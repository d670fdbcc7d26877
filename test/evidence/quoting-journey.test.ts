import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import type { OpenServices } from '#shared/services.ts';
import { followQuotations } from '#worker/evidence/follow-quotations.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenNewVersion } from '../support/builders/new-version.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

const timeout = 180_000;
const shots = process.env.SCREENSHOTS;
const shoot = async (page: Page, name: string) => {
  if (!shots) return;
  await page.screenshot({ path: `${shots}/${name}-1280.png`, fullPage: true });
  await page.setViewportSize({ width: 320, height: 900 });
  await page.screenshot({ path: `${shots}/${name}-320.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
};

const quote = 'Return home interviews should be offered within 72 hours.';
const filler = (number: number) =>
  `This page is about theme ${number} of the review, and what areas did about it.`;
const pageText = (number: number) =>
  number === 47
    ? `What young people said.\n\nWe asked ${number} of them. ${quote} Most were not offered at all, and nobody asked why.`
    : `Chapter ${number}.\n\n${filler(number)}`;
const review = Array.from({ length: 100 }, (_, at) => ({ number: at + 1, text: pageText(at + 1) }));

describe('what a plan relies on', () => {
  let services: OpenServices;
  let base: string;
  let publicationId: number;
  let documentAddress: string;
  let entryId: number;

  beforeEach(async () => {
    services = await freshServices();
    const server = await serveApp({ ...services, config: { ...services.config, port: 0 } });
    onTestFinished(() => server.close());
    base = server.url;
    const em = services.orm.em.fork();
    const publication = await givenPublication(em, {
      title: 'Seen, heard, joined up: a thematic review',
      documents: [{ title: 'The whole review', pages: review }],
    });
    publicationId = publication.id;
    entryId = (await givenPlanEntry(em)).id;
    const [document]: { id: number }[] = await em.execute('select id from document');
    documentAddress = `/publications/${publicationId}/documents/${document?.id}`;
  });

  async function signedIn(given: { javaScript?: boolean; width?: number } = {}) {
    const { em, clock } = services.fork();
    const user = await givenUser(em, { role: 'coordinator' });
    const token = await createSignInLink({ em, clock }, { user, minutes: 5 });
    const { page } = await freshBrowser(given);
    await page.goto(`${base}/sign-in/${token}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  async function linkBy(page: Page) {
    await page.getByLabel('Plan entry').selectOption({ index: 1 });
    await page.getByLabel(/Supports/).check();
    await page.getByLabel('Why?').fill('It says within how many hours.');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.goto(`${base}/entries/${entryId}`);
  }

  const readAgain = async (pages: { number: number; text: string }[]) => {
    await givenNewVersion(services.orm.em.fork(), publicationId, [
      { title: 'The whole review', pages },
    ]);
    await followQuotations(services.fork());
  };
  const with47 = (text: string) =>
    review.map((page) => (page.number === 47 ? { ...page, text } : page));

  it('is linked from page 47 by selecting the words', { timeout }, async () => {
    const page = await signedIn();
    await page.goto(`${base}${documentAddress}?page=47`);
    expect(await page.locator('.reading-page').count()).toBe(10);
    expect(await page.locator('.reading-page').first().getAttribute('id')).toBe('page-47');
    await expectAccessible(page);

    await page.evaluate((quote) => {
      const paragraph = [...document.querySelectorAll('#page-47 p')].find((one) =>
        one.textContent?.includes(quote),
      );
      const text = paragraph?.firstChild as Text;
      const from = text.data.indexOf(quote);
      document.getSelection()?.setBaseAndExtent(text, from, text, from + quote.length);
    }, quote);
    const button = page.getByRole('link', { name: 'Link to the plan', exact: true });
    await button.waitFor();
    await expectAccessible(page);
    await shoot(page, 'selected');
    await button.click();

    expect(await page.getByLabel(/Quotation/).inputValue()).toBe(quote);
    expect(await page.getByLabel(/^Page/).inputValue()).toBe('47');
    await shoot(page, 'link-form');
    await linkBy(page);
    expect(await page.textContent('#publications')).toContain(`“${quote}” Page 47`);
  });

  it('is linked without scripts by the form of the page, and a wrong page says where the words are', {
    timeout,
  }, async () => {
    const page = await signedIn({ javaScript: false, width: 320 });
    await page.goto(`${base}${documentAddress}?page=46`);
    const place = page.locator('#page-46');
    await place.getByText('Link words of page 46 to the plan').click();
    await place.getByLabel('The words, copied from here').fill(quote);
    await place.getByRole('button', { name: 'Link to the plan' }).click();

    await page.getByLabel('Plan entry').selectOption({ index: 1 });
    await page.getByLabel(/Supports/).check();
    await page.getByLabel('Why?').fill('It says within how many hours.');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    expect(await page.textContent('main')).toContain(
      'These words are not on page 46: they are on page 47',
    );
    await page.getByLabel(/^Page/).fill('47');
    await page.getByRole('button', { name: 'Link', exact: true }).click();

    expect(await page.textContent('#links')).toContain(quote);
  });

  it('is told when its publisher edits, moves, doubles and deletes it', { timeout }, async () => {
    const page = await signedIn();
    await page.goto(
      `${base}/publications/${publicationId}/link?page=47&quote=${encodeURIComponent(quote)}`,
    );
    await linkBy(page);
    expect(await page.textContent('#publications')).not.toContain('Changed since');

    // Edited: the difference, and "it still holds".
    await readAgain(with47(pageText(47).replace('within 72 hours', 'within three days')));
    await page.goto(`${base}/entries/${entryId}`);
    expect(await page.textContent('.reliance del')).toContain('72 hours');
    expect(await page.textContent('.reliance ins')).toContain('three days');
    await expectAccessible(page);
    await shoot(page, 'entry-changed');
    await page.goto(`${base}/plans`);
    await page.getByRole('link', { name: 'See what changed' }).click();
    await expectAccessible(page);
    await shoot(page, 'changed-list');
    await page.getByRole('button', { name: /It still holds/ }).click();
    expect(await page.textContent('#publications')).toContain('Still holds, said by');
    expect(await page.textContent('#publications')).not.toContain('Changed since');

    // Taken back, and revised.
    await page.getByRole('button', { name: /^Undo that it still holds/ }).click();
    await page.getByRole('link', { name: /^Revise it/ }).click();
    await expectAccessible(page);
    await shoot(page, 'revise');
    expect(await page.getByLabel(/Quotation/).inputValue()).toContain('within three days');
    await page.getByRole('button', { name: 'Rely on this' }).click();
    expect(await page.textContent('#publications')).toContain('within three days');
    const revised = quote.replace('within 72 hours', 'within three days');

    // Moved: said, and nobody is asked.
    await readAgain([
      { number: 1, text: 'A new foreword.' },
      ...with47(pageText(47).replace(quote, revised)).map((one) => ({
        ...one,
        number: one.number + 1,
      })),
    ]);
    await page.goto(`${base}/entries/${entryId}`);
    expect(await page.textContent('#publications')).toContain('now on page 48');
    expect(await page.textContent('#publications')).not.toContain('Changed since');

    // Doubled among other words: neither place is told.
    await readAgain([
      { number: 1, text: `Some other words. ${revised} And more.` },
      { number: 2, text: `Some other words. ${revised} And more.` },
    ]);
    await page.goto(`${base}/entries/${entryId}`);
    expect(await page.textContent('#publications')).toContain('Nobody can tell');

    // Deleted.
    await readAgain(with47('What young people said.\n\nWe asked 47 of them.'));
    await page.goto(`${base}/publications/${publicationId}`);
    expect(await page.textContent('#links')).toContain('The words are no longer there');
    await expectAccessible(page);
    await shoot(page, 'publication-gone');
  });
});
