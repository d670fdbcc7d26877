import type { Offer } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import { entryAddress, withoutStamp } from '#shared/text/address.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import { contentHash } from '#shared/text/hash.ts';
import { type Fetched, movedForGood } from '../fetch/fetch.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import { usualFeedAddresses } from '../reading/feed/find-feed-addresses.ts';
import type { FeedEntry, FeedReading } from '../reading/reading.ts';
import {
  type Connector,
  noAddress,
  offerOf,
  readingOf,
  type SourceReading,
  type Tools,
} from './connector.ts';
import { parametersOf } from './query.ts';

const formats = {
  rss: 'An RSS feed',
  rdf: 'An RDF feed',
  atom: 'An Atom feed',
  json: 'A JSON feed',
};

/** Addresses tried when a web page is given for a feed. */
const mostPlaces = 8;
/** Longest key that the candidate table holds as it is. */
const longestKey = 600;

/** The entry's own id, else its address, else its words: never its place or date. */
function keyOf(entry: FeedEntry): string {
  const id = entry.id ? withoutStamp(entry.id) : null;
  const key = id || (entry.url ? entryAddress(entry.url) : null);
  if (key && key.length <= longestKey) return key;
  return `sha256:${contentHash(key ?? `${entry.title}\n${entry.summary ?? ''}`)}`;
}

/** Whether an entry's id says no more than its address: then titles tell apart what share it. */
const isAddressOnly = ({ id, url }: FeedEntry): boolean =>
  !!url && (!id || entryAddress(withoutStamp(id)) === entryAddress(url));

function offerOfEntry(entry: FeedEntry): Offer {
  const published = entry.publishedAt ?? entry.updatedAt;
  return offerOf({
    key: keyOf(entry),
    url: entry.url ?? entry.enclosures[0]?.url ?? noAddress(keyOf(entry)),
    title: entry.title,
    summary: entry.summary || null,
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

/**
 * Entries without those that repeat another's id and address: the latest is kept, else the first.
 * Several that have nothing but one address are one only under one title, or as revisions of it.
 */
function withoutRepeats(entries: FeedEntry[]): FeedEntry[] {
  const time = ({ updatedAt }: FeedEntry) => updatedAt?.getTime() ?? 0;
  const same = Map.groupBy(entries, (entry) => `${keyOf(entry)} ${entryAddress(entry.url ?? '')}`);
  return [...same.values()].flatMap((repeats) => {
    const isTold = repeats.every(isAddressOnly) && new Set(repeats.map(time)).size === 1;
    const groups = isTold ? Map.groupBy(repeats, ({ title }) => plainTitle(title)) : null;
    return [...(groups?.values() ?? [repeats])].map((group) =>
      group.reduce((latest, one) => (time(one) > time(latest) ? one : latest)),
    );
  });
}

const accept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/** Whether bytes look like a web page, which is no feed however it was meant. */
const isWebPage = (body: Uint8Array) =>
  /^\s*(<!doctype html|<html[\s>]|<head[\s>])/i.test(
    new TextDecoder()
      .decode(body.subarray(0, 500))
      .replace(/^(<\?xml[^>]*>|<!--[\s\S]*?-->|\s)+/, ''),
  );

/**
 * The feed that a web page names, or has at one of the usual places.
 *
 * @returns null when none of them can be read
 */
async function discover(page: Fetched, { fetch, readers }: Tools) {
  const { feeds } = await readers.readListing(page.body, { url: page.url, charset: page.charset });
  const places = [...new Set([...feeds, ...usualFeedAddresses(page.url)])].slice(0, mostPlaces);
  for (const url of places) {
    try {
      const answer = await fetchWhole(fetch, { url, accept });
      if (isWebPage(answer.body)) continue;
      const feed = await readers.readFeed(answer.body, {
        url: answer.url,
        charset: answer.charset,
      });
      return { answer, feed };
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
    }
  }
  return null;
}

/** Words of a publisher who stops: as a title, not somewhere in one. */
const farewell =
  /^(?:this|our|the) (?:rss |atom |news )?(?:feed|blog|site|newsletter)(?: has| is|'s)? (?:been |now |no longer )*(?:ended|closed|discontinued|retired|being updated|updated|available|maintained)\b|^(?:feed|rss feed) (?:ended|closed|discontinued)\b/i;

/** What the feed says of its own end; null where it goes on. */
function endOf(feed: FeedReading): { isCertain: boolean; words: string } | null {
  const last = feed.entries.find((entry) => entry.id?.endsWith('/feed-ended'));
  if (last) return { isCertain: true, words: last.title || last.summary || 'This feed has ended' };
  const said = [feed.title, feed.description, feed.entries[0]?.title].find(
    (text) => text && farewell.test(text),
  );
  return said ? { isCertain: false, words: said } : null;
}

/** For whoever tests the source, or looks at a scan of it. */
const sentenceOfEnd = (end: NonNullable<ReturnType<typeof endOf>>): string =>
  end.isCertain
    ? `The feed says that it has ended: “${end.words}” Nothing new will come of it; look for what replaces it.`
    : `The feed seems to have ended. It says: “${end.words}”`;

function readingOfFeed(answer: Fetched, feed: FeedReading, movedTo: string | null): SourceReading {
  const entries = withoutRepeats(feed.entries);
  const end = endOf(feed);
  const rest = Math.max(feed.ttlMinutes ?? 0, (answer.freshForSeconds ?? 0) / 60) / 60;
  return readingOf({
    offers: entries.map(offerOfEntry),
    keysMayRepeat: true,
    keysOnlyOfAddress: new Set(entries.filter(({ id, url }) => !id && url).map(keyOf)),
    keysOnceStamped: new Set(entries.filter(({ id }) => id && withoutStamp(id) !== id).map(keyOf)),
    etag: answer.etag,
    lastModified: answer.lastModified,
    httpStatus: answer.status,
    movedTo,
    restHours: rest > 0 ? rest : null,
    hasEnded: end?.isCertain ?? false,
    found: `${formats[feed.format]}${feed.title ? `, “${feed.title}”` : ''}.`,
    warnings: [...(end ? [sentenceOfEnd(end)] : []), ...feed.warnings],
  });
}

/** RSS, RDF, Atom and JSON Feed. */
export const feedConnector: Connector = {
  kind: 'feed',
  async read(source, tools) {
    const { fetch, readers } = tools;
    const url = source.query ? `${source.url}?${parametersOf(source.query)}` : source.url;
    const answer = await fetch({
      url,
      etag: source.etag ?? null,
      lastModified: source.lastModified ?? null,
      accept,
    });
    if (answer.notModified) return 'not-modified';
    // Later it means that something is wrong: another feed must not slip in where one was chosen.
    if (!source.lastSucceededAt && isWebPage(answer.body)) {
      const found = await discover(answer, tools);
      if (found) {
        const reading = readingOfFeed(found.answer, found.feed, found.answer.url);
        reading.isDiscovered = true;
        reading.warnings.push(`${url} is a web page; the feed it leads to was read.`);
        return reading;
      }
    }
    const feed = await readers.readFeed(answer.body, { url: answer.url, charset: answer.charset });
    return readingOfFeed(answer, feed, source.query ? null : movedForGood(answer.redirects));
  },
};
