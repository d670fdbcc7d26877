import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { decode } from '#shared/text/decode.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';
import { type Figure, rounded } from './figures.ts';

const corpora = '../shared/corpora';

interface Case {
  id: string;
  file: string;
  url: string;
  expect: {
    text?: string;
    title?: string | null;
    date_published?: string | null;
    with?: string[];
    without?: string[];
  };
}

interface Made {
  text: string;
  title: string | null;
  /** "YYYY-MM-DD". */
  day: string | null;
}

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();
const tokens = (text: string) => text.normalize('NFKC').toLowerCase().match(/\w+/gu) ?? [];

/** Of token multisets, after NFKC and lower case. */
function f1(expected: string, made: string): number {
  const left = new Map<string, number>();
  for (const token of tokens(expected)) left.set(token, (left.get(token) ?? 0) + 1);
  const of = tokens(made);
  let shared = 0;
  for (const token of of) {
    const count = left.get(token) ?? 0;
    if (count > 0) {
      shared += 1;
      left.set(token, count - 1);
    }
  }
  const all = tokens(expected).length + of.length;
  return all === 0 ? 1 : (2 * shared) / all;
}

/** Our own reading path. */
async function ours(bytes: Uint8Array, url: string): Promise<Made> {
  const reading = await readDocument(bytes, { url, mediaType: 'text/html' });
  return {
    text: reading.pages.map(({ text }) => text).join('\n'),
    title: reading.title,
    day: reading.publishedOn,
  };
}

/** Readability with linkedom, nothing else. */
async function readability(bytes: Uint8Array): Promise<Made> {
  const { document } = parseHTML(decode(bytes));
  const article = new Readability(document as unknown as Document).parse();
  return {
    text: article?.textContent ?? '',
    title: article?.title ?? null,
    day: article?.publishedTime?.slice(0, 10) ?? null,
  };
}

const makers: Record<string, (bytes: Uint8Array, url: string) => Promise<Made>> = {
  '': ours,
  '.readability': readability,
};

function casesOf(suite: string): Case[] {
  const { cases } = JSON.parse(readFileSync(`${corpora}/${suite}/manifest.json`, 'utf8')) as {
    cases: Case[];
  };
  return cases.filter(({ file }) => existsSync(`${corpora}/${suite}/${file}`));
}

const bytesOf = (suite: string, { file }: Case) => {
  const bytes = readFileSync(`${corpora}/${suite}/${file}`);
  return new Uint8Array(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
};

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const nothing: Made = { text: '', title: null, day: null };

/** Article text, titles and dates of real pages, beside Readability alone in the same run. */
export async function articles(): Promise<Figure[]> {
  if (!existsSync(`${corpora}/html-aeb`)) {
    console.error('The corpora are not there (../shared/corpora): nothing was measured.');
    return [];
  }
  const figures: Figure[] = [];
  for (const [name, make] of Object.entries(makers)) {
    const reference = name ? {} : { reference: 'Readability alone' };
    const made = async (suite: string, one: Case) =>
      make(bytesOf(suite, one), one.url).catch(() => nothing);

    const scores: number[] = [];
    for (const one of casesOf('html-aeb')) {
      scores.push(f1(one.expect.text ?? '', (await made('html-aeb', one)).text));
    }
    figures.push({
      name: `aeb.f1${name}`,
      value: rounded(mean(scores), 4),
      unit: 'mean token F1',
      ...(name ? {} : { aim: '≥ 0.943' }),
      ...reference,
    });

    let [wanted, kept, unwanted, leftOut] = [0, 0, 0, 0];
    for (const one of casesOf('html-trafilatura')) {
      const text = squeeze((await made('html-trafilatura', one)).text);
      const has = (snippet: string) => text.includes(squeeze(snippet));
      wanted += one.expect.with?.length ?? 0;
      kept += one.expect.with?.filter(has).length ?? 0;
      unwanted += one.expect.without?.length ?? 0;
      leftOut += one.expect.without?.filter((snippet) => !has(snippet)).length ?? 0;
    }
    figures.push(
      { name: `trafilatura.kept${name}`, value: rounded(kept / wanted), unit: 'share' },
      { name: `trafilatura.leftOut${name}`, value: rounded(leftOut / unwanted), unit: 'share' },
    );

    const count = { titles: 0, ofTitles: 0, dates: 0, ofDates: 0 };
    for (const suite of ['html-readability', 'html-postlight']) {
      for (const one of casesOf(suite)) {
        const { title, day } = await made(suite, one);
        if (one.expect.title) {
          count.ofTitles += 1;
          count.titles += squeeze(title ?? '') === squeeze(one.expect.title) ? 1 : 0;
        }
        if (one.expect.date_published) {
          count.ofDates += 1;
          const exact = new Date(one.expect.date_published).getTime();
          // A day: expectations are instants, pages in many zones.
          const days = day ? Math.abs(Date.parse(`${day}T12:00:00Z`) - exact) / 86_400_000 : 9;
          count.dates += days <= 1 ? 1 : 0;
        }
      }
    }
    figures.push(
      { name: `titles${name}`, value: rounded(count.titles / count.ofTitles), unit: 'share' },
      { name: `dates${name}`, value: rounded(count.dates / count.ofDates), unit: 'share' },
    );
  }
  return figures;
}
