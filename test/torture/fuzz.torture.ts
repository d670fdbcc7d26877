import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { contentFile } from '#demo/publisher/load-content.ts';
import { SourceFailure } from '#shared/errors.ts';
import { openReaders } from '#worker/reading/apart/open-readers.ts';
import { type Fuzzed, fuzzFolder, read } from '../support/fuzzed.ts';
import { randomNumbers } from './random-numbers.ts';

const seconds = Number(process.env.TORTURE_SECONDS ?? 300);
const seed = Number(process.env.TORTURE_SEED ?? Date.now() % 1_000_000);
const deadlineSeconds = 10;

const text = (value: string) => new TextEncoder().encode(value);

const rss = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News &amp; more</title><link>https://a.example/</link>${'<item><title>One &#8211; two</title><link>/one</link><guid isPermaLink="false">1</guid><pubDate>Mon, 07 Sep 2026 09:00:00 BST</pubDate><dc:creator>A</dc:creator><description><![CDATA[<p>Text <b>bold</b></p>]]></description><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded></item>'.repeat(5)}</channel></rss>`;
const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <i>b</i></div></title>${'<entry><id>urn:1</id><title>One</title><link rel="alternate" type="text/html" href="one"/><updated>2026-09-07T09:00:00Z</updated><summary type="html">&lt;p&gt;x</summary></entry>'.repeat(5)}</feed>`;
const json = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'J',
  items: [
    {
      id: '1',
      url: 'https://a.example/1',
      content_html: '<p>x</p>',
      date_published: '2026-09-07T09:00:00Z',
    },
  ],
});
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Review | Site</title><meta name="description" content="d"><link rel="canonical" href="/r"><script type="application/ld+json">{"@type":"Article","headline":"Review","datePublished":"2026-09-07"}</script></head><body><nav><a href="/">Home</a></nav><main><article><h1>Review</h1>${'<p>Learning about return home interviews and county lines, in many words that make an article.</p>'.repeat(20)}<table><tr><td>1</td></tr></table><a href="a.pdf">File</a></article></main></body></html>`;
const sitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${'<url><loc>https://a.example/x</loc><lastmod>2026-09-01</lastmod></url>'.repeat(20)}</urlset>`;

const seeds: { kind: Fuzzed; bytes: Uint8Array }[] = [
  { kind: 'feed', bytes: text(rss) },
  { kind: 'feed', bytes: text(atom) },
  { kind: 'feed', bytes: text(json) },
  { kind: 'feed', bytes: new Uint8Array(gzipSync(rss)) },
  { kind: 'page', bytes: text(page) },
  { kind: 'listing', bytes: text(page) },
  { kind: 'xml', bytes: text(sitemap) },
  { kind: 'pdf', bytes: contentFile('wexborough-minutes.pdf') },
  { kind: 'docx', bytes: contentFile('seven-minutes-on-cuckooing.docx') },
];

/** What breaks readers of markup, of archives and of numbers. */
const tokens = [
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
  '&a;',
  '&#x0;',
  '&#xFFFFFFFF;',
  '<',
  '>',
  '</',
  '"',
  "'",
  '<item>',
  '</item>',
  '<p'.repeat(200),
  '<div>'.repeat(2000),
  '\u0000',
  '\ufeff',
  '\ud800',
  '<svg><style><!--',
  '<script>',
  '%%EOF',
  'endobj',
  'stream\n',
  '/Length 99999999999',
  '<< /Kids [1 0 R] >>',
  'PK\u0003\u0004',
  '\u001f\u008b',
].map((token) => new TextEncoder().encode(token));

function mutated(given: Uint8Array, random: () => number): Uint8Array {
  const pick = (most: number) => Math.floor(random() * most);
  let bytes = Uint8Array.from(given);
  for (let times = 1 + pick(6); times > 0; times -= 1) {
    const at = pick(bytes.length);
    const other = pick(bytes.length);
    const [from, to] = [Math.min(at, other), Math.max(at, other)];
    switch (pick(6)) {
      case 0:
        for (let flips = 1 + pick(20); flips > 0; flips -= 1) bytes[pick(bytes.length)] = pick(256);
        break;
      case 1:
        bytes = bytes.slice(0, Math.max(1, at));
        break;
      case 2:
        bytes = Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(to)]);
        break;
      case 3:
        bytes = Uint8Array.from([
          ...bytes.subarray(0, to),
          ...bytes.subarray(from, Math.min(to, from + 5000)),
          ...bytes.subarray(to),
        ]);
        break;
      default:
        bytes = Uint8Array.from([
          ...bytes.subarray(0, at),
          ...(tokens[pick(tokens.length)] ?? []),
          ...bytes.subarray(at),
        ]);
    }
    if (bytes.length === 0) return Uint8Array.of(pick(256));
  }
  return bytes;
}

it(`reads or refuses ${seconds} seconds of damaged files (seed ${seed})`, async () => {
  const random = randomNumbers(seed);
  const readers = await openReaders({ processes: 1, deadlineSeconds, memoryMegabytes: 512 });
  onTestFinished(() => readers.close());
  const until = Date.now() + seconds * 1000;
  const counts = { read: 0, refused: 0, fault: 0 };
  const findings: string[] = [];
  while (Date.now() < until) {
    const one = seeds[Math.floor(random() * seeds.length)];
    if (!one) continue;
    const { kind, bytes: whole } = one;
    const bytes = mutated(whole, random);
    try {
      await read(readers, kind, bytes);
      counts.read += 1;
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      const isFinding =
        error.reason === 'too-slow' ||
        error.reason === 'too-large' ||
        /our reader/.test(error.message);
      if (!isFinding) counts.refused += 1;
      else {
        counts.fault += 1;
        const name = `${kind}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
        findings.push(`${name}: ${error.message}`);
        mkdirSync(fuzzFolder, { recursive: true });
        writeFileSync(new URL(name, fuzzFolder), bytes);
      }
    }
  }
  console.log(`fuzz: ${JSON.stringify(counts)}`);
  expect(findings).toEqual([]);
});
