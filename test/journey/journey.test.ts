import { expect, inject, it, onTestFinished } from 'vitest';
import { openDemonstration } from '#demo/open-demonstration.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { closeAndDiscard, noteIndexes } from '../support/meili-library.ts';

const timeout = 180_000;

const meili = inject('meili');

async function aDemonstration(samples: boolean, server: typeof meili = null) {
  const demonstration = await openDemonstration({
    port: 0,
    logLevel: 'silent',
    samples,
    meili: server,
  });
  await noteIndexes(demonstration.services);
  onTestFinished(() => closeAndDiscard(demonstration.services, () => demonstration.close()));
  return demonstration;
}

async function fromScanToMail(server: typeof meili) {
  const demonstration = await aDemonstration(false, server);
  const { page, asked } = await freshBrowser();
  const base = demonstration.url;

  // The link's GET only shows a button; the POST signs in.
  await page.goto(demonstration.signInLink);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();

  // A phrase that stands only on page 47 of the long review.
  await page
    .getByLabel(/Search published learning/)
    .or(page.locator('[data-search-box]'))
    .or(page.locator('input[name=q]'))
    .first()
    .fill('"kitchen-table conversation model"');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  expect(await page.textContent('main')).toContain('1 publication');
  expect(await page.textContent('main')).toContain('Page 47');
  await expectAccessible(page);
  await page.getByRole('link', { name: /Page 47/ }).click();
  expect(page.url()).toContain('#page-47');
  expect(await page.locator('#page-47 mark').count()).toBeGreaterThan(0);
  await expectAccessible(page);

  // Keep it, tag it, say what it means here.
  await page.goto(`${base}/?q=${encodeURIComponent('"kitchen-table conversation model"')}`);
  await page
    .getByRole('link', { name: /Seen, heard, joined up/ })
    .first()
    .click();
  const publication = page.url();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.goto(publication);
  await page.getByLabel(/Add a tag/).fill('next meeting');
  await page.getByRole('button', { name: 'Add tag' }).click();
  expect(await page.textContent('main')).toContain('next meeting');

  // Link it with a rationale and a quotation that is looked up in the text.
  await page
    .getByRole('link', { name: 'Link to a plan entry' })
    .or(page.getByRole('button', { name: 'Link to a plan entry' }))
    .first()
    .click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  expect(await page.textContent('.govuk-error-summary')).toContain('Choose an entry');
  await expectAccessible(page);
  const option = await page
    .locator('#entryId option', { hasText: 'ILL-30' })
    .first()
    .getAttribute('value');
  await page.locator('#entryId').selectOption(option ?? '');
  await page.getByLabel('Example').check();
  await page
    .getByLabel('Why?')
    .fill('Three visits at the same table: an offer to parents that we do not have.');
  await page.getByLabel(/Quotation/).fill('words that are not in it');
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  expect(await page.textContent('.govuk-error-summary')).toContain('not in the text');
  expect(await page.getByLabel('Why?').inputValue()).toContain('Three visits');
  await page.getByLabel(/Quotation/).fill('the kitchen-table conversation model: three visits');
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  await page.waitForURL(/publications\/\d+#/);
  expect(await page.textContent('main')).toContain('ILL-30');

  // The plan counts it.
  await page.goto(`${base}/plans`);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Illustrative child exploitation action plan' }).click();
  expect(await page.textContent('main')).toContain('1 of 38 entries have a publication linked');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'ILL-30' }).click();
  expect(await page.textContent('main')).toContain('Page 47');
  await expectAccessible(page);

  // A subscriber; then the digest is approved and sent.
  await page.goto(`${base}/subscribers`);
  await page.getByLabel('Email address').fill('reader@police.example');
  await page.getByRole('button', { name: 'Add subscriber' }).click();
  await expectAccessible(page);
  await page.goto(`${base}/digests`);
  await expectAccessible(page);
  await page.locator('tbody a').first().click();
  expect(await page.textContent('main')).toContain('Decided');
  expect(await page.textContent('main')).toContain('is an example for ILL-30');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Approve' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Approve' }).click();
  expect(await page.textContent('main')).toContain('frozen');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByRole('button', { name: 'Send now' }).click();
  await demonstration.worker.digests();
  await demonstration.worker.send();
  const [received] = demonstration.inbox.received;
  expect(received?.mail.subject).toMatch(/^Published learning, week to \d+ \w+$/);
  expect(received?.mail.text).toContain('Seen, heard, joined up');
  expect(received?.mail.text).toContain('Why this is here');
  expect(received?.mail.text).toContain('Not monitored for concerns');
  expect(received?.mail.text).toContain('Demonstration. Fictional publications and plan');
  expect(String(received?.mail.html)).not.toMatch(/<img|src=/);

  // The reader's way out: a GET changes nothing, the button does.
  const way = /(http\S+\/unsubscribe\/\S+)/.exec(received?.mail.text ?? '')?.[1] ?? '';
  const reader = await freshBrowser({ javaScript: false });
  await reader.page.goto(way);
  await reader.page.getByRole('button', { name: 'Stop the digest' }).click();
  expect(await reader.page.textContent('h1')).toContain('stopped');

  // Everything is written down, and nothing was asked of any other host.
  await page.goto(`${base}/audit`);
  await expectAccessible(page);
  const audit = await page.textContent('main');
  for (const action of [
    'publication.kept',
    'tag.added',
    'link.added',
    'digest.approved',
    'subscriber.left',
  ]) {
    expect(audit).toContain(action);
  }
  expect(asked.filter((url) => !url.startsWith(base))).toEqual([]);
}

