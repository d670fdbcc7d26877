import { describe, expect, it } from 'vitest';
import { contentFile, loadContent } from '#demo/publisher/load-content.ts';
import { articlePage } from '#demo/publisher/pages.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';

const url = 'https://marlby.example/reviews/one';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a web page', () => {
  const [content] = loadContent().filter(({ slug }) => slug === 'northmere-return-home');
  if (!content) throw new Error('the demonstration has no such page');
  const page = articlePage(content, new Date('2026-09-16T09:00:00Z'), url);

  it('is read as its article, without what surrounds it', async () => {
    const reading = await readDocument(bytes(page), { url, mediaType: 'text/html' });

    const text = reading.pages[0]?.text ?? '';
    expect(text).toContain('Take-up rose from 46 per cent');
    expect(text).not.toMatch(/cookies|Training this term|About us/);
  });

  it('says of itself what it is', async () => {
    expect(await readDocument(bytes(page), { url, mediaType: 'text/html' })).toMatchObject({
      title: 'Return home interviews in Northmere: what 214 conversations told us',
      publishedOn: '2026-09-16',
      publisher: 'Northmere Safeguarding Children Partnership',
      language: 'en-gb',
      canonicalUrl: url,
      textProblem: null,
    });
  });

  it('names the files its article links to', async () => {
    const html = page.replace(
      '</article>',
      '<p><a href="/files/review.pdf">The review</a></p></article>',
    );

    const { attachments } = await readDocument(bytes(html), { url, mediaType: 'text/html' });

    expect(attachments).toMatchObject([
      { url: 'https://marlby.example/files/review.pdf', title: 'The review' },
    ]);
  });
});

describe('a PDF', () => {
  it('is read by page, with its title and date', async () => {
    const reading = await readDocument(contentFile('seen-heard-joined-up.pdf'), {
      url,
      mediaType: 'application/octet-stream',
    });

    expect(reading).toMatchObject({
      mediaType: 'application/pdf',
      pageCount: 100,
      publishedOn: '2026-09-01',
      textProblem: null,
    });
    expect(reading.title).toContain('Seen, heard, joined up');
    expect(
      reading.pages
        .filter(({ text }) => text.includes('kitchen-table conversation model'))
        .map(({ number }) => number),
    ).toEqual([47]);
  });

  it('without text says that it is a scan', async () => {
    const reading = await readDocument(contentFile('wexborough-minutes.pdf'), { url });

    expect(reading.pages).toEqual([]);
    expect(reading.textProblem).toContain('scan');
  });

  it('that is damaged says so', async () => {
    const reading = await readDocument(bytes('%PDF-1.7\nnot much more'), { url });

    expect(reading.textProblem).toContain('damaged');
  });
});

it('reads a Word document with its headings', async () => {
  const reading = await readDocument(contentFile('seven-minutes-on-cuckooing.docx'), { url });

  expect(reading.title).toContain('Seven minutes on cuckooing');
  expect(reading.pages[0]?.text).toContain('New locks');
});

it.each([
  [Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), 'a picture'],
  [Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'an old Word'],
  [Uint8Array.from([]), 'empty'],
  [Uint8Array.from([0, 1, 2, 3]), 'of a kind we do not know'],
])('says what cannot be read', async (given, words) => {
  expect((await readDocument(given, { url })).textProblem).toContain(words);
});
