import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { offerOf } from '#worker/connectors/connector.ts';
import { fetchDocument } from '#worker/obtaining/retrieve-document.ts';
import { retrievePage } from '#worker/obtaining/retrieve-page.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

const cases = '../shared/cases';
const wholePage = `<!doctype html><title>The page</title><main><h1>The page</h1><p>${'What the partnership learned from the review. '.repeat(12)}</p></main>`;

/** The cases as a site: {base} stands for its address. */
const aSite = async () => {
  const site = await loopbackServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    // The sitemaps name each other at the top of the site.
    const file =
      [`${cases}${path}`, `${cases}/sitemap${path}`].find((one) => existsSync(one)) ?? '';
    if (request.url === '/page/plain.html') response.end(wholePage);
    else if (file && statSync(file).isFile()) {
      response
        .writeHead(200, { 'content-type': file.endsWith('.xml') ? 'text/xml' : 'text/html' })
        .end(readFileSync(file, 'utf8').replaceAll('{base}', site.url));
    } else response.writeHead(404).end();
  });
  return site;
};

describe.skipIf(!existsSync(cases))(
  'the cases that went wrong (skipped where they are absent)',
  () => {
    const textOf = async (file: string) => {
      const bytes = new Uint8Array(readFileSync(`${cases}/${file}`));
      const reading = await readDocument(bytes, { url: 'https://partnership.example/x' });
      return reading.pages.map(({ text }) => text).join('\n');
    };

    it('a text box in a drawing is read', async () => {
      expect(await textOf('documents/textbox-drawing-only.docx')).toContain(
        'KEYFINDING Return interviews were late in most episodes.',
      );
    });

    it('words before and after a break are two words', async () => {
      expect(await textOf('documents/page-break.docx')).toMatch(/Page one text\s+PAGE2 by break/);
    });

    it('all panels of an accordion are read', async () => {
      const text = await textOf('pages/accordion.html');
      for (const word of ['Hiddenattr', 'Ariahidden', 'Detailselement', 'Bootstrapcollapse']) {
        expect(text).toContain(word);
      }
      expect(text).toMatch(/Findings[\s\S]+Recommendations[\s\S]+Terms of reference/);
    });

    it('words with invisible signs in them are whole', async () => {
      const text = await textOf('pages/soft-hyphen.html');
      for (const word of ['Practitioners', 'multi-agency', 'e-scooter', 'office']) {
        expect(text).toContain(word);
      }
    });

    it('a page that leads on is read as what it leads to', async () => {
      const { url } = await aSite();
      const offer = offerOf({ key: 'a', url: `${url}/pages/meta-refresh.html`, title: 'A' });
      const got = await retrievePage(offer, await connectorTools());
      expect(got.url).toBe(`${url}/page/plain.html`);
      expect(got.documents[0]?.reading?.pages[0]?.text).toContain('What the partnership learned');
    });

    it('a repository’s record bears the day of its issue', async () => {
      const { url } = await aSite();
      const reading = await visit(
        aSource('oai-pmh', `${url}/oai/dates.xml`),
        await connectorTools({ now: '2026-11-27T12:00:00Z' }),
      );
      expect(reading.offers.map(({ publishedOn }) => publishedOn)).toEqual([
        '2014-06-01',
        '2025-03-10',
      ]);
    });

    const pathsOf = async (file: string) => {
      const { url } = await aSite();
      const reading = await visit(
        aSource('sitemap', `${url}/sitemap/${file}`),
        await connectorTools(),
      );
      return {
        paths: reading.offers.map((offer) => offer.url.replace(url, '')).sort(),
        warnings: reading.warnings.map((warning) => warning.replaceAll(url, '')),
      };
    };

    it.each([
      ['nested.xml', ['/page/plain.html', '/page/second.html']],
      ['space.xml', ['/page/plain.html']],
    ])('the sitemap %s is read', async (file, paths) => {
      expect(await pathsOf(file)).toEqual({ paths, warnings: [] });
    });

    it('a feed among sitemaps is named, and the others are read', async () => {
      const { paths, warnings } = await pathsOf('index.xml');
      expect(paths).toEqual(['/page/plain.html', '/page/second.html']);
      expect(warnings).toEqual([expect.stringContaining('/feedmap.xml is a feed')]);
    });
  },
);

describe('a page that leads on', () => {
  const page = async (answer: (url: string) => string) => {
    const site = await loopbackServer((request, response) => {
      if (request.url === '/next') response.end(wholePage);
      else if (request.url === '/robots.txt') response.end('User-agent: *\nDisallow: /closed');
      else response.end(answer(site.url));
    });
    const tools = await connectorTools();
    return fetchDocument({ title: 'A', url: `${site.url}/one` }, tools);
  };
  const refresh = (content: string) =>
    `<!doctype html><head><meta http-equiv="Refresh" content="${content}"></head><body>Wait.</body>`;

  it.each(['0; url=/next', "0;URL='/next'", '5,/next', '  1 ;  url = next '])(
    'at once (%s) is followed',
    async (content) => {
      const got = await page(() => refresh(content));
      expect(got.finalUrl).toMatch(/\/next$/);
      expect(got.title).toBe('The page');
    },
  );

  it.each(['300', '600; url=/next', '0; url=/one', '0; url='])(
    'only to be fresh, or much later (%s), is read itself',
    async (content) => {
      expect((await page(() => refresh(content))).finalUrl).toMatch(/\/one$/);
    },
  );

  it('in a circle, or to what is no page, says so', async () => {
    let number = 0;
    const next = () => {
      number += 1;
      return refresh(`0; url=/again/${number}`);
    };
    await expect(page(next)).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('cannot be followed'),
    });
    await expect(page(() => refresh('0; url=javascript:alert(1)'))).rejects.toMatchObject({
      reason: 'unreadable',
    });
  });

  it('to what robots may not read is not followed there', async () => {
    await expect(page(() => refresh('0; url=/closed/x'))).rejects.toMatchObject({
      message: expect.stringContaining('asks automat'),
    });
  });
});
