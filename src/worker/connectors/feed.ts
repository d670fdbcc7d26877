import type { Offer } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { FeedEntry, FeedReading } from '../reading/reading.ts';
import { type Connector, offerOf } from './connector.ts';

const formats = {
  rss: 'An RSS feed',
  rdf: 'An RDF feed',
  atom: 'An Atom feed',
  json: 'A JSON feed',
};

/** Longest key that the candidate table holds as it is. */
const longestKey = 600;

/** The entry's own id, else its address, else its words: never its place or date. */
function keyOf(entry: FeedEntry): string {
  const key = entry.id ?? (entry.url ? canonicalAddress(entry.url) : null);
  if (key && key.length <= longestKey) return key;
  return `sha256:${contentHash(key ?? `${entry.title}\n${entry.summary ?? ''}`)}`;
}

function offerOfEntry(entry: FeedEntry, feed: FeedReading, feedUrl: string): Offer {
  const published = entry.publishedAt ?? entry.updatedAt;
  return offerOf({
    key: keyOf(entry),
    url: entry.url ?? entry.enclosures[0]?.url ?? feed.homeUrl ?? feedUrl,
    title: entry.title,
    summary: entry.summary,
    publishedOn: published ? londonDay(published) : null,
    updatedAt: entry.updatedAt?.toISOString() ?? null,
    authors: entry.authors,
    categories: entry.categories,
    contentHtml: entry.contentHtml,
    attachments: entry.enclosures.map(({ url, mediaType }) => ({
      url,
      title: entry.title,
      mediaType,
    })),
  });
}

/** Entries that share an id but not an address are different things: some publishers repeat ids. */
function withDistinctKeys(offers: Offer[]): Offer[] {
  const byKey = new Map<string, Offer>();
  for (const offer of offers) {
    const other = byKey.get(offer.key);
    if (!other) byKey.set(offer.key, offer);
    else if (canonicalAddress(other.url) !== canonicalAddress(offer.url)) {
      const key = `${offer.key}#${contentHash(canonicalAddress(offer.url)).slice(0, 16)}`;
      byKey.set(key, { ...offer, key });
    }
  }
  return [...byKey.values()];
}

/** RSS, RDF, Atom and JSON Feed. */
export const feedConnector: Connector = {
  kind: 'feed',
  async read(source, { fetch, readers }) {
    const url = source.query ? `${source.url}?${encodeQuery(source.query)}` : source.url;
    const answer = await fetch({
      url,
      etag: source.etag ?? null,
      lastModified: source.lastModified ?? null,
      accept:
        'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
    });
    if (answer.notModified) return 'not-modified';

    const feed = await readers.readFeed(answer.body, { url: answer.url, charset: answer.charset });
    const moved = answer.redirects.length > 0 && answer.redirects.every((hop) => hop.permanent);
    const rest = Math.max(feed.ttlMinutes ?? 0, (answer.freshForSeconds ?? 0) / 60) / 60;
    return {
      offers: withDistinctKeys(feed.entries.map((entry) => offerOfEntry(entry, feed, answer.url))),
      etag: answer.etag,
      lastModified: answer.lastModified,
      httpStatus: answer.status,
      movedTo: moved && !source.query ? answer.url : null,
      restHours: rest > 0 ? rest : null,
      hasEnded: feed.entries.some((entry) => entry.id?.endsWith('/feed-ended') ?? false),
      found: `${formats[feed.format]}${feed.title ? `, “${feed.title}”` : ''}.`,
      warnings: feed.warnings,
    };
  },
};

/**
 * Readable, unencoded name=value pairs as an encoded query. An ampersand inside a value cannot be
 * written, which no source has needed.
 */
export function encodeQuery(query: string): string {
  return new URLSearchParams(
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      }),
  ).toString();
}
