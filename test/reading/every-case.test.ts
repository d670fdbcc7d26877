import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlanFile } from '#shared/plans/files/read-plan-file.ts';
import { textOfPlanFile } from '#shared/plans/files/text-of-plan-file.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { linksOfMail } from '#worker/connectors/mailbox/links-of-mail.ts';
import { retrievePage } from '#worker/obtaining/retrieve-page.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';
import { aSiteOfPublications } from '../support/loopback/site-of-publications.ts';

const cases = '../shared/cases';
const at = (folder: string, file: string) => path.join(cases, folder, file);
const bytesOf = (folder: string, file: string) => new Uint8Array(readFileSync(at(folder, file)));

/** Signs that no reader sees inside a word, and the one that stands for what could not be read. */
const neverLeft = /[\u00ad\u200b\u2060\ufeff\ufffd]/;

const elsewhere = `<!doctype html><title>The page</title><main><h1>The page</h1><p>${'What the partnership learned from the review. '.repeat(12)}</p></main>`;

/** A file of a folder as any site has it: {base} stands for the site's address. */
async function siteOf(folder: string): Promise<string> {
  const site = await loopbackServer((request, response) => {
    const file = at(folder, path.basename(new URL(request.url ?? '/', 'http://x').pathname));
    // What the cases lead on to is not all among them.
    if (!existsSync(file)) return void response.end(elsewhere);
    const type = file.endsWith('.xml') ? 'text/xml' : 'text/html';
    response
      .writeHead(200, { 'content-type': type })
      .end(readFileSync(file, 'utf8').replaceAll('{base}', site.url));
  });
  return site.url;
}

function isOfWords(pages: { text: string }[]): void {
  const text = pages.map((page) => page.text).join('\n');
  expect(text).toMatch(/\p{L}{3}/u);
  expect(text).not.toMatch(neverLeft);
}

async function isReadToItsWords(folder: string, file: string): Promise<void> {
  const url = `https://partnership.example/${file}`;
  isOfWords((await readDocument(bytesOf(folder, file), { url })).pages);
}

/**
 * What holds of any file of a kind, whatever it is about. The right values of those that are known stand
 * in the tests of their subjects; one that is added to a folder is tried by this at once.
 */
const holds: Record<string, (file: string) => Promise<void>> = {
  documents: (file) => isReadToItsWords('documents', file),

  async pages(file) {
    const offer = offerOf({ key: 'a', url: `${await siteOf('pages')}/${file}`, title: 'A' });
    const { documents } = await retrievePage(offer, await connectorTools());
    isOfWords(documents.flatMap(({ reading }) => reading?.pages ?? []));
  },

  async csv(file) {
    const text = textOfPlanFile(bytesOf('csv', file));
    expect(text).not.toContain('\ufffd');
    const { rows, problems } = readPlanFile(text, { concepts: new Map() });
    expect(rows.length + problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatchObject({ message: expect.any(String) });
    for (const row of rows) expect(row.text).not.toBe('');
  },

  async mail(file) {
    const { readers } = await connectorTools();
    const { offers } = await linksOfMail(bytesOf('mail', file), readers);
    expect(offers.length).toBeGreaterThan(0);
    for (const { title, url } of offers) {
      expect(title.trim()).not.toBe('');
      expect(url).toMatch(/^https?:\/\//);
      expect(title).not.toMatch(
        /^(unsubscribe|view (it )?in (your )?browser|update preferences)$/i,
      );
    }
  },

  async oai(file) {
    const tools = await connectorTools({ now: '2026-11-27T12:00:00Z' });
    const { offers } = await visit(aSource('oai-pmh', `${await siteOf('oai')}/${file}`), tools);
    expect(offers.length).toBeGreaterThan(0);
    for (const { publishedOn } of offers) expect((publishedOn ?? '') <= '2026-11-27').toBe(true);
  },

  async sitemap(file) {
    const isFeed = /<(rss|feed)\b/.test(readFileSync(at('sitemap', file), 'utf8'));
    const source = aSource('sitemap', `${await siteOf('sitemap')}/${file}`);
    const reading = visit(source, await connectorTools());
    if (isFeed) return expect(reading).rejects.toMatchObject({ name: 'SourceFailure' });
    const { offers } = await reading;
    expect(offers.length).toBeGreaterThan(0);
    expect(offers.every(({ url }) => /^http:\/\/127\./.test(url))).toBe(true);
  },

  async identity(file) {
    if (file.endsWith('.html')) return isReadToItsWords('identity', file);
    const site = await aSiteOfPublications('sqlite');
    const xml = readFileSync(at('identity', file), 'utf8').replaceAll('{base}', site.url);
    site.site.pages.set('/', elsewhere);
    for (const [, sent = ''] of xml.matchAll(/<link>[^<]*?\/\/[^/<]+(\/[^<#]*)/g)) {
      if (sent !== '/') site.site.pages.set(sent, { status: 301, location: '/' });
    }
    site.site.answer = (_request, response) => void response.end(xml);
    site.later(200);
    await site.scan();
    const titles = (await site.publications()).map(({ title }) => title).sort();
    const offered = [...xml.matchAll(/<item>[\s\S]*?<title>([^<]+)<\/title>/g)].map(
      ([, one]) => one,
    );
    expect(titles).toEqual(offered.sort());
  },
};

describe.skipIf(!existsSync(cases))(
  'every file of ../shared/cases (skipped where they are absent)',
  () => {
    const entries = existsSync(cases) ? readdirSync(cases, { withFileTypes: true }) : [];
    const folders = entries.filter((one) => one.isDirectory()).map(({ name }) => name);
    const files = folders.flatMap((folder) =>
      readdirSync(path.join(cases, folder)).map((file): [string, string] => [folder, file]),
    );

    it('is of a kind that is tried', () => {
      expect(folders.filter((folder) => !holds[folder])).toEqual([]);
    });

    it.each(files)('%s/%s holds what holds of its kind', async (folder, file) => {
      await holds[folder]?.(file);
    });
  },
);
