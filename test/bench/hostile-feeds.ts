import { readdirSync, readFileSync, statSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { SourceFailure } from '#shared/errors.ts';
import { readDate } from '#shared/text/dates.ts';
import { openReaders } from '#worker/reading/apart/open-readers.ts';
import { readFeed } from '#worker/reading/feed/read-feed.ts';
import { type Figure, rounded } from './figures.ts';

const base = 'http://example.org/feed';
const say = (what: string, id: string, why: unknown) => {
  if (process.env.BENCH_VERBOSE) console.error(what, id, why);
};

const json = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;

/** Instants of dates; "any" must only be read, null refused; of some either will do. */
function dates(corpora: string): Figure {
  const { cases } = json<{ cases: { input: string; expected: string | null }[] }>(
    `${corpora}/dates/dates.json`,
  );
  const settled = cases.filter(({ expected }) => expected !== 'any-or-null');
  const held = settled.filter(({ input, expected }) => {
    const date = readDate(input);
    const second = date && Math.floor(date.getTime() / 1000);
    const isHeld =
      expected === null
        ? date === null
        : expected === 'any'
          ? date !== null
          : second === Math.floor(Date.parse(expected) / 1000);
    if (!isHeld) say('date', input, `expected ${expected}, read ${date?.toISOString() ?? null}`);
    return isHeld;
  });
  return {
    name: 'dates.held',
    value: rounded(held.length / settled.length),
    unit: `share of ${settled.length} dates`,
    aim: '≥ 0.95',
  };
}

const activeElements =
  'script, style, iframe, frame, frameset, object, embed, applet, form, input, button, select, textarea, meta, link, base, svg, math, audio, video, source, template, noscript';

/** What of this markup could run or fetch something by itself. */
function activeIn(markup: string): string[] {
  const { document } = parseHTML(`<!doctype html><html><body>${markup}</body></html>`);
  const found = [...document.body.querySelectorAll(activeElements)].map(({ tagName }) => tagName);
  for (const element of document.body.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const address = [...value].filter((letter) => letter > ' ').join('');
      if (/^on/i.test(name) || /^(style|srcdoc|action|formaction|xmlns)$/i.test(name)) {
        found.push(name);
      } else if (/^(javascript|vbscript|data|file|mocha|livescript|feed):/i.test(address)) {
        found.push(`${name}="${value}"`);
      }
    }
  }
  return found;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Markup as the content of an entry, read as the product reads it. */
async function sanitised(corpora: string): Promise<Figure> {
  const { cases } = json<{ cases: { id: string; input: string }[] }>(
    `${corpora}/sanitize/vectors.json`,
  );
  let clean = 0;
  for (const { id, input } of cases) {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>f</id><entry><id>1</id><title>t</title><link href="http://example.org/1"/><content type="html">${escaped(input)}</content></entry></feed>`;
    const { entries } = await readFeed(new TextEncoder().encode(feed), { url: base });
    const left = activeIn(entries[0]?.contentHtml ?? '');
    if (left.length === 0) clean += 1;
    else say('active', id, left);
  }
  return {
    name: 'sanitize.clean',
    value: rounded(clean / cases.length, 4),
    unit: `share of ${cases.length} fragments with nothing active left`,
    aim: '1',
  };
}

/** Pages that must lead to a feed. */
async function discovered(corpora: string): Promise<Figure> {
  const folder = `${corpora}/discovery-w3c`;
  const { cases } = json<{ cases: { id: string; file: string; feedFile: string | null }[] }>(
    `${folder}/manifest.json`,
  );
  const readers = await openReaders();
  let found = 0;
  // The suite's own table of contents leads nowhere.
  const pages = cases.filter(({ file }) => !file.endsWith('/index.html'));
  for (const { id, file, feedFile } of pages) {
    const bytes = new Uint8Array(readFileSync(`${folder}/${file}`));
    const { feeds } = await readers.readListing(bytes, { url: `http://example.org/${file}` });
    const [first = ''] = feeds;
    // Where the suite's copy has no feed, the page's name tells which it leads to.
    const theirs = feedFile ?? file.replace(/\.html$/, '.xml');
    if (first.split('/').at(-1) === theirs.split('/').at(-1)) found += 1;
    else say('discovery', id, feeds);
  }
  await readers.close();
  return {
    name: 'discovery.found',
    value: rounded(found / pages.length),
    unit: `share of ${pages.length} pages whose first feed is theirs`,
    aim: '1',
  };
}

/** Seconds one hostile feed may take. */
const deadlineSeconds = 20;

/** Hostile feeds: each is read, or refused with a sentence, within its time and memory. */
async function adversarial(corpora: string): Promise<Figure[]> {
  const folder = `${corpora}/adversarial`;
  const files = readdirSync(folder).filter((file) => file.endsWith('.xml'));
  const readers = await openReaders({ deadlineSeconds, processes: 1 });
  const before = process.memoryUsage.rss();
  let [ended, slowest, peak] = [0, 0, before];
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  for (const file of files) {
    const bytes = new Uint8Array(readFileSync(`${folder}/${file}`));
    const startedAt = performance.now();
    let refused: SourceFailure | null = null;
    try {
      await readers.readFeed(bytes, { url: base });
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      refused = error;
    }
    const taken = performance.now() - startedAt;
    slowest = Math.max(slowest, taken);
    // Stopped from outside, or ended by itself: neither is an answer.
    const isBroken =
      refused &&
      (['too-slow', 'too-large'].includes(refused.reason) || /our reader/.test(refused.message));
    if (!isBroken) ended += 1;
    say(
      'adversarial',
      file,
      `${Math.round(taken)} ms, ${statSync(`${folder}/${file}`).size} bytes. ${refused?.message ?? 'read'}`,
    );
  }
  clearInterval(watch);
  await readers.close();
  return [
    {
      name: 'adversarial.ended',
      value: rounded(ended / files.length),
      unit: `share of ${files.length} read or refused with a reason`,
      aim: '1',
    },
    { name: 'adversarial.slowest', value: Math.round(slowest), unit: 'ms' },
    {
      name: 'adversarial.memory',
      value: Math.round((peak - before) / 1_048_576),
      unit: 'MiB more than before',
    },
  ];
}

/** Odd dates, active markup, pages instead of feeds, hostile files. */
export async function hostileFeeds(corpora: string): Promise<Figure[]> {
  return [
    dates(corpora),
    await sanitised(corpora),
    await discovered(corpora),
    ...(await adversarial(corpora)),
  ];
}