it('leads from a scan to a line in a partner’s mail', { timeout }, () => fromScanToMail(null));

// Skipped visibly where neither MEILI_URL nor a `meilisearch` program is found.
it.skipIf(!meili)('leads there on a Meilisearch server too', { timeout }, () =>
  fromScanToMail(meili),
);

it('shows every page without a barrier, with and without scripts', {
  timeout: 2 * timeout,
}, async () => {
  const demonstration = await aDemonstration(true);
  const { page, context } = await freshBrowser({ javaScript: true });
  await page.goto(demonstration.signInLink);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const plain = await freshBrowser({ javaScript: false });
  await plain.context.addCookies(await context.cookies());
  const paths = [
    '/',
    '/?q=RHI',
    '/?q=zzzzqq',
    '/?q=exploitaton',
    '/?q=RHI&theme=rhi&type=doc-guidance&sort=national&include=suggested',
    '/searches',
    '/searches/new?q=RHI&theme=missing',
    '/searches/1',
    '/searches/1/delete',
    '/vocabulary',
    '/vocabulary/county-lines',
    '/sift',
    '/duplicates',
    '/publications/add',
    '/publications/1/versions/1',
    '/publications/1/takedown',
    '/publications/1',
    '/publications/1/link?entry=26',
    '/links/1/remove',
    '/publications/1/documents/1?q=RHI',
    '/publications/20',
    '/plans',
    '/plans/1',
    '/plans/1/coverage',
    '/plans/import',
    '/entries/1',
    '/entries/26',
    '/entries/1/edit',
    '/entries/1/progress',
    '/digests',
    '/subscribers',
    '/sources',
    '/sources/1',
    '/sources/4',
    '/sources/add',
    '/sources/assurance',
    '/sources/assurance?weeksBack=1',
    '/sources/transfer',
    '/people',
    '/account',
    '/audit',
    '/help',
    '/accessibility',
    '/privacy',
    '/api-reference',
    '/stop-alerts/unknown',
    '/no-such-page',
    '/publications/99999',
  ];

  for (const path of paths) {
    const answer = await page.goto(`${demonstration.url}${path}`);
    expect([200, 404], path).toContain(answer?.status());
    expect(await page.textContent('body'), path).toContain(
      'Demonstration. Fictional publications and plan; no council’s own.',
    );
    await expectAccessible(page);
    const without = await plain.page.goto(`${demonstration.url}${path}`);
    expect(without?.status(), path).toBe(answer?.status());
    expect(await plain.page.locator('h1').count(), path).toBe(1);
  }
});
