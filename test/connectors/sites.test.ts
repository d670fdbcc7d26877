import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

/** A site of fixed answers by path (with its query, or without); a number is a status. */
async function aSite(pages: (url: string) => Record<string, string | Buffer | number>) {
  let answers: Record<string, string | Buffer | number> = {};
  const server = await loopbackServer((request, response) => {
    const path = request.url ?? '/';
    const found = answers[path] ?? answers[path.split('?')[0] ?? ''];
    if (found === undefined) response.writeHead(404).end();
    else if (typeof found === 'number') response.writeHead(found).end();
    else {
      const text = found.toString();
      const type =
        text.startsWith('[') || text.startsWith('{')
          ? 'application/json'
          : /^\s*<(!doctype html|html)/i.test(text)
            ? 'text/html'
            : 'application/xml';
      response.writeHead(200, { 'content-type': type }).end(found);
    }
  });
  answers = pages(server.url);
  return server;
}

const listing = `<!doctype html><html><head><title>Case reviews</title>
  <link rel="alternate" type="application/rss+xml" href="/feed/"></head><body>
  <header><a href="/">Home</a><a href="/contact">Contact</a></header>
  <nav><a href="/about">About us</a></nav>
  <main><h1>Case reviews</h1><ul class="reviews">
    <li><h3>Child R: learning about county lines</h3><p>Published 3 September 2026</p><a href="/reviews/child-r">Read more</a></li>
    <li><a href="/reviews/child-s?utm_source=site">Child S: transport and licensing</a> <time datetime="2026-08-12">12 August</time></li>
    <li><a href="/reviews/child-s#summary">Summary</a></li>
    <li><a href="/files/annual-report.pdf">Annual report</a> (01/07/2026)</li>
    <li><a href="https://elsewhere.example/x">Another site</a></li>
  </ul><a href="mailto:a@b.example">Mail us</a></main>
  <footer><a href="/privacy">Privacy</a></footer></body></html>`;

describe('a listing page', () => {
  it('offers the links of its main part with the title and date beside them', async () => {
    const site = await aSite(() => ({ '/reviews': listing }));
    const reading = await visit(aSource('page', `${site.url}/reviews`), await connectorTools());
    expect(reading.offers.map(({ title, publishedOn }) => [title, publishedOn])).toEqual([
      ['Child R: learning about county lines', '2026-09-03'],
      ['Child S: transport and licensing', '2026-08-12'],
      ['Annual report', '2026-07-01'],
    ]);
    expect(reading.found).toBe('A web page, “Case reviews”, with 3 links.');
    expect(reading.warnings[0]).toContain(`${site.url}/feed/`);
  });

  it('takes only links inside a selector, and only those that match', async () => {
    const site = await aSite(() => ({ '/reviews': listing }));
    const tools = await connectorTools();
    const chosen = await visit(
      aSource('page', `${site.url}/reviews`, { query: 'selector=.reviews li:last-child' }),
      tools,
    );
    expect(chosen.offers.map(({ url }) => url)).toEqual(['https://elsewhere.example/x']);
    const matching = await visit(
      aSource('page', `${site.url}/reviews`, { query: 'match=county lines|annual' }),
      tools,
    );
    expect(matching.offers.map(({ title }) => title)).toEqual([
      'Child R: learning about county lines',
      'Annual report',
    ]);
    expect(matching.found).toContain('of which 2 match');
  });

  it('says in plain words that nothing was found, and that a selector is none', async () => {
    const site = await aSite(() => ({
      '/': '<!doctype html><html><body><main>Soon.</main></body></html>',
    }));
    const tools = await connectorTools();
    await expect(visit(aSource('page', `${site.url}/`), tools)).rejects.toThrow(
      /No link was found .* outside its navigation/,
    );
    await expect(
      visit(aSource('page', `${site.url}/`, { query: 'selector=li[[' }), tools),
    ).rejects.toThrow('“li[[” is not a CSS selector.');
  });
});

