import type { SourceKind } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { canonicalAddress, hostOf } from '#shared/text/address.ts';
import { decode } from '#shared/text/decode.ts';
import type { Tools } from '../connectors/connector.ts';
import { recognise } from '../connectors/connectors.ts';
import type { Fetched } from '../fetch/fetch.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import { usualFeedAddresses } from '../reading/feed/find-feed-addresses.ts';
import type { FeedReading, Listing } from '../reading/reading.ts';

/** Where to read, and what it is called there, if it says so. */
export interface Place {
  kind: SourceKind;
  url: string;
  query: string | null;
  title?: string | null;
}

/** Feeds that a page names are tried, up to so many; the usual places where it names none. */
const mostFeeds = 4;
/** A page with fewer links than this lists nothing. */
const fewestLinks = 3;
/** A feed that has so many of a page's links is the feed of that page. */
const sharedLinks = 2;

/** Text that looks like a web page's, which no feed and no sitemap is. */
export const isWebPage = ({ body, mediaType }: Fetched) =>
  /html/.test(mediaType) ||
  /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head)\b/i.test(beginningOf(body));

export const beginningOf = (body: Uint8Array) => new TextDecoder().decode(body.subarray(0, 2000));

const isCommentFeed = (url: string) => /comments?\b/i.test(url);

/** A feed with what it says, or null where there is none at that address. */
async function feedAt(url: string, { fetch, readers }: Tools): Promise<FeedReading | null> {
  try {
    const answer = await fetchWhole(fetch, { url });
    if (isWebPage(answer)) return null;
    const { url: base, charset } = answer;
    const feed = await readers.readFeed(answer.body, { url: base, charset });
    return feed.entries.length > 0 ? feed : null;
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return null;
  }
}

/** The first of some addresses at which there is a feed. */
async function firstFeed(urls: string[], tools: Tools) {
  for (const url of urls.slice(0, mostFeeds)) {
    const feed = await feedAt(url, tools);
    if (feed) return { url, feed };
  }
  return null;
}

/** Where a WordPress site begins, if the page is one of it. */
function wordpressOf(html: string, url: string): string | null {
  const link = /<link[^>]+rel=["']https:\/\/api\.w\.org\/["'][^>]*>/i.exec(html)?.[0];
  const href = link && /href=["']([^"']+)["']/i.exec(link)?.[1];
  if (!href || !URL.canParse(href, url)) return null;
  const { origin, pathname } = new URL(href, url);
  return `${origin}${pathname.replace(/wp-json\/?.*$/, '')}`;
}

/** Pages that every council's ModernGov has, as its pages link to them. */
const councilPages =
  /["'](?:[^"']*\/)?(?:mg|ie)(?:ListCommittees|ListMeetings|Calendar|MemberIndex|Rss|DocHome)\w*\.aspx/i;

/** A council's papers, where a page of another address is one of them. */
function moderngovOf(listing: Listing, html: string, url: string): Place[] {
  const isCouncil =
    councilPages.test(html) &&
    linksOf(listing, url).some((link) => recognise(new URL(link.url))?.kind === 'moderngov');
  return isCouncil ? [{ kind: 'moderngov', url: `${new URL(url).origin}/`, query: null }] : [];
}

const isFrontPage = (url: string) => /^\/(home|index(\.\w+)?)?\/?$/i.test(new URL(url).pathname);

/** The links of a page that stay on its site. */
const linksOf = (listing: Listing, url: string) =>
  listing.links.filter(
    (link) =>
      hostOf(link.url) === hostOf(url) && canonicalAddress(link.url) !== canonicalAddress(url),
  );

/** The feed that a page names or has at a usual place, and whether it is of this page or of the site. */
async function feedOfPage(listing: Listing, url: string, tools: Tools) {
  const links = linksOf(listing, url);
  const isBare = isFrontPage(url) || links.length < fewestLinks;
  const declared = listing.feeds.filter((feed) => !isCommentFeed(feed));
  const usual = isBare ? usualFeedAddresses(url) : [];
  const found = await firstFeed(declared.length > 0 ? declared : usual, tools);
  if (!found) return null;
  const listed = new Set(links.map((link) => canonicalAddress(link.url)));
  const shared = found.feed.entries.filter(({ url }) => url && listed.has(canonicalAddress(url)));
  const place: Place = { kind: 'feed', url: found.url, query: null, title: found.feed.title };
  return { place, isOfPage: isBare || shared.length >= sharedLinks };
}

/** What a web page can be as a source, best first. */
export async function placesOfPage(
  answer: Fetched,
  listing: Listing,
  tools: Tools,
): Promise<Place[]> {
  const { url } = answer;
  const html = decode(answer.body, answer.charset);
  const feed = await feedOfPage(listing, url, tools);
  const site = wordpressOf(html, url);
  const wordpress: Place[] = site ? [{ kind: 'wordpress', url: site, query: null }] : [];
  const isFront = isFrontPage(url);
  const lists = linksOf(listing, url).length >= fewestLinks;
  return [
    ...moderngovOf(listing, html, url),
    ...(isFront ? wordpress : []),
    ...(feed?.isOfPage ? [feed.place] : []),
    ...(lists ? [{ kind: 'page', url, query: null } as const] : []),
    ...(feed && !feed.isOfPage ? [feed.place] : []),
    ...(isFront ? [] : wordpress),
    { kind: 'sitemap', url: `${new URL(url).origin}/`, query: null },
  ];
}
