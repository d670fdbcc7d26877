import { parseFeed } from 'feedsmith';
import type { RawEntry, RawFeed, RawLink, RawText } from './raw-feed.ts';

/** What feedsmith gives is deeply optional; each reader here asks only for what it knows. */
type Loose = { [name: string]: unknown };

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const record = (value: unknown): Loose =>
  value && typeof value === 'object' ? (value as Loose) : {};
const text = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
const present = <T>(values: (T | null | undefined)[]): T[] =>
  values.filter((value): value is T => value !== null && value !== undefined && value !== '');

/** Media types whose content stands as it is; any other is in base64 (RFC 4287, 4.1.3.3). */
const legible = /^(text|html|xhtml)$|^text\/|[+/]xml$/i;
const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

function fromBase64(value: string): string | null {
  if (!base64.test(value)) return null;
  try {
    const bytes = Uint8Array.from(Buffer.from(value, 'base64'));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function construct(value: unknown): RawText | null {
  const plain = text(value);
  if (plain !== null) return { value: plain };
  const { value: inner, type } = record(value);
  const found = text(inner);
  if (found === null) return null;
  const decoded = text(type) && !legible.test(text(type) ?? '') ? fromBase64(found) : null;
  if (decoded !== null) return { value: decoded, type: 'html' };
  return { value: found, type: text(type) ?? undefined };
}

const link = (value: unknown): RawLink | null => {
  const { href, url, rel, type, mime_type } = record(value);
  const address = text(href) ?? text(url);
  if (address === null) return null;
  return {
    href: address,
    rel: text(rel) ?? undefined,
    type: text(type) ?? text(mime_type) ?? undefined,
  };
};

const names = (people: unknown): string[] =>
  present(
    list(people).map((person) => {
      if (typeof person === 'string') return person;
      const { name, email } = record(person);
      return text(name) ?? text(email);
    }),
  );

const base = (value: Loose) => text(record(value.xml).base);

/** Hours and days of sy:updatePeriod as minutes. */
function syndicationMinutes(value: unknown): number | null {
  const { updatePeriod, updateFrequency } = record(value);
  const minutes = { hourly: 60, daily: 1440, weekly: 10_080, monthly: 43_200, yearly: 525_600 }[
    String(updatePeriod)
  ];
  return minutes ? minutes / Math.max(1, Number(updateFrequency ?? 1)) : null;
}

/** An entry, with the namespaces in which its parts may stand. */
interface Parts {
  item: Loose;
  dc: Loose;
  dcterms: Loose;
  media: Loose;
  atom: Loose;
  itunes: Loose;
}

function partsOf(value: unknown): Parts {
  const item = record(value);
  return {
    item,
    dc: record(item.dc),
    dcterms: record(item.dcterms),
    media: record(item.media),
    atom: record(item.atom),
    itunes: record(item.itunes),
  };
}

const linksOf = ({ item, atom }: Parts): RawEntry['links'] => {
  const rssLink = text(item.link);
  return present([
    rssLink ? { href: rssLink } : null,
    text(item.url) ? { href: text(item.url) ?? '' } : null,
    ...list(item.links).map(link),
    ...list(atom.links).map(link),
    text(item.external_url) ? { href: text(item.external_url) ?? '', rel: 'related' } : null,
  ]);
};

const titleOf = ({ item, atom, dc, media, itunes }: Parts) =>
  construct(item.title) ??
  construct(atom.title) ??
  construct(list(dc.titles)[0]) ??
  construct(record(media.title).value ?? media.title) ??
  construct(itunes.title);

const summaryOf = ({ item, atom, dc, media, itunes }: Parts) =>
  construct(item.summary) ??
  construct(item.description) ??
  construct(atom.summary) ??
  construct(list(dc.descriptions)[0]) ??
  construct(record(media.description).value) ??
  construct(itunes.summary) ??
  construct(itunes.subtitle);

/** Text of JSON Feed, which says what it is. */
const typed = (value: unknown, type: 'html' | 'text') => {
  const said = text(value);
  return said ? { value: said, type } : null;
};

function contentOf({ item, atom }: Parts) {
  const { content } = item;
  const plain = typeof content === 'string' || record(content).value ? content : null;
  return (
    construct(record(content).encoded) ??
    construct(plain) ??
    typed(item.content_html, 'html') ??
    typed(item.content_text, 'text') ??
    construct(atom.content)
  );
}

const publishedOf = ({ item, atom, dc, dcterms }: Parts) =>
  present([
    text(item.pubDate),
    text(item.published),
    text(item.date_published),
    text(item.issued),
    text(atom.published),
    ...list(dc.dates).map(text),
    ...list(dcterms.issued).map(text),
    ...list(dcterms.created).map(text),
    text(item.created),
  ]);

const updatedOf = ({ item, atom, dcterms }: Parts) =>
  present([
    text(item.updated),
    text(item.date_modified),
    text(item.modified),
    text(atom.updated),
    ...list(dcterms.modified).map(text),
  ]);

const categoriesOf = ({ item, dc }: Parts) =>
  present([
    ...list(item.categories).map((category) => {
      const { name, label, term } = record(category);
      return text(category) ?? text(label) ?? text(name) ?? text(term);
    }),
    ...list(item.tags).map(text),
    ...list(dc.subjects).map(text),
  ]);

function entryOf(value: unknown): RawEntry {
  const parts = partsOf(value);
  const { item, dc, atom, itunes } = parts;
  const guid = record(item.guid);
  const guidValue = text(guid.value) ?? text(item.guid);
  const isPermalink = guid.isPermaLink !== false && !!guidValue && /^https?:/i.test(guidValue);
  return {
    ids: present([
      guidValue,
      text(item.id),
      text(record(item.rdf).about),
      text(atom.id),
      ...list(dc.identifiers).map(text),
    ]),
    permalink: isPermalink ? guidValue : null,
    links: linksOf(parts),
    title: titleOf(parts),
    summary: summaryOf(parts),
    content: contentOf(parts),
    published: publishedOf(parts),
    updated: updatedOf(parts),
    authors: [
      ...names(item.authors),
      ...present(list(dc.creators).map(text)),
      ...present([text(itunes.author)]),
    ],
    categories: categoriesOf(parts),
    enclosures: present([...list(item.enclosures).map(link), ...list(item.attachments).map(link)]),
    base: base(item),
  };
}

/** Reads with feedsmith. Throws what it throws. */
export function withFeedsmith(given: string): RawFeed {
  const { format, feed } = parseFeed(given) as { format: RawFeed['format']; feed: unknown };
  const channel = record(feed);
  const dc = record(channel.dc);
  const plainLink = text(channel.link) ?? text(channel.home_page_url);
  const { ttl } = channel;
  return {
    format,
    title: construct(channel.title) ?? construct(list(dc.titles)[0]),
    description:
      construct(channel.description) ??
      construct(channel.subtitle) ??
      construct(list(dc.descriptions)[0]),
    links: present([plainLink ? { href: plainLink } : null, ...list(channel.links).map(link)]),
    language:
      text(channel.language) ?? text(list(dc.languages)[0]) ?? text(record(channel.xml).lang),
    ttlMinutes: Number(ttl) > 0 ? Number(ttl) : syndicationMinutes(channel.sy),
    base: base(channel),
    // Who wrote the feed wrote its entries, unless they say otherwise (RFC 4287, 4.2.1).
    authors: format === 'atom' || format === 'json' ? names(channel.authors) : [],
    entries: list(channel.items ?? channel.entries).map(entryOf),
  };
}