describe('a sitemap', () => {
  const urls = (site: string, paths: [string, string][]) =>
    `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
      .map(([path, changed]) => `<url><loc>${site}${path}</loc><lastmod>${changed}</lastmod></url>`)
      .join('')}</urlset>`;

  it('is found through robots.txt, unpacked, and followed through its index', async () => {
    const site = await aSite((url) => ({
      '/robots.txt': `User-agent: *\nSitemap: ${url}/maps/index.xml\n`,
      '/maps/index.xml': `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${url}/maps/a.xml.gz</loc></sitemap><sitemap><loc>${url}/maps/b.xml</loc></sitemap><sitemap><loc>${url}/maps/broken.xml</loc></sitemap></sitemapindex>`,
      '/maps/a.xml.gz': gzipSync(
        urls(url, [
          ['/reviews/child-r-lcspr', '2026-09-01'],
          ['/about', '2020-01-01'],
        ]),
      ),
      '/maps/b.xml': urls(url, [
        ['/exploitation/disruption_toolkit.html', '2026-09-10T10:00:00+01:00'],
      ]),
      '/maps/broken.xml': 500,
    }));
    const reading = await visit(
      aSource('sitemap', `${site.url}/`, { query: 'paths=review|cspr|exploitation' }),
      await connectorTools(),
    );
    expect(reading.offers.map(({ title, updatedAt }) => [title, updatedAt])).toEqual([
      ['disruption toolkit', '2026-09-10T09:00:00.000Z'],
      ['child r lcspr', '2026-09-01T00:00:00.000Z'],
    ]);
    expect(reading.found).toBe('A sitemap of 3 addresses, of which 2 match.');
    expect(reading.warnings.join()).toContain('broken.xml answered 500');
  });

  const offered = async (pages: Parameters<typeof aSite>[0], path = '/sitemap.xml') => {
    const site = await aSite(pages);
    const reading = await visit(aSource('sitemap', `${site.url}${path}`), await connectorTools());
    return {
      ...reading,
      paths: reading.offers.map(({ url }) => url.replace(site.url, '')),
      warnings: reading.warnings.map((warning) => warning.replaceAll(site.url, '')),
    };
  };

  it('is read where lists are nested, mixed, or have no namespace', async () => {
    const { paths, found } = await offered((url) => ({
      '/sitemap.xml': `<urlset><urlset><url><loc>${url}/a</loc></url><urlset><url><loc><![CDATA[${url}/b?x=1&y=2]]></loc></url></urlset></urlset><sitemap><loc>${url}/more.xml</loc></sitemap></urlset>`,
      '/more.xml': `<sitemapindex><sitemapindex><url><loc>${url}/c</loc></url><sitemap><loc>${url}/sitemap.xml</loc></sitemap></sitemapindex></sitemapindex>`,
    }));

    expect(paths.sort()).toEqual(['/a', '/b?x=1&y=2', '/c']);
    expect(found).toBe('A sitemap of 3 addresses.');
  });

  it('may name addresses from its own place', async () => {
    const { paths } = await offered(
      () => ({
        '/maps/index.xml':
          '<sitemapindex><sitemap><loc>pages.xml</loc></sitemap><sitemap><loc>/top.xml</loc></sitemap></sitemapindex>',
        '/maps/pages.xml':
          '<urlset><url><loc>../reviews/r</loc></url><url><loc>mailto:a@b.example</loc></url><url><loc></loc></url></urlset>',
        '/top.xml': '<urlset><url><loc> /news/n </loc></url></urlset>',
      }),
      '/maps/index.xml',
    );

    expect(paths).toEqual(['/reviews/r', '/news/n']);
  });

  it('may be a text of one address a line', async () => {
    const { paths } = await offered(
      (url) => ({ '/urls.txt': `\ufeff${url}/a\r\n\r\n  ${url}/b  \n${url}/c` }),
      '/urls.txt',
    );

    expect(paths).toEqual(['/a', '/b', '/c']);
  });

  it('is no text of other lines', async () => {
    const pages = () => ({ '/urls.txt': 'https://a.example/\nSome words' });

    await expect(offered(pages, '/urls.txt')).rejects.toThrow(/XML/);
  });

  it('offers a page of several files once, as it was changed last', async () => {
    const { offers, found } = await offered((url) => ({
      '/sitemap.xml': `<sitemapindex><sitemap><loc>${url}/1.xml</loc></sitemap><sitemap><loc>${url}/2.xml</loc></sitemap></sitemapindex>`,
      '/1.xml': urls(url, [['/a', '2026-01-01']]),
      '/2.xml': urls(url, [['/a/', '2026-05-08 08:30:08 PM']]),
    }));

    expect(offers.map(({ updatedAt }) => updatedAt)).toEqual(['2026-05-08T20:30:08.000Z']);
    expect(found).toBe('A sitemap of 1 addresses.');
  });

  it.each([
    [
      'a feed',
      '<rss version="2.0"><channel><title>t</title></channel></rss>',
      /^\/bad.xml is a feed, and was left out/,
    ],
    [
      'a web page',
      '<!doctype html><html><body>Gone</body></html>',
      /^\/bad.xml answered with a web page/,
    ],
    ['something else', 'Service unavailable', /^\/bad.xml /],
    ['missing', 404, /^\/bad.xml answered 404/],
    ['nothing', '', /^\/bad.xml /],
  ])('loses no other file to one that is %s, wherever it stands', async (_, bad, warning) => {
    for (const order of [
      ['bad', 'good'],
      ['good', 'bad'],
    ]) {
      const { paths, warnings } = await offered(
        (url) => ({
          '/robots.txt': order.map((name) => `Sitemap: ${url}/${name}.xml`).join('\n'),
          '/bad.xml': bad,
          '/good.xml': urls(url, [['/a', '2026-01-01']]),
        }),
        '/',
      );

      expect(paths).toEqual(['/a']);
      expect(warnings).toEqual([expect.stringMatching(warning)]);
    }
  });

  it('says when the address is a web page or something else', async () => {
    const site = await aSite(() => ({
      '/sitemap.xml': '<!doctype html><html><body>No</body></html>',
      '/map.xml': '<rss/>',
    }));
    const tools = await connectorTools();
    await expect(visit(aSource('sitemap', `${site.url}/sitemap.xml`), tools)).rejects.toThrow(
      /web page, not with XML|well-formed/,
    );
    await expect(visit(aSource('sitemap', `${site.url}/map.xml`), tools)).rejects.toThrow(
      'is XML, but not a sitemap',
    );
  });
});

