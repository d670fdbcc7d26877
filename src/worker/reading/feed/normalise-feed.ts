import { readDate } from '#shared/text/dates.ts';
import type { FeedEntry, FeedReading } from '../reading.ts';
import { cleanMarkup, plainText } from './plain-text.ts';
import type { RawEntry, RawFeed, RawLink, RawText } from './raw-feed.ts';

/** Titles of entries that have none are the first words of the text, up to this many characters. */
const titleLength = 100;

function resolve(href: string, base: string): string | null {
  const trimmed = href.trim();
  if (!trimmed) return null;
  try {
    const url = new URL(trimmed, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const resolveBase = (base: string | null, outer: string) =>
  base ? (resolve(base, outer) ?? outer) : outer;

/**
 * The page among an entry's links: no rel or alternate (RFC 4287), HTML or no type before others.
 * legislation.gov.uk offers a PDF, data and the page side by side.
 */
export function chooseLink(links: RawLink[]): RawLink | null {
  const pages = links.filter(({ rel, href }) => href.trim() && (!rel || alternate.test(rel)));
  const html = pages.filter(({ type }) => !type || /html/i.test(type));
  const [first = null] = html.filter(({ rel }) => !rel || html.length === 1);
  return first ?? html[0] ?? pages[0] ?? null;
}

/** Also in its long form (RFC 4287, 4.2.7.2). */
const alternate = /^(http:\/\/www\.iana\.org\/assignments\/relation\/)?alternate$/i;

/** The site among a feed's links: what is called alternate before what is called nothing. */
function chooseHome(links: RawLink[]): RawLink | null {
  const named = links.filter(({ rel }) => rel && alternate.test(rel));
  return chooseLink(named) ?? chooseLink(links);
}

/** Whether an element begins and, after that, one ends. */
function hasElement(text: string): boolean {
  const begin = text.search(/<\w+[^<>]*>/);
  return begin >= 0 && /<\/\w+>/.test(text.slice(begin));
}

/** Text for a plain field: RSS does not say whether it is markup, Atom does. */
function plain(given: RawText | null): string {
  if (!given) return '';
  if (given.type === 'text' && !hasElement(given.value)) {
    return given.value.replace(/[\s\u00a0]+/g, ' ').trim();
  }
  return plainText(given.value);
}

const markup = /<[a-z!/][^<>]*>/i;

const shortened = (text: string) =>
  text.length <= titleLength ? text : `${text.slice(0, titleLength).replace(/\s+\S*$/, '')} …`;

const firstDate = (texts: string[]): Date | null => {
  for (const text of texts) {
    const date = readDate(text);
    if (date) return date;
  }
  return null;
};

const distinct = (values: string[]) => [
  ...new Set(values.map((value) => value.trim()).filter(Boolean)),
];

/** The page to read: what a link says, else the id where it is an address. */
function addressOf(raw: RawEntry, id: string | null, base: string): string | null {
  const chosen = chooseLink(raw.links);
  return (
    (chosen ? resolve(chosen.href, base) : null) ??
    (raw.permalink ? resolve(raw.permalink, base) : null) ??
    (id && /^https?:/i.test(id) ? resolve(id, base) : null)
  );
}

/** The full content; RSS often carries the whole article, with its markup, as the description. */
function contentOf({ content, summary }: RawEntry) {
  if (content?.value.trim()) return content;
  return summary && markup.test(summary.value) ? summary : null;
}

/** Markup with nothing active left in it; plain text is text, whatever signs stand in it. */
const markupOf = ({ type, value }: NonNullable<ReturnType<typeof contentOf>>) =>
  cleanMarkup(type === 'text' ? value.replace(/&/g, '&amp;').replace(/</g, '&lt;') : value);

function entryOf(raw: RawEntry, feedBase: string, feedAuthors: string[]): FeedEntry {
  const base = resolveBase(raw.base, feedBase);
  const enclosures = [
    ...raw.enclosures,
    ...raw.links.filter(({ rel }) => rel === 'enclosure'),
  ].flatMap(({ href, type }) => {
    const url = resolve(href, base);
    return url ? { url, mediaType: type ?? null } : [];
  });
  const id = raw.ids[0]?.trim() || null;
  const url = addressOf(raw, id, base);
  const content = contentOf(raw);
  const summary = raw.summary?.value.trim() ? plain(raw.summary) : null;
  const published = firstDate(raw.published);
  const updated = firstDate(raw.updated);
  const title = plain(raw.title);
  return {
    id,
    url,
    title:
      title || shortened(summary || (content ? plain(content) : '')) || (url ?? id ?? 'Untitled'),
    summary,
    contentHtml: content ? markupOf(content) : null,
    publishedAt: published,
    updatedAt: updated,
    authors: distinct((raw.authors.length > 0 ? raw.authors : feedAuthors).map(plainText)),
    categories: distinct(raw.categories.map(plainText)),
    enclosures,
  };
}

/** One shape out of every format: after this, nothing downstream knows what Atom is. */
export function normaliseFeed(
  raw: RawFeed,
  url: string,
  readBy: FeedReading['readBy'],
): FeedReading {
  const base = resolveBase(raw.base, url);
  const home = chooseHome(raw.links);
  return {
    format: raw.format,
    readBy,
    title: raw.title ? plain(raw.title) : null,
    description: raw.description ? plain(raw.description) : null,
    homeUrl: home ? resolve(home.href, base) : null,
    language: raw.language?.trim().toLowerCase() || null,
    ttlMinutes: raw.ttlMinutes,
    entries: raw.entries.map((entry) => entryOf(entry, base, raw.authors)),
    warnings: [],
  };
}
