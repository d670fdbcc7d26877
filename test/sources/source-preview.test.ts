import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { Candidate, Source, WorkRequest } from '#shared/entities/index.ts';
import type { Role } from '#shared/people/permissions.ts';
import { openSession } from '#shared/people/sessions.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const listing = `<html><head><title>Reports</title><link rel="alternate" type="application/rss+xml" href="/feed"></head>
<body><main><ul class="reports"><li><a href="/1">Thematic review of missing children</a></li><li><a href="/2">Annual report of the partnership</a></li></ul>
<p><a href="/about-us">About the partnership and its work</a></p></main></body></html>`;

/** A site with a listing page, and an app on the same database, asked as somebody. */
async function aListing(kind: 'sqlite' | 'postgres' = 'sqlite', env: Record<string, string> = {}) {
  const it = await aScannedSite(kind, env);
  it.site.pages
    .set('/reports', listing)
    .set('/1', page('Thematic review of missing children'))
    .set('/2', page('Annual report of the partnership'));
  const { url } = await it.em().findOneOrFail(Source, { kind: 'feed' });
  const session = async (role: Role) =>
    openSession(it.services.fork(), await givenUser(it.em(), { role }), 'test');
  const typed = {
    kind: 'page',
    name: 'Marlby: “reports”',
    publisher: 'Marlby',
    url: url.replace('/feed', '/reports'),
    query: 'selector=.reports',
    mayShow: 'extract',
    licence: 'Fictional licence',
    region: '',
    note: 'Two lines\nof a note',
    includesFirstScan: 'yes',
  };
  return { ...it, session, typed };
}

async function anAsker(
  it: Awaited<ReturnType<typeof aListing>>,
  role: Role,
): Promise<{
  post(path: string, fields: Record<string, string>): Promise<Response>;
  get(path: string): Promise<Response>;
}> {
  const base = 'http://skylark.test';
  const app = appUnderTest(it.services, () => base);
  const cookie = `skylark=${await it.session(role)}`;
  return {
    get: async (path) => app.request(`${base}${path}`, { headers: { cookie } }),
    post: async (path, fields) =>
      app.request(`${base}${path}`, {
        method: 'POST',
        headers: { cookie, origin: base },
        body: new URLSearchParams(fields),
      }),
  };
}

it.each(databaseKinds)(
  'shows on %s which links a listing page would give, above the form, and keeps nothing',
  async (kind) => {
    const site = await aListing(kind);
    const { get, post } = await anAsker(site, 'coordinator');

    const asked = await post('/sources/preview', site.typed);
    const path = asked.headers.get('location') ?? '';
    const waiting = await (await get(path)).text();
    const unhurried = await (await get(`${path}?wait=no`)).text();
    await site.worker.requests();
    const shown = await get(path);
    const text = await shown.text();

    expect(asked.status).toBe(303);
    expect(waiting).toContain('It waits to be read.');
    expect(waiting).toContain('Look again');
    expect(waiting).not.toContain('http-equiv="refresh"');
    expect(waiting).not.toContain('<form method="post" action="/sources/add"');
    expect(unhurried).toContain('Not read yet.');
    expect(unhurried).toContain('value="selector=.reports"');
    expect(text).not.toContain('Look again');
    expect(text).toContain('All 2 links that would be taken');
    expect(text).toContain('Thematic review of missing children');
    expect(text).not.toContain('About the partnership and its work');
    expect(text).toContain('The page names a feed');
    expect(text.indexOf('All 2 links')).toBeLessThan(text.indexOf('action="/sources/add"'));
    expect(text).toContain('value="Marlby: “reports”"');
    expect(text).toContain('value="selector=.reports"');
    expect(text).toContain('Two lines\nof a note');
    expect(text).toMatch(/value="page"[^>]*checked|checked[^>]*value="page"/);
    expect(text).toMatch(/value="extract"[^>]*checked|checked[^>]*value="extract"/);
    expect(text).toMatch(/value="yes"[^>]*checked|checked[^>]*value="yes"/);
    expect(await site.em().count(Source, { kind: 'page' })).toBe(0);
    expect(await site.em().count(Candidate)).toBe(0);
  },
);

it('says why a page could not be read, with the form as it was typed', async () => {
  const site = await aListing();
  const { get, post } = await anAsker(site, 'coordinator');

  const asked = await post('/sources/preview', { ...site.typed, query: 'selector=.gone' });
  await site.worker.requests();
  const text = await (await get(asked.headers.get('location') ?? '')).text();

  expect(text).toContain('It could not be read. No link was found at “.gone”');
  expect(text).toContain('value="selector=.gone"');
});

it('shows the form again for what is not filled in, and for a kind that cannot be read', async () => {
  const site = await aListing();
  const { post } = await anAsker(site, 'coordinator');

  const unnamed = await post('/sources/preview', { ...site.typed, name: '' });
  const byHand = await post('/sources/preview', { ...site.typed, kind: 'manual' });

  expect(unnamed.status).toBe(422);
  expect(await unnamed.text()).toContain('Enter a name');
  expect(byHand.status).toBe(422);
  expect(await byHand.text()).toContain('Choose another kind');
  expect(await site.em().count(WorkRequest)).toBe(0);
});

it('is for coordinators, and shows no other request', async () => {
  const site = await aListing();
  const coordinator = await anAsker(site, 'coordinator');
  const member = await anAsker(site, 'member');
  const { id } = await site.em().findOneOrFail(Source, { kind: 'feed' });
  const asked = await coordinator.post('/sources/preview', site.typed);
  await coordinator.post(`/sources/${id}/test`, {});
  const test = await site.em().findOneOrFail(WorkRequest, { source: id });

  expect((await member.post('/sources/preview', site.typed)).status).toBe(403);
  expect((await member.get(asked.headers.get('location') ?? '')).status).toBe(403);
  expect((await coordinator.get(`/sources/previews/${test.id}`)).status).toBe(404);
});

it('works in a browser without JavaScript, and is accessible', { timeout: 120_000 }, async () => {
  const site = await aListing('sqlite', { HOST: '127.0.0.1', PORT: '0' });
  const served = await serveApp(site.services);
  onTestFinished(() => served.close());
  const { context, page: tab } = await freshBrowser({ javaScript: false });
  await context.addCookies([
    { name: 'skylark', value: await site.session('coordinator'), url: served.url },
  ]);
  const withScripts = await freshBrowser();
  await withScripts.context.addCookies(await context.cookies());
  const look = async () => {
    await withScripts.page.goto(tab.url());
    await expectAccessible(withScripts.page);
  };

  await tab.goto(`${served.url}/sources/add?by=hand`);
  await tab.getByLabel('Listing page').check();
  await tab.getByLabel('Name', { exact: true }).fill(site.typed.name);
  await tab.getByLabel('Publisher').fill(site.typed.publisher);
  await tab.getByLabel('Address').fill(site.typed.url);
  await tab.getByLabel(/^Question/).fill(site.typed.query);
  await tab.getByRole('button', { name: 'Preview' }).click();
  expect(await tab.textContent('h1')).toBe(site.typed.name);
  await look();
  await site.worker.requests();
  // The page with scripts shows it by itself, this one when asked.
  await withScripts.page.getByText('All 2 links that would be taken').waitFor();
  await expectAccessible(withScripts.page);
  await tab.getByRole('link', { name: 'Look again' }).click();
  await tab.getByText('All 2 links that would be taken').waitFor();
  await look();
  await tab.getByRole('button', { name: 'Add this source' }).click();

  expect(await tab.textContent('h1')).toBe(site.typed.name);
  expect(await site.em().count(Source, { kind: 'page', name: site.typed.name })).toBe(1);
});
