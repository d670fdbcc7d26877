import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentFile } from '#demo/publisher/load-content.ts';
import { legibleText } from '#shared/text/legible-text.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';
import { plainText } from '#worker/reading/feed/plain-text.ts';
import { readFeed } from '#worker/reading/feed/read-feed.ts';
import { readListing } from '#worker/reading/listing/read-listing.ts';
import { readXml } from '#worker/reading/read-xml.ts';
import { aWordDocument } from '../support/word-document.ts';

const url = 'https://partnership.example/a';
const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = async (given: Uint8Array) =>
  (await readDocument(given, { url })).pages.map(({ text }) => text).join('\n');
const sentence =
  'The partnership heard from parents and practitioners about risk outside the home. ';
const page = (inside: string) =>
  bytes(
    `<!doctype html><html><head><title>T</title></head><body><nav><a href="/">Home</a></nav><main><h1>Learning</h1><p>${sentence.repeat(3)}</p>${inside}</main></body></html>`,
  );

describe('a page with closed panels', () => {
  it.each([
    [
      'tabs',
      `<ul role="tablist"><li><a role="tab" href="#two">Two</a></li></ul><div id="two" class="tab-pane" style="display: none"><p>MARK ${sentence}</p></div>`,
    ],
    [
      'a button that controls',
      `<button aria-controls="x1" aria-expanded="false">More</button><section id="x1" hidden><p>MARK ${sentence}</p></section>`,
    ],
    [
      'a heading in front',
      `<h2><button aria-expanded="false">What we found</button></h2><div hidden><p>MARK ${sentence}</p></div>`,
    ],
    ['until found', `<div hidden="until-found"><p>MARK ${sentence}</p></div>`],
    ['details', `<details><summary>MARK terms</summary><p>${sentence}</p></details>`],
    [
      'a Bootstrap collapse',
      `<a data-bs-toggle="collapse" data-bs-target="#c1">Open</a><div class="collapse" id="c1"><p>MARK ${sentence}</p></div>`,
    ],
    [
      'text that only screen readers are not told',
      `<div aria-hidden="true"><p>MARK ${sentence}</p></div>`,
    ],
    [
      'panels in panels',
      `<div class="accordion" hidden><div class="accordion-item" hidden><p>MARK ${sentence}</p></div></div>`,
    ],
  ])('(%s) is read whole', async (_, inside) => {
    expect(await textOf(page(inside))).toContain('MARK');
  });

  it.each([
    ['nobody can open', `<div hidden><p>MARK ${sentence}</p></div>`],
    ['a script would show', `<div style="display:none"><p>MARK ${sentence}</p></div>`],
    ['is a dialogue', `<div role="dialog" hidden class="panel"><p>MARK ${sentence}</p></div>`],
    [
      'is a menu',
      `<nav><button aria-controls="m1">Menu</button><ul id="m1" hidden><li>MARK ${sentence}</li></ul></nav>`,
    ],
    ['is a template', `<template><p>MARK ${sentence}</p></template>`],
    ['is a sign', '<p>Plain. <span aria-hidden="true">MARK</span></p>'],
  ])('(%s) leaves it out', async (_, inside) => {
    expect(await textOf(page(inside))).not.toContain('MARK');
  });

  it('keeps the words of its switches as headings', async () => {
    const { pages } = await readDocument(
      page(
        `<h2><button aria-expanded="false">What we found</button></h2><div hidden><p>${sentence}</p></div>`,
      ),
      { url },
    );
    expect(pages[0]?.text).toContain('What we found\n\nThe partnership heard');
  });
});

it('takes the fuller article where the first attempt is short', async () => {
  const teaser = `<div class="story"><p>${sentence.repeat(2)}</p></div>`;
  const rest = `<div class="sidebar-related"><p>${`The whole review, MARK, ${sentence}`.repeat(8)}</p></div>`;
  expect(await textOf(bytes(`<html><body>${teaser}${rest}</body></html>`))).toContain('MARK');
});

