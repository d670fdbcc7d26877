import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { decodeHTML } from 'entities';
import { decode } from '#shared/text/decode.ts';
import { normaliseFeed } from '#worker/reading/feed/normalise-feed.ts';
import { readFeed } from '#worker/reading/feed/read-feed.ts';
import { withFeedsmith } from '#worker/reading/feed/with-feedsmith.ts';
import { withRssParser } from '#worker/reading/feed/with-rss-parser.ts';
import type { FeedReading } from '#worker/reading/reading.ts';
import { type Figure, rounded } from './figures.ts';
import { hostileFeeds } from './hostile-feeds.ts';

const corpora = '../shared/corpora';
const real = new Set([
  'fastfeedparser',
  'feedjira',
  'feedrs',
  'netnewswire',
  'nodefeedparser',
  'simplepie',
  'uk',
]);

interface Item {
  [field: string]: unknown;
}
interface Case {
  id: string;
  file: string;
  /** A page, or nothing at all: to be refused, not read. */
  notFeed?: boolean;
  expect?: { feed?: Item; itemCount?: number; items?: Item[]; error?: unknown };
}
type Compared = { field: string; ok: boolean }[];
interface Checker {
  check(expect: object, given: object): Compared;
  decodeEntitiesWith(decode: (text: string) => string): void;
}

/** The address that the readers are told: the corpora do not keep the real ones. */
const base = 'http://example.org/feed';

/**
 * Links that the suites expect as they stand in the feed are resolved as a reader of feeds has to:
 * against the address of the feed.
 */
function resolved(expect: NonNullable<Case['expect']>): NonNullable<Case['expect']> {
  const absolute = (item: Item): Item =>
    typeof item.link === 'string' && item.link && URL.canParse(item.link, base)
      ? { ...item, link: new URL(item.link, base).href }
      : item;
  return {
    ...expect,
    ...(expect.feed ? { feed: absolute(expect.feed) } : {}),
    ...(expect.items ? { items: expect.items.map(absolute) } : {}),
  };
}

/** In the shape that the comparison takes. */
const asGiven = (feed: FeedReading) => ({
  feed: { title: feed.title, link: feed.homeUrl, description: feed.description },
  items: feed.entries.map((entry) => ({
    title: entry.title,
    link: entry.url,
    id: entry.id,
    published: entry.publishedAt?.toISOString() ?? null,
    updated: entry.updatedAt?.toISOString() ?? null,
    summary: entry.summary,
    content: entry.contentHtml,
    author: entry.authors[0] ?? null,
    raw: null,
  })),
});

const readers: Record<string, (bytes: Uint8Array, url: string) => Promise<FeedReading>> = {
  '': (bytes, url) => readFeed(bytes, { url }),
  'rss-parser': async (bytes, url) =>
    normaliseFeed(await withRssParser(decode(bytes)), url, 'rss-parser'),
  feedsmith: async (bytes, url) => normaliseFeed(withFeedsmith(decode(bytes)), url, 'feedsmith'),
};

interface Score {
  expected: number;
  held: number;
  files: number;
  read: number;
}

/** Feeds read and field expectations held, over the corpora beside the checkout. */
export async function feeds(): Promise<Figure[]> {
  if (!existsSync(`${corpora}/check.mjs`)) {
    console.error('The corpora are not there (../shared/corpora): nothing was measured.');
    return [];
  }
  const checker = (await import(
    new URL(`../../${corpora}/check.mjs`, import.meta.url).href
  )) as Checker;
  checker.decodeEntitiesWith(decodeHTML);
  const suites = readdirSync(corpora).filter((folder) => folder.startsWith('feeds-'));
  const figures: Figure[] = [];
  for (const [name, read] of Object.entries(readers)) {
    const scores = new Map<string, Score>();
    const missed = new Map<string, number>();
    for (const suite of suites) {
      const { cases } = JSON.parse(readFileSync(`${corpora}/${suite}/manifest.json`, 'utf8')) as {
        cases: Case[];
      };
      const score: Score = { expected: 0, held: 0, files: 0, read: 0 };
      scores.set(suite.replace('feeds-', ''), score);
      for (const { id, file, notFeed, expect } of cases) {
        if (!expect || expect.error || notFeed) continue;
        const wanted = resolved(expect);
        const bytes = new Uint8Array(readFileSync(`${corpora}/${suite}/${file}`));
        const nothing = checker.check(wanted, { feed: {}, items: [] });
        score.files += 1;
        score.expected += nothing.length;
        try {
          const compared = checker.check(wanted, asGiven(await read(bytes, base)));
          score.read += 1;
          score.held += compared.filter(({ ok }) => ok).length;
          for (const { field, ok } of compared) {
            if (ok || name) continue;
            const key = `${suite.replace('feeds-', '')}.${field}`;
            missed.set(key, (missed.get(key) ?? 0) + 1);
            if (process.env.BENCH_VERBOSE) console.error(id, field);
          }
        } catch {
          if (process.env.BENCH_VERBOSE && !name) console.error(id, 'not read');
        }
      }
    }
    const sum = (only: (suite: string) => boolean) =>
      [...scores]
        .filter(([suite]) => only(suite))
        .reduce(
          (all, [, one]) => ({
            expected: all.expected + one.expected,
            held: all.held + one.held,
            files: all.files + one.files,
            read: all.read + one.read,
          }),
          { expected: 0, held: 0, files: 0, read: 0 },
        );
    const end = name ? `.${name}` : '';
    const [reals, all] = [sum((suite) => real.has(suite)), sum(() => true)];
    figures.push(
      {
        name: `real.fields${end}`,
        value: rounded(reals.held / reals.expected, 5),
        unit: 'share',
        ...(name ? {} : { aim: '≥ 0.999' }),
      },
      {
        name: `all.fields${end}`,
        value: rounded(all.held / all.expected, 5),
        unit: 'share',
        ...(name ? {} : { aim: '≥ 0.99' }),
      },
      { name: `all.files${end}`, value: rounded(all.read / all.files, 5), unit: 'share' },
    );
    if (name) continue;
    for (const [suite, score] of scores) {
      figures.push({
        name: `${suite}.fields`,
        value: rounded(score.held / score.expected, 5),
        unit: 'share',
      });
    }
    for (const [field, count] of [...missed].sort(([, a], [, b]) => b - a).slice(0, 20)) {
      figures.push({ name: `missed.${field}`, value: count, unit: 'expectations' });
    }
  }
  return [...figures, ...(await hostileFeeds(corpora))];
}
