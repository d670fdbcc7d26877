import { generateAtomFeed } from 'feedsmith';
import { type Standing, standingInWords } from '#shared/entities/standing.ts';
import { escapeHtml } from '#shared/text/markup.ts';

export interface RenderedEntry {
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
  entries: RenderedEntry[];
}

/** Characters that XML 1.0 has no way to write. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const writable = (text: string) => text.replace(unwritable, '');

/** Paragraphs as HTML: how it stands comes first, in bold as what was found is. */
function summaryOf({ standing, paragraphs }: RenderedEntry): string {
  const stands = standingInWords(standing);
  return [...(stands ? [`<mark>${escapeHtml(stands)}</mark>`] : []), ...paragraphs]
    .map(
      (one) => `<p>${one.replaceAll('<mark>', '<strong>').replaceAll('</mark>', '</strong>')}</p>`,
    )
    .join('');
}

function atomEntry(entry: RenderedEntry, place: { baseUrl: string; authority: string }) {
  const here = `${place.baseUrl}/publications/${entry.id}`;
  return {
    id: `tag:${place.authority}:publications/${entry.id}`,
    title: { value: writable(entry.title) },
    links: [
      { rel: 'alternate', href: writable(entry.url ?? here) },
      ...(entry.url ? [{ rel: 'related', title: 'In Skylark', href: here }] : []),
    ],
    authors: [{ name: writable(entry.publisher) }],
    published: entry.publishedAt,
    updated: entry.updatedAt,
    categories: entry.standing.map(({ kind, label }) => ({
      scheme: `${place.baseUrl}/standing`,
      term: kind,
      label,
    })),
    summary: { type: 'html', value: writable(summaryOf(entry)) },
  };
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
  return generateAtomFeed({
    xml: { lang: 'en-GB' },
    id: `tag:${place.authority}:searches/${feed.searchId}`,
    title: { value: writable(feed.title) },
    subtitle: { value: writable(feed.subtitle) },
    links: [{ rel: 'alternate', type: 'text/html', href: writable(feed.url) }],
    authors: [{ name: 'Skylark' }],
    updated: new Date(newest),
    entries: feed.entries.map((entry) => atomEntry(entry, place)),
  });
}
