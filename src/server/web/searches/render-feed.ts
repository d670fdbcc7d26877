import { type Standing, standingInWords } from '#shared/entities/standing.ts';
import { escapeHtml } from '#shared/text/markup.ts';

export interface FeedEntry {
  id: number;
  title: string;
  publisher: string;
  /** The publisher's own address. */
  url: string | null;
  /** What to know before relying on it; empty when it stands well. */
  standing: Standing[];
  publishedAt: Date;
  updatedAt: Date;
  /** Only what may be shown: paragraphs of escaped text and <mark>. */
  paragraphs: string[];
}

export interface Feed {
  searchId: number;
  title: string;
  subtitle: string;
  /** Where the search opens. */
  url: string;
  /** When there is no entry. */
  createdAt: Date;
  entries: FeedEntry[];
}

/** Characters that XML 1.0 has no way to write. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const xml = (text: string) => escapeHtml(text.replace(unwritable, ''));

function entryXml(entry: FeedEntry, place: { baseUrl: string; authority: string }): string {
  const here = `${place.baseUrl}/publications/${entry.id}`;
  const standing = standingInWords(entry.standing);
  const html = [...(standing ? [`<mark>${escapeHtml(standing)}</mark>`] : []), ...entry.paragraphs]
    .map(
      (one) => `<p>${one.replaceAll('<mark>', '<strong>').replaceAll('</mark>', '</strong>')}</p>`,
    )
    .join('');
  return [
    '<entry>',
    `<id>tag:${place.authority}:publications/${entry.id}</id>`,
    `<title>${xml(entry.title)}</title>`,
    `<link rel="alternate" href="${xml(entry.url ?? here)}"/>`,
    ...(entry.url ? [`<link rel="related" title="In Skylark" href="${xml(here)}"/>`] : []),
    `<author><name>${xml(entry.publisher)}</name></author>`,
    `<published>${entry.publishedAt.toISOString()}</published>`,
    `<updated>${entry.updatedAt.toISOString()}</updated>`,
    ...entry.standing.map(
      ({ kind, label }) =>
        `<category scheme="${xml(place.baseUrl)}/standing" term="${kind}" label="${label}"/>`,
    ),
    ...(html ? [`<summary type="html">${xml(html)}</summary>`] : []),
    '</entry>',
  ].join('\n');
}

/**
 * A saved search as Atom (RFC 4287). Ids are tag addresses (RFC 4151), so that they outlive the
 * address of this Skylark's pages. It does not link to itself: its address is a secret.
 */
export function renderFeed(feed: Feed, { baseUrl }: { baseUrl: string }): string {
  const place = { baseUrl, authority: `${new URL(baseUrl).hostname},2026` };
  const newest = Math.max(
    feed.createdAt.getTime(),
    ...feed.entries.map(({ updatedAt }) => updatedAt.getTime()),
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `<id>tag:${place.authority}:searches/${feed.searchId}</id>`,
    `<title>${xml(feed.title)}</title>`,
    `<subtitle>${xml(feed.subtitle)}</subtitle>`,
    `<link rel="alternate" type="text/html" href="${xml(feed.url)}"/>`,
    '<author><name>Skylark</name></author>',
    `<updated>${new Date(newest).toISOString()}</updated>`,
    ...feed.entries.map((entry) => entryXml(entry, place)),
    '</feed>',
    '',
  ].join('\n');
}
