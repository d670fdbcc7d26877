import { describe, expect, it } from 'vitest';
import { AuditEntry, Source } from '#shared/entities/index.ts';
import { openSession } from '#shared/people/sessions.ts';
import { requestLook } from '#shared/sources/request-preview.ts';
import { showPreview } from '#shared/sources/show-preview.ts';
import { recognise } from '#worker/connectors/connectors.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';
import { aScannedSite, page, rss } from '../support/loopback/scanned-site.ts';

const base = 'http://skylark.test';
const by = { userId: null, name: 'test' };

const links = (paths: string[]) =>
  `<ul>${paths.map((path) => `<li><a href="${path}">A review of what happened at ${path}</a></li>`).join('')}</ul>`;

const html = (title: string, main: string, head = '') =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body><main>${main}</main></body></html>`;

const feedOf = (paths: string[]) =>
  rss(
    paths.map((path) => ({
      id: path,
      title: `Entry ${path}`,
      path,
      published: 'Thu, 17 Sep 2026 08:00:00 GMT',
    })),
  );

const declared = (href: string) =>
  `<link rel="alternate" type="application/rss+xml" href="${href}">`;

const urlset = (paths: string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<url><loc>${path}</loc></url>`).join('')}</urlset>`;

const oai =
  '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>oai:1</identifier><datestamp>2026-09-10</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A study of taxis</dc:title><dc:identifier>https://repository.example/1</dc:identifier></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>';

const many = ['/1', '/2', '/3', '/4'];

/** What each path of a site answers: its media type and its body. */
type Site = Record<string, [type: string, body: string]>;

async function aSite(site: Site, kind: 'sqlite' | 'postgres' = 'sqlite') {
  const it = await aScannedSite(kind);
  const server = await loopbackServer((request, response) => {
    const [type, body] = site[(request.url ?? '').replace(/\?.*/, '')] ?? [];
    if (!type) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': type }).end(body);
  });
  const look = async (path: string) => {
    const address = /^[a-z]+:/.test(path) ? path : `${server.url}${path}`;
    const id = await requestLook(it.services.fork(), { address, by });
    await it.worker.requests();
    return showPreview(it.services.fork(), id);
  };
  return { ...it, at: server.url, look };
}

const pages: Site = Object.fromEntries(many.map((path) => [path, ['text/html', page(path)]]));

describe('an address that is looked at', () => {
  it.each<[what: string, site: Site, path: string, kind: string, url: string]>([
    [
      'a feed',
      { '/news.xml': ['application/rss+xml', feedOf(many)] },
      '/news.xml',
      'feed',
      '/news.xml',
    ],
    [
      'a feed that calls itself text',
      { '/news': ['text/plain', feedOf(many)] },
      '/news',
      'feed',
      '/news',
    ],
    [
      'a page whose own feed it names',
      {
        '/reviews': ['text/html', html('Reviews', links(many), declared('/reviews.xml'))],
        '/reviews.xml': ['application/rss+xml', feedOf(many)],
      },
      '/reviews',
      'feed',
      '/reviews.xml',
    ],
    [
      'a page that names the feed of its whole site',
      {
        '/reviews': ['text/html', html('Reviews', links(many), declared('/news.xml'))],
        '/news.xml': ['application/rss+xml', feedOf(['/8', '/9'])],
      },
      '/reviews',
      'page',
      '/reviews',
    ],
    [
      'a listing page',
      { '/reviews': ['text/html', html('Reviews', links(many))] },
      '/reviews',
      'page',
      '/reviews',
    ],
    [
      'a front page with a feed at a usual place',
      {
        '/': ['text/html', html('Marlby', '<p>Welcome to the partnership.</p>')],
        '/rss.xml': ['application/rss+xml', feedOf(many)],
      },
      '/',
      'feed',
      '/rss.xml',
    ],
    [
      'a WordPress site',
      {
        '/': [
          'text/html',
          html('Marlby', links(many), '<link rel="https://api.w.org/" href="/wp-json/" />'),
        ],
        '/wp-json/wp/v2/posts': [
          'application/json',
          JSON.stringify([
            {
              link: 'https://marlby.example/1',
              date_gmt: '2026-09-10T08:00:00',
              modified_gmt: '2026-09-10T08:00:00',
              title: { rendered: 'A post' },
              excerpt: { rendered: 'About it' },
            },
          ]),
        ],
      },
      '/',
      'wordpress',
      '/',
    ],
    [
      'a site with no more than a sitemap',
      {
        '/': ['text/html', html('Marlby', '<p>Welcome to the partnership.</p>')],
        '/sitemap.xml': ['application/xml', urlset(many)],
      },
      '/',
      'sitemap',
      '/',
    ],
    [
      'a sitemap',
      { '/sitemap_index.xml': ['text/xml', urlset(many)] },
      '/sitemap_index.xml',
      'sitemap',
      '/sitemap_index.xml',
    ],
    [
      'a sitemap of another name',
      { '/all.xml': ['text/xml', urlset(many)] },
      '/all.xml',
      'sitemap',
      '/all.xml',
    ],
    ['a repository', { '/repo': ['text/xml', oai] }, '/repo', 'oai-pmh', '/repo'],
    [
      'a repository by its address',
      { '/cgi/oai2': ['text/xml', oai] },
      '/cgi/oai2?verb=Identify',
      'oai-pmh',
      '/cgi/oai2',
    ],
    [
      'a council’s committees',
      {
        '/mgRss.aspx': ['text/xml', feedOf(many)],
        '/ieListMeetings.aspx': ['text/html', html('Scrutiny', '')],
      },
      '/ieListMeetings.aspx?XXR=0',
      'moderngov',
      '/',
    ],
    [
      'a page of a council’s papers under another address',
      {
        '/democracy': [
          'text/html',
          html('Democracy', links(['/mgListCommittees.aspx?bcr=1', '/ieDocHome.aspx', '/4'])),
        ],
        '/mgRss.aspx': ['text/xml', feedOf(many)],
      },
      '/democracy',
      'moderngov',
      '/',
    ],
  ])('is known for %s', async (_, site, path, kind, url) => {
    const it = await aSite({ ...pages, ...site });

    const preview = await it.look(path);

    expect(preview.reason).toBeNull();
    expect(preview.source).toMatchObject({ kind, url: `${it.at}${url}`, mayShow: 'link' });
    expect(preview.source?.name).not.toBe('');
    expect(preview.found?.offered).toBeGreaterThan(0);
    expect(await it.em().count(Source, { url: { $like: `${it.at}%` } })).toBe(0);
  });

  it('is named by what it says of itself, and names what else it could be', async () => {
    const it = await aSite({
      ...pages,
      '/reviews': [
        'text/html',
        html(
          'Reviews | Marlby Safeguarding Partnership',
          links(many),
          `<meta property="og:site_name" content="Marlby Partnership">${declared('/news.xml')}`,
        ),
      ],
      '/news.xml': ['application/rss+xml', feedOf(['/8', '/9'])],
    });

    const { source, others } = await it.look('/reviews');

    expect(source).toMatchObject({
      name: 'Marlby Partnership: Reviews',
      publisher: 'Marlby Partnership',
    });
    expect(others.map(({ kind, url }) => [kind, url])).toEqual([
      ['feed', `${it.at}/news.xml`],
      ['sitemap', `${it.at}/`],
    ]);
  });

  it.each<[what: string, site: Site, path: string, reason: RegExp]>([
    ['is not there', {}, '/gone', /answered 404 \(not found\)\.$/],
    [
      'is a document',
      { '/a': ['application/pdf', '%PDF-1.7'] },
      '/a',
      /is a single document, not a place where publications are listed/,
    ],
    [
      'is a list of feeds',
      { '/a': ['text/xml', '<opml version="2.0"><body/></opml>'] },
      '/a',
      /a list of feeds \(OPML\)/,
    ],
    [
      'is a table',
      { '/a.csv': ['text/csv', 'a,b\n1,2'] },
      '/a.csv',
      /neither a web page nor a feed \(text\/csv\)/,
    ],
  ])('says in plain words that it %s', async (_, site, path, reason) => {
    const it = await aSite(site);

    const preview = await it.look(path);

    expect(preview).toMatchObject({ state: 'failed', source: null, found: null });
    expect(preview.reason).toMatch(reason);
  });
});

describe('addresses that are known by themselves', () => {
  it.each([
    [
      'https://www.gov.uk/search/all?keywords=county+lines&order=relevance',
      'govuk-search',
      'https://www.gov.uk/api/search.json',
      'q=county lines',
    ],
    [
      'https://www.gov.uk/search/policy-papers-and-consultations?organisations[]=ofsted',
      'govuk-search',
      'https://www.gov.uk/api/search.json',
      'filter_organisations=ofsted',
    ],
    [
      'https://www.gov.uk/government/organisations/ofsted',
      'govuk-organisation-feed',
      'https://www.gov.uk/government/organisations/ofsted.atom',
      null,
    ],
    [
      'https://www.gov.uk/government/organisations/ofsted.atom',
      'govuk-organisation-feed',
      'https://www.gov.uk/government/organisations/ofsted.atom',
      null,
    ],
    [
      'https://democracy.marlby.gov.uk/mgCommitteeDetails.aspx?ID=1170',
      'moderngov',
      'https://democracy.marlby.gov.uk/',
      'CId=1170',
    ],
    [
      'https://democracy.marlby.gov.uk/ieListMeetings.aspx?CommitteeId=1170',
      'moderngov',
      'https://democracy.marlby.gov.uk/',
      'CId=1170',
    ],
    [
      'https://democracy.marlby.gov.uk/ieDocSearch.aspx?SS=child+exploitation',
      'moderngov',
      'https://democracy.marlby.gov.uk/',
      'SS=child exploitation',
    ],
    [
      'https://europepmc.org/search?query=%22county%20lines%22',
      'europepmc',
      'https://www.ebi.ac.uk/europepmc/webservices/rest/search',
      'query="county lines"',
    ],
    [
      'https://api.openalex.org/works?search=grooming&page=2',
      'openalex',
      'https://api.openalex.org/works',
      'search=grooming',
    ],
    [
      'https://search.crossref.org/?q=child+exploitation',
      'crossref',
      'https://api.crossref.org/works',
      'query=child exploitation',
    ],
    [
      'https://eprints.marlby.ac.uk/cgi/oai2?verb=ListRecords&set=social',
      'oai-pmh',
      'https://eprints.marlby.ac.uk/cgi/oai2',
      'set=social',
    ],
    [
      'https://marlby.example/blog/wp-json/wp/v2/posts',
      'wordpress',
      'https://marlby.example/blog/',
      null,
    ],
    [
      'imaps://mail.example.org/Newsletters',
      'mailbox',
      'imaps://mail.example.org/Newsletters',
      null,
    ],
  ])('takes %s as %s', (address, kind, url, query) => {
    expect(recognise(new URL(address))).toEqual({ kind, url, query });
  });

  it.each([
    'https://www.gov.uk/government/publications/working-together',
    'https://www.gov.uk/government/organisations/ofsted/about',
    'https://marlby.example/',
    'https://marlby.example/reviews.aspx',
  ])('leaves %s to be looked at', (address) => {
    expect(recognise(new URL(address))).toBeNull();
  });
});

describe.each(databaseKinds)('adding a source on %s', (kind) => {
  it('begins with an address, and is done after a look at what it brings', async () => {
    const it = await aSite({ ...pages, '/news.xml': ['application/rss+xml', feedOf(many)] }, kind);
    const app = appUnderTest(it.services, () => base);
    const session = await openSession(it.services.fork(), await givenUser(it.em()), 'test');
    const headers = { cookie: `skylark=${session}`, origin: base };
    const get = async (path: string) => (await app.request(`${base}${path}`, { headers })).text();
    const post = (path: string, fields: Record<string, string>) =>
      app.request(`${base}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });

    const first = await get('/sources/add');
    const wrong = await post('/sources/look', { address: 'the partnership' });
    const asked = await post('/sources/look', { address: `${it.at}/news.xml` });
    const path = asked.headers.get('location') ?? '';
    const waiting = await get(path);
    await it.worker.requests();
    const shown = await get(path);
    const shownIn = (name: string) =>
      new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(shown)?.[1] ?? '';
    const added = await post('/sources/add', {
      ...Object.fromEntries(
        ['name', 'publisher', 'url', 'query', 'previewId'].map((name) => [name, shownIn(name)]),
      ),
      kind: 'feed',
      mayShow: 'link',
      next: 'another',
    });

    expect(first).toContain('Address to watch');
    expect(first).not.toContain('What kind of source is it?');
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('href="#address"');
    expect(waiting).toContain('Looking what is there');
    expect(shown).toContain('Read as <strong>Feed (RSS, Atom, JSON)</strong>');
    expect(shown).toContain('4 publications are offered.');
    expect(shown).toContain('17 September 2026');
    expect(shown).toMatch(/<details class="govuk-details"><summary[^>]*><span[^>]*>Kind, address/);
    expect(added.headers.get('location')).toBe('/sources/add');
    const source = await it.em().findOneOrFail(Source, { url: `${it.at}/news.xml` });
    expect(source).toMatchObject({ kind: 'feed', isPaused: false, name: 'Marlby' });
    expect(await get(path)).toContain('It is watched already, as');
    expect(
      await it
        .em()
        .count(AuditEntry, { action: { $in: ['source.preview-requested', 'source.added'] } }),
    ).toBe(3);
  });
});

it('starts paused where nobody saw what it would bring', async () => {
  const it = await aSite(pages);
  const app = appUnderTest(it.services, () => base);
  const session = await openSession(it.services.fork(), await givenUser(it.em()), 'test');
  const headers = { cookie: `skylark=${session}`, origin: base };

  await app.request(`${base}/sources/add`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({
      kind: 'feed',
      name: 'Unseen',
      publisher: 'Marlby',
      url: `${it.at}/news.xml`,
      mayShow: 'link',
    }),
  });

  expect(await it.em().findOneOrFail(Source, { name: 'Unseen' })).toMatchObject({ isPaused: true });
});
