import { gunzipSync } from 'node:zlib';
import { decodeHTML } from 'entities';
import { SourceFailure } from '#shared/errors.ts';
import { decode } from '#shared/text/decode.ts';
import { legible } from '../legible.ts';
import type { FeedReading, Origin } from '../reading.ts';
import { findFeedAddresses } from './find-feed-addresses.ts';
import { normaliseFeed } from './normalise-feed.ts';
import { pieceByPiece } from './piece-by-piece.ts';
import type { RawFeed } from './raw-feed.ts';
import { repair } from './repair.ts';
import { withFeedsmith } from './with-feedsmith.ts';
import { withRssParser } from './with-rss-parser.ts';

const isWebPage = (text: string) =>
  /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype html|<html[\s>])/i.test(
    text.slice(0, 4000),
  );

function advice(text: string, url: string): string {
  const [feed] = findFeedAddresses(text, url);
  return feed
    ? `This is a web page, not a feed. It names a feed at ${feed}: use that address instead.`
    : 'This is a web page, not a feed. Look for the address of its feed, or register it as a listing page.';
}

async function attempt(
  text: string,
): Promise<{ raw: RawFeed; readBy: FeedReading['readBy'] } | null> {
  let first: RawFeed | null = null;
  try {
    first = withFeedsmith(text);
    if (first.entries.length > 0) return { raw: first, readBy: 'feedsmith' };
  } catch {
    // What feedsmith refuses, rss-parser may read.
  }
  try {
    const raw = await withRssParser(text);
    if (raw.entries.length > 0 || !first) return { raw, readBy: 'rss-parser' };
  } catch {
    // Neither reads it: the caller mends it or says so.
  }
  return first ? { raw: first, readBy: 'feedsmith' } : null;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Entries that begin in the text, also those that are cut off. */
const begun = (text: string) => count(text, /<(?:\w+:)?(?:item|entry)(?=[\s>])/gi);

const isFeed = /<(rss|feed|rdf:RDF|channel)[\s>]/i;

/** Most that a feed may unpack to, in bytes. */
const largest = 50 * 1_048_576;

/** Some servers send a compressed file and do not say so. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: largest });
  } catch (cause) {
    throw new SourceFailure('unreadable', 'The feed is compressed and cannot be unpacked.', {
      cause,
    });
  }
}

/** A feed without any entry, which both readers refuse: nothing is wrong with it but that. */
function emptyFeed(text: string, url: string): FeedReading {
  const first = (name: string) =>
    new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}\\s*>`, 'i').exec(text)?.[1] ?? null;
  const inside = (name: string) => {
    const value = first(name);
    return value === null ? null : { value: decodeHTML(value.replace(/<!\[CDATA\[|\]\]>/g, '')) };
  };
  const link = first('link');
  const reading = normaliseFeed(
    {
      format: /<feed[\s>]/i.test(text) ? 'atom' : /<rdf:RDF/i.test(text) ? 'rdf' : 'rss',
      title: inside('title'),
      description: inside('description') ?? inside('subtitle') ?? inside('tagline'),
      links: link ? [{ href: link }] : [],
      language: first('language'),
      ttlMinutes: null,
      base: null,
      authors: [],
      entries: [],
    },
    url,
    'feedsmith',
  );
  return { ...reading, warnings: ['The feed has no entries.'] };
}

/** What to say of a feed that is damaged, by the entries that are missing. */
const damageInWords = (read: number, missing: number) =>
  missing > 0
    ? `The feed is damaged. ${read} entries could be read; ${missing} cut off or broken could not.`
    : 'The feed is damaged and was mended to be read. Its publisher would want to know.';

const unreadable = (text: string) =>
  new SourceFailure(
    'unreadable',
    isFeed.test(text)
      ? 'The feed is damaged beyond what could be mended: no entry could be read.'
      : 'This is not a feed: it is neither RSS, RDF, Atom nor JSON Feed.',
  );

/**
 * Reads a feed in any of its forms. What is damaged is mended and said; nothing is dropped that
 * either library can read.
 *
 * @throws {SourceFailure} "unreadable", with advice, when it is no feed
 */
export async function readFeed(bytes: Uint8Array, origin: Origin): Promise<FeedReading> {
  const text = decode(unpacked(bytes), origin.charset);
  if (!text.trim()) throw new SourceFailure('unreadable', 'The answer was empty.');
  if (isWebPage(text)) throw new SourceFailure('unreadable', advice(text, origin.url));

  const { text: mended, isDamaged } = repair(text);
  const whole = (await attempt(mended)) ?? (mended === text ? null : await attempt(text));
  const isMissing = begun(text) > 0 && (whole?.raw.entries.length ?? 0) === 0;
  const pieces = isMissing ? pieceByPiece(mended) : null;
  const read = pieces ? { raw: pieces, readBy: 'feedsmith' as const } : whole;
  if (!read) {
    if (begun(text) > 0 || !isFeed.test(text)) throw unreadable(text);
    return legible(emptyFeed(mended, origin.url));
  }
  const reading = normaliseFeed(read.raw, origin.url, read.readBy);
  const missing = begun(text) - reading.entries.length;
  if (isDamaged || pieces) {
    reading.warnings.push(damageInWords(reading.entries.length, missing));
  }
  return legible(reading);
}
