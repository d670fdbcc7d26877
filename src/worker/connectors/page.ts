import { SourceFailure } from '#shared/errors.ts';
import { canonicalAddress, entryAddress, hostOf } from '#shared/text/address.ts';
import { contentHash } from '#shared/text/hash.ts';
import { movedForGood } from '../fetch/fetch.ts';
import type { ListingLink } from '../reading/reading.ts';
import { type Connector, offerOf, readingOf } from './connector.ts';
import { anyOf, parametersOf, takeParameter } from './query.ts';

/** Longest key that the candidate table holds as it is. */
const longestKey = 600;

/** The address as an identity within a source that has no ids of its own. */
export function keyOfAddress(url: string): string {
  const canonical = entryAddress(url);
  return canonical.length <= longestKey ? canonical : `sha256:${contentHash(canonical)}`;
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/**
 * A listing page: every link in it is an offer, known by its address, so that only new ones are
 * news. In the question, `selector` is a CSS selector for the list, and `match` words ("review|cspr")
 * of which the link or its text must have one.
 */
export const pageConnector: Connector = {
  kind: 'page',
  async read(source, { fetch, readers }) {
    const asked = parametersOf(source.query);
    const selector = takeParameter(asked, 'selector');
    const isWanted = anyOf(takeParameter(asked, 'match'));
    const url = asked.size > 0 ? `${source.url}?${asked}` : source.url;
    const answer = await fetch({
      url,
      etag: source.etag ?? null,
      lastModified: source.lastModified ?? null,
      obeyRobots: true,
    });
    if (answer.notModified) return 'not-modified';

    const listing = await readers.readListing(answer.body, {
      url: answer.url,
      charset: answer.charset,
      selector,
    });
    const itself = canonicalAddress(answer.url);
    const isEntry = (link: ListingLink) =>
      canonicalAddress(link.url) !== itself &&
      new URL(link.url).pathname !== '/' &&
      (selector !== null || hostOf(link.url) === hostOf(answer.url));
    const entries = listing.links.filter(isEntry);
    const wanted = entries.filter((link) => isWanted(`${link.url} ${link.title}`));
    if (entries.length === 0) {
      throw new SourceFailure(
        'unreadable',
        selector
          ? `No link was found at “${selector}” on ${url}. The page may have been redesigned.`
          : `No link was found on ${url} outside its navigation. It may need a browser with scripts, or a selector.`,
      );
    }
    return readingOf({
      offers: wanted.map((link) =>
        offerOf({
          key: keyOfAddress(link.url),
          url: link.url,
          title: link.title,
          publishedOn: link.publishedOn,
        }),
      ),
      etag: answer.etag,
      lastModified: answer.lastModified,
      httpStatus: answer.status,
      movedTo: asked.size === 0 ? movedForGood(answer.redirects) : null,
      restHours: answer.freshForSeconds ? answer.freshForSeconds / 3600 : null,
      found: `A web page${listing.title ? `, “${listing.title}”` : ''}, with ${plural(entries.length, 'link', 'links')}${wanted.length === entries.length ? '' : `, of which ${wanted.length} match`}.`,
      warnings: listing.feeds[0]
        ? [`The page names a feed, ${listing.feeds[0]}. A feed tells more and changes less.`]
        : [],
    });
  },
};
