import Parser from 'rss-parser';
import type { RawEntry, RawFeed, RawLink } from './raw-feed.ts';

/** What xml2js leaves of an element: text, or an object with text under `_` and attributes under `$`. */
function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return text(value[0]);
  if (value && typeof value === 'object') return text((value as { _?: unknown })._);
  return null;
}

function linksOf(value: unknown): RawLink[] {
  const all = Array.isArray(value) ? value : value ? [value] : [];
  return all.flatMap((one) => {
    if (typeof one === 'string') return { href: one };
    const { href, rel, type } = (one?.$ ?? {}) as Record<string, string | undefined>;
    const address = href ?? text(one);
    return address ? { href: address, rel, type } : [];
  });
}

const present = (values: (string | null | undefined)[]) =>
  values.filter((value): value is string => !!value);

/** Made anew for each feed: none is to remember the one before. */
const openParser = () =>
  new Parser({
    customFields: {
      feed: ['ttl'],
      item: [
        ['link', 'links', { keepArray: true }],
        ['published', 'published'],
        ['updated', 'updated'],
        ['dc:date', 'dcDate'],
        ['dc:creator', 'dcCreator'],
        ['content:encoded', 'encoded'],
        ['summary', 'summaryText'],
        ['description', 'descriptionText'],
      ],
    },
  });

function entryOf(item: Record<string, unknown>): RawEntry {
  const guid = text(item.guid);
  const given = linksOf(item.links);
  const links = given.length > 0 ? given : linksOf(item.link);
  return {
    ids: present([guid, text(item.id)]),
    permalink: guid && /^https?:/i.test(guid) ? guid : null,
    links,
    title: text(item.title) === null ? null : { value: text(item.title) ?? '' },
    summary: {
      value: text(item.descriptionText) ?? text(item.summaryText) ?? text(item.summary) ?? '',
    },
    content: {
      value: text(item.encoded) ?? text(item['content:encoded']) ?? text(item.content) ?? '',
    },
    published: present([
      text(item.pubDate),
      text(item.published),
      text(item.dcDate),
      text(item.isoDate),
    ]),
    updated: present([text(item.updated)]),
    authors: present([text(item.author), text(item.creator), text(item.dcCreator)]),
    categories: Array.isArray(item.categories) ? present(item.categories.map(text)) : [],
    enclosures: item.enclosure
      ? [
          {
            href: String((item.enclosure as { url?: string }).url ?? ''),
            type: (item.enclosure as { type?: string }).type,
          },
        ]
      : [],
    base: null,
  };
}

/** Reads with rss-parser what feedsmith refuses. Throws what it throws. */
export async function withRssParser(given: string): Promise<RawFeed> {
  const feed = (await openParser().parseString(given)) as unknown as Record<string, unknown> & {
    items: Record<string, unknown>[];
  };
  return {
    format: /<feed[\s>]/.test(given) ? 'atom' : /<rdf:RDF/i.test(given) ? 'rdf' : 'rss',
    title: text(feed.title) === null ? null : { value: text(feed.title) ?? '' },
    description: text(feed.description) === null ? null : { value: text(feed.description) ?? '' },
    links: linksOf(feed.link),
    language: text(feed.language),
    ttlMinutes: Number(text(feed.ttl)) > 0 ? Number(text(feed.ttl)) : null,
    base: null,
    authors: [],
    entries: feed.items.map(entryOf),
  };
}