describe('a WordPress site', () => {
  const post = (url: string, number: number) => ({
    id: number,
    date_gmt: '2026-07-31T23:30:00',
    modified_gmt: '2026-08-02T10:00:00',
    link: `${url}/news/post-${number}/`,
    title: { rendered: `Post ${number} &#8211; exploitation &amp; harm` },
    excerpt: { rendered: '<p>What we <em>learned</em>.</p>' },
  });

  it('is read by its REST interface, page by page', async () => {
    const site = await aSite((url) => {
      const posts = Array.from({ length: 130 }, (_, at) => post(url, at + 1));
      const asked = (page: number) =>
        `/wp-json/wp/v2/posts?search=exploitation&per_page=100&page=${page}&orderby=modified&_fields=id%2Cdate_gmt%2Cmodified_gmt%2Clink%2Ctitle%2Cexcerpt`;
      return {
        [asked(1)]: JSON.stringify(posts.slice(0, 100)),
        [asked(2)]: JSON.stringify(posts.slice(100)),
      };
    });
    const reading = await visit(
      aSource('wordpress', `${site.url}/`, { query: 'search=exploitation' }),
      await connectorTools(),
    );
    expect(reading.offers).toHaveLength(130);
    expect(reading.offers[0]).toMatchObject({
      title: 'Post 1 – exploitation & harm',
      summary: 'What we learned.',
      publishedOn: '2026-08-01',
      updatedAt: '2026-08-02T10:00:00.000Z',
    });
  });

  it('is read by its feed where the interface is closed, under the same keys', async () => {
    const rss = (url: string) =>
      `<rss version="2.0"><channel><title>News</title><link>${url}</link><description>d</description><item><title>Post 1</title><link>${url}/news/post-1/</link><guid isPermaLink="false">${url}/?p=1</guid></item></channel></rss>`;
    const open = await aSite((url) => ({ '/wp-json/wp/v2/posts': JSON.stringify([post(url, 1)]) }));
    const tools = await connectorTools();
    const byRest = await visit(aSource('wordpress', open.url), tools);
    const closed = await aSite((url) => ({ '/wp-json/wp/v2/posts': 401, '/feed/': rss(url) }));
    const byFeed = await visit(aSource('wordpress', closed.url), tools);
    expect(byFeed.offers.map(({ key }) => key.replace(/:\d+/, ''))).toEqual(
      byRest.offers.map(({ key }) => key.replace(/:\d+/, '')),
    );
    expect(byFeed.warnings.join(' ')).toMatch(/answered 401.* Its feed was read instead\./);
  });
});

describe('a feed given by the address of a web page', () => {
  const rss =
    '<rss version="2.0"><channel><title>Marlby news</title><link>/</link><description>d</description><item><title>A</title><link>/a</link></item></channel></rss>';
  const page = (head: string) =>
    `<!doctype html><html><head>${head}</head><body><main>Welcome</main></body></html>`;

  it('is found where the page declares it, and its address is kept', async () => {
    const site = await aSite(() => ({
      '/': page('<link rel="alternate" type="application/rss+xml" href="/news.rss">'),
      '/news.rss': rss,
    }));
    const reading = await visit(aSource('feed', `${site.url}/`), await connectorTools());
    expect(reading.movedTo).toBe(`${site.url}/news.rss`);
    expect(reading.offers).toHaveLength(1);
    expect(reading.warnings.join()).toContain('is a web page; the feed it leads to was read');
  });

  it('is found at the usual places', async () => {
    const site = await aSite(() => ({ '/': page(''), '/rss.xml': rss }));
    const reading = await visit(aSource('feed', `${site.url}/`), await connectorTools());
    expect(reading.movedTo).toBe(`${site.url}/rss.xml`);
  });

  it('is not exchanged for another once it was read', async () => {
    const site = await aSite(() => ({
      '/': page('<link rel="alternate" type="application/rss+xml" href="/comments.rss">'),
      '/comments.rss': rss,
    }));
    await expect(
      visit(
        aSource('feed', `${site.url}/`, { lastSucceededAt: new Date('2026-09-01') }),
        await connectorTools(),
      ),
    ).rejects.toThrow(/This is a web page, not a feed. It names a feed at .*comments.rss/);
  });
});