describe('invisible characters', () => {
  const odd =
    'Safe\u00adguar\u200bding \u202ein\u202c the\ufeff o\ufb03ce: e\u2011scooter, cafe\u0301';
  const plain = 'Safeguarding in the office: e-scooter, café';

  it('leave text, and what has a meaning stays', () => {
    expect(legibleText(odd)).toBe(plain);
    expect(legibleText('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect(legibleText('👩\u200d👧')).toBe('👩\u200d👧');
    expect(legibleText('a\tb\nc')).toBe('a\tb\nc');
    expect(legibleText('con\u200dtext')).toBe('context');
  });

  it('leave what every reader reads, titles too', async () => {
    const html = bytes(
      `<html><head><meta charset="utf-8"><title>${odd}</title></head><body><main><h1>${odd}</h1><p>${odd} ${sentence.repeat(3)}</p></main></body></html>`,
    );
    const document = await readDocument(html, { url, mediaType: 'text/html' });
    expect([document.title, document.pages[0]?.text.includes(plain)]).toEqual([plain, true]);

    const { pages } = await readDocument(bytes(odd), { url, mediaType: 'text/plain' });
    expect(pages[0]?.text).toBe(plain);

    const item = `<item><title>${odd}</title><link>/1</link><description>${odd}</description></item>`;
    const { entries } = await readFeed(
      bytes(
        `<rss version="2.0"><channel><title>${odd}</title><link>/</link><description>d</description>${item}</channel></rss>`,
      ),
      { url },
    );
    expect(entries).toMatchObject([{ title: plain, summary: plain }]);

    const links = bytes(
      `<html><head><meta charset="utf-8"></head><body><main><a href="/1">${odd}</a></main></body></html>`,
    );
    expect(readListing(links, { url }).links).toMatchObject([{ title: plain }]);
    expect(readXml(bytes(`<a>${odd}</a>`), { url }).text).toBe(plain);
    expect(offerOf({ key: `k\u00ad`, url, title: odd, summary: odd })).toMatchObject({
      key: 'k\u00ad',
      title: plain,
      summary: plain,
    });

    const word = aWordDocument(`<w:p><w:r><w:t>${odd}</w:t></w:r></w:p>`);
    expect(await textOf(word)).toBe(plain);
  });
});

describe('a Word document', () => {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const paragraph = (inside: string) => `<w:p>${inside}</w:p>`;
  const box = (text: string) => `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`;
  const drawn = (text: string) =>
    `<w:drawing><wp:inline><wps:wsp><wps:txbx>${box(text)}</wps:txbx></wps:wsp></wp:inline></w:drawing>`;

  const read = (body: string) => textOf(aWordDocument(body));

  it.each([
    ['in a drawing', drawn('BOX words')],
    [
      'in both forms',
      `<mc:AlternateContent><mc:Choice Requires="wps">${drawn('BOX words')}</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>${box('BOX words')}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>`,
    ],
    [
      'in the old form',
      `<w:pict><v:shape><v:textbox>${box('BOX words')}</v:textbox></v:shape></w:pict>`,
    ],
    ['as WordArt', '<w:pict><v:shape><v:textpath string="BOX words"/></v:shape></w:pict>'],
  ])('is read with its text box %s, once', async (_, inside) => {
    expect(
      await read(
        paragraph(`${run('Before &amp; beside')}<w:r>${inside}</w:r>`) + paragraph(run('After')),
      ),
    ).toBe('Before & beside\n\nBOX words\n\nAfter');
  });

  it.each([
    '<w:br w:type="page"/>',
    '<w:br w:type="column"/>',
    '<w:br/>',
    '<w:cr/>',
    '<w:tab/>',
    '<w:ptab/>',
  ])('parts the words beside %s', async (sign) => {
    expect(await read(paragraph(`<w:r><w:t>one</w:t>${sign}<w:t>two</w:t></w:r>`))).toMatch(
      /^one\s+two$/,
    );
  });

  it('is read with the value of a field, which stands within it', async () => {
    const field = `<w:fldSimple w:instr=" DOCPROPERTY Title ">${run('THE TITLE')}</w:fldSimple>`;
    expect(await read(paragraph(`${run('As in ')}${field}${run(', p. 4')}`))).toBe(
      'As in THE TITLE, p. 4',
    );
  });

  it('is read with formulas, and without what was deleted', async () => {
    expect(
      await read(
        paragraph(
          `${run('Rate ')}<m:oMath><m:r><m:t>n/N</m:t></m:r></m:oMath><w:del><w:r><w:delText>gone</w:delText>${drawn('gone')}</w:r></w:del><w:ins>${run(' rose')}</w:ins>`,
        ),
      ),
    ).toBe('Rate n/N rose');
  });

  it('is read with its tables, footnotes and diagrams', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(run(text))}</w:tc>`;
    const text = await textOf(
      aWordDocument(
        `${paragraph(`${run(sentence)}<w:r><w:footnoteReference w:id="2"/></w:r>`)}<w:tbl><w:tr>${cell('Return')}${cell('CELL 46')}</w:tr></w:tbl>`,
        {
          footnotes: `<w:footnote w:id="2">${paragraph(run('The NOTE itself.'))}</w:footnote>`,
          parts: {
            'word/diagrams/data1.xml':
              '<d:dataModel xmlns:d="d" xmlns:a="a"><d:pt><d:t><a:p><a:r><a:t>STEP one</a:t></a:r></a:p></d:t></d:pt></d:dataModel>',
          },
        },
      ),
    );
    expect(text).toContain('The NOTE itself.');
    expect(text).toMatch(/Return\s+CELL 46/);
    expect(text).toContain('STEP one');
  });
});

describe('a PDF', () => {
  it('in a Chinese font that is not in the file is read', async () => {
    const leaflet = new Uint8Array(readFileSync('test/reading/fixtures/chinese-leaflet.pdf'));
    expect(await textOf(leaflet)).toBe('儿童保护指南 儿童性剥削');
  });

  const drawnPage = (content: string, resources = '') => {
    const objects = [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<<${resources}>>>>`,
      `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    ];
    return bytes(
      `%PDF-1.4\n${objects.map((one, at) => `${at + 1} 0 obj\n${one}\nendobj\n`).join('')}trailer\n<</Root 1 0 R>>\n`,
    );
  };

  it('is a scan only where there are pictures', async () => {
    const picture = 'q 99 0 0 99 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q';
    const scan = await readDocument(drawnPage(picture), { url });
    const blank = await readDocument(drawnPage('0 0 m 50 50 l S'), { url });
    expect(scan.textProblem).toContain('is a scan');
    expect(blank.textProblem).toContain('has no text');
  });
});

it.each([
  ['Guidance &lt;draft&gt; now', 'Guidance <draft> now'],
  ['The &lt;b&gt;whole&lt;/b&gt; review', 'The whole review'],
  ['Write to &lt;jo@partnership.example&gt;', 'Write to <jo@partnership.example>'],
  ['<p>On <em>county lines</em></p><o:p></o:p>', 'On county lines'],
  ['Children <5 years> old', 'Children <5 years> old'],
  ['<script>x</script>Title', 'Title'],
  ['The &lt;em&gt; element', 'The <em> element'],
])('reads %j as %j', (given, plain) => {
  expect(plainText(given)).toBe(plain);
});

it('reads items of RSS 1.0 that stand inside the channel', async () => {
  const item = (number: number) =>
    `<item rdf:about="https://a.example/${number}"><title>Review ${number}</title><link>https://a.example/${number}</link></item>`;
  const feed = `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel rdf:about="https://a.example/"><title>T</title><link>https://a.example/</link><description>d</description><items><rdf:Seq/></items>${item(1)}</channel>${item(2)}</rdf:RDF>`;
  const { entries, title } = await readFeed(bytes(feed), { url });
  expect([title, entries.map((entry) => entry.title)]).toEqual(['T', ['Review 1', 'Review 2']]);
});

describe('readers', () => {
  const feeds = '../shared/corpora/feeds-feedparser';
  const ours: [string, () => unknown][] = [
    [
      'entities',
      () => readXml(bytes('<!DOCTYPE a [<!ENTITY org "Northmere">]><a>&org;</a>'), { url }),
    ],
    ['no entities', () => readXml(bytes('<a>&org;</a>'), { url })],
    [
      'a feed with entities',
      () =>
        readFeed(
          bytes(
            '<!DOCTYPE rss [<!ENTITY org "Northmere">]><rss version="2.0"><channel><title>T</title><link>/</link><description>d</description><item><title>&org;</title><link>/1</link></item></channel></rss>',
          ),
          { url },
        ),
    ],
    [
      'a feed without',
      () =>
        readFeed(
          bytes(
            '<rss version="2.0"><channel><title>T</title><link>/</link><description>d</description><item><title>&org;</title><link>/1</link></item></channel></rss>',
          ),
          { url },
        ),
    ],
    ['a PDF', () => readDocument(contentFile('hidden-in-transit.pdf'), { url })],
    ['a page', () => readDocument(page('<details><summary>A</summary></details>'), { url })],
  ];
  const theirs: [string, () => unknown][] = existsSync(feeds)
    ? readdirSync(`${feeds}/files`, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(xml|rss|atom)$/.test(file))
        .slice(0, 300)
        .map((file) => [
          file,
          () => readFeed(new Uint8Array(readFileSync(`${feeds}/files/${file}`)), { url }),
        ])
    : [];

  it('remember nothing of the file before: twice, the other way round, gives the same', async () => {
    const all = [...ours, ...theirs];
    const read = async (files: typeof all) => {
      const made = new Map<string, string>();
      for (const [name, one] of files) {
        const reading = await Promise.resolve(one()).catch((error: Error) => error.message);
        made.set(name, JSON.stringify(reading));
      }
      return made;
    };
    const [first, second] = [await read(all), await read(all.toReversed())];
    for (const [name, reading] of first) expect([name, second.get(name)]).toEqual([name, reading]);
  });
});
