import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { findEditions } from '#worker/evidence/find-editions.ts';
import { expectAccessible, freshBrowser } from '../../support/browser.ts';
import { givenPlanEntry } from '../../support/builders/plan-entry.ts';
import { givenPublication } from '../../support/builders/publication.ts';
import { givenUser } from '../../support/builders/user.ts';
import { freshServices } from '../../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const words = 'Return home interviews should be offered within 72 hours.';

it('takes a newer edition from the publisher’s notice to the entry, and back, without JavaScript', {
  timeout: 120_000,
}, async () => {
  const services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const em = services.orm.em.fork();
  const document = (page: number, text: string) => [{ pages: [{ number: page, text }] }];
  const older = await givenPublication(em, {
    title: 'Missing children: joint protocol 2019',
    url: 'https://a.example/2019',
    publishedOn: '2019-05-01',
    documents: document(4, `A rule.\n\n${words} It is not always so.`),
  });
  await givenPublication(em, {
    title: 'Missing children: joint protocol 2024',
    url: 'https://a.example/2024',
    publishedOn: '2024-05-01',
    documents: document(9, 'A rule. Return home interviews are offered within two days.'),
  });
  const audit = await givenPublication(em, {
    title: 'Guide to audits',
    url: 'https://a.example/3',
  });
  await givenPublication(em, {
    title: 'Audit handbook',
    url: 'https://a.example/4',
    editionsSaid: [
      { other: 'older', words: 'It replaces the Guide to audits.', url: audit.url ?? '' },
    ],
  });
  const entry = await givenPlanEntry(em);
  const link = {
    entryId: entry.id,
    bearing: 'supports' as const,
    rationale: 'It asks for it.',
    by,
  };
  await linkToEntry(services.fork(), { ...link, publicationId: older.id, quote: words, page: 4 });
  const served = await serveApp(services);
  onTestFinished(() => served.close());
  const user = await givenUser(em, { role: 'coordinator' });
  const signedIn = async (javaScript: boolean) => {
    const token = await createSignInLink(services.fork(), { user, minutes: 10 });
    const { page } = await freshBrowser({ javaScript });
    await page.goto(`${served.url}/sign-in/${token}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  };
  await findEditions(services.fork());
  const page = await signedIn(false);
  const looking = await signedIn(true);
  const look = async (address: string) => {
    await looking.goto(`${served.url}${address}`);
    await expectAccessible(looking);
  };

  await page.goto(`${served.url}/publications/${older.id}`);
  await page.getByRole('link', { name: 'Say whether it is' }).click();
  expect(await page.textContent('main')).toContain('1 link of plans and 0 digests rely on it.');
  expect(await page.textContent('main')).toContain('as its publisher says');
  await look('/editions');
  await page.getByRole('button', { name: 'It is the newer edition' }).click();
  await look('/editions');

  await page.goto(`${served.url}/links/changed`);
  await look('/links/changed');
  await page.getByRole('link', { name: 'Move it to the newer edition' }).click();
  expect(await page.textContent('main')).toContain('do not stand in the newer edition');
  await look('/links/1/move');
  await page.getByRole('button', { name: 'Move the link' }).click();
  expect(await page.textContent('main')).toContain('These words are not in the text');
  await page
    .getByLabel('Quotation (optional)')
    .fill('Return home interviews are offered within two days.');
  await page.getByRole('button', { name: 'Move the link' }).click();
  expect(page.url()).toContain(`/entries/${entry.id}`);
  expect(await page.textContent('main')).toContain('Missing children: joint protocol 2024');
  await look(`/entries/${entry.id}`);
  await page.goto(`${served.url}/links/changed`);
  expect(await page.textContent('main')).toContain('Nothing waits to be looked at');

  await look(`/publications/${audit.id}/newer`);
  await page.goto(`${served.url}/publications/${audit.id}/newer`);
  await page.getByRole('button', { name: 'It is not superseded' }).click();
  await look(`/publications/${audit.id}/newer`);
  await page.goto(`${served.url}/publications/${audit.id}/newer`);
  await page.getByRole('button', { name: 'It is the newer edition' }).click();
  expect(await page.textContent('main')).toContain('Choose the newer edition');
});
