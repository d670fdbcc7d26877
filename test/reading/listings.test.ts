import { describe, expect, it } from 'vitest';
import { readListing } from '#worker/reading/listing/read-listing.ts';

const read = (html: string) =>
  readListing(
    new TextEncoder().encode(
      `<!doctype html><html><head><title>Reviews</title></head><body><main><h1>Reviews</h1>${html}<p>Page last updated 1 May 2026</p></main></body></html>`,
    ),
    { url: 'https://partnership.example/reviews' },
  ).links.map(({ title, publishedOn }) => [title, publishedOn]);

const both = [
  ['Child A', '2026-11-27'],
  ['Child B', '2026-10-03'],
];

describe('a listing page', () => {
  it.each([
    [
      'li > a + time',
      `<ul><li><a href="/a">Child A</a> <time datetime="2026-11-27">Friday</time></li><li><a href="/b">Child B</a> <time>3 October 2026</time></li></ul>`,
    ],
    [
      'li > h3 > a',
      `<ul><li><h3><a href="/a">Child A</a></h3><p>Published 27 November 2026</p></li><li><h3><a href="/b">Child B</a></h3><p>Published 3rd October 2026</p></li></ul>`,
    ],
    [
      'article > h2 > a + time',
      `<article><h2><a href="/a">Child A</a></h2><time datetime="2026-11-27T09:00:00Z">27 Nov</time><p>On transport.</p></article><article><h2><a href="/b">Child B</a></h2><time datetime="2026-10-03">3 Oct</time></article>`,
    ],
    [
      'article with links to tags and a file',
      `<article><a href="/tag/x">Licensing</a><h2><a href="/a">Child A</a></h2><span class="date">27/11/2026</span><a href="/a.pdf">Summary</a></article><article><a href="/tag/y">Health</a><h2><a href="/b">Child B</a></h2><span class="date">03/10/2026</span><a href="/b.pdf">Summary</a></article>`,
    ],
    [
      'tr > td > a',
      `<table><tr><th>Review</th><th>Published</th></tr><tr><td><a href="/a">Child A</a></td><td>27/11/2026</td></tr><tr><td><a href="/b">Child B</a></td><td>03-10-2026</td></tr></table>`,
    ],
    [
      'tr with two links',
      `<table><tr><td>27 Nov 2026</td><td><a href="/a">Child A</a></td><td><a href="/a2">Briefing A</a></td></tr><tr><td>3 Oct 2026</td><td><a href="/b">Child B</a></td><td><a href="/b2">Briefing B</a></td></tr></table>`,
    ],
    [
      'dt > a + dd',
      `<dl><dt><a href="/a">Child A</a></dt><dd>27 November 2026</dd><dt><a href="/b">Child B</a></dt><dd>3 October 2026</dd></dl>`,
    ],
    [
      'dt with the date + dd > a',
      `<dl><dt>27 November 2026</dt><dd><a href="/a">Child A</a></dd><dt>3 October 2026</dt><dd><a href="/b">Child B</a></dd></dl>`,
    ],
    [
      'flat, the date behind',
      `<div><h3><a href="/a">Child A</a></h3><p>27 November 2026</p><h3><a href="/b">Child B</a></h3><p>3 October 2026</p></div>`,
    ],
    [
      'flat, the date in front',
      `<div><p>27 November 2026</p><h3><a href="/a">Child A</a></h3><p>3 October 2026</p><h3><a href="/b">Child B</a></h3></div>`,
    ],
    [
      'lines of a paragraph',
      `<p><a href="/a">Child A</a> – 27 November 2026<br><a href="/b">Child B</a> – 3 October 2026</p>`,
    ],
    [
      'lines of a paragraph, the date in front',
      `<p>27.11.2026 <a href="/a">Child A</a><br>03.10.2026 <a href="/b">Child B</a></p>`,
    ],
    [
      'under headings',
      `<h2>27 November 2026</h2><ul><li><a href="/a">Child A</a></li></ul><h2>3 October 2026</h2><ul><li><a href="/b">Child B</a></li></ul>`,
    ],
    [
      'in Welsh',
      `<ul><li><strong><a href="/a">Child A</a></strong> Cyhoeddwyd 27 Tachwedd 2026</li><li><strong><a href="/b">Child B</a></strong> Cyhoeddwyd 3 Hydref 2026</li></ul>`,
    ],
    [
      'cards of divs',
      `<div class="cards"><div><div><span><a href="/a">Child A</a></span></div><div>27 November 2026</div></div><div><div><span><a href="/b">Child B</a></span></div><div>3 October 2026</div></div></div>`,
    ],
  ])('tells the day in the markup %s', (_, html) => {
    expect(read(html).filter(([title]) => /^Child/.test(String(title)))).toEqual(both);
  });

  it('takes no day of the page, nor one that cannot be, for that of an entry', () => {
    expect(
      read(
        '<ul><li><a href="/a">Child A</a></li><li><a href="/b">Child B</a> 31 June 2026</li></ul>',
      ),
    ).toEqual([
      ['Child A', null],
      ['Child B', null],
    ]);
  });
});
