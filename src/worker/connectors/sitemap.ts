import { gunzipSync } from 'node:zlib';
import type { Offer } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import { readDate } from '#shared/text/dates.ts';
import { titleOfAddress } from '#shared/text/title-of-address.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import { childrenOf, textIn, type XmlElement } from '../reading/xml-element.ts';
import { type Connector, offerOf, readingOf, type Tools } from './connector.ts';
import { keyOfAddress } from './page.ts';
import { anyOf, parametersOf, takeParameter } from './query.ts';

/** Files that an index may lead to in one visit, and bytes one may unpack to. */
const mostFiles = 50;
const mostBytes = 50 * 1_048_576;
/** Offers of one visit; the protocol allows 50,000 a file. */
const mostOffers = 20_000;

/** https://www.sitemaps.org/protocol.html: plain or gzip, whatever the server calls it. */
async function readFile(url: string, { fetch, readers }: Tools): Promise<XmlElement> {
  const answer = await fetchWhole(fetch, {
    url,
    obeyRobots: true,
    accept: 'application/xml, */*;q=0.5',
  });
  let bytes = answer.body;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: mostBytes });
    } catch (cause) {
      throw new SourceFailure('unreadable', `${url} could not be unpacked, or is too large.`, {
        cause,
      });
    }
  }
  return readers.readXml(bytes, { url: answer.url, charset: answer.charset });
}

function offerOfUrl(element: XmlElement): Offer[] {
  const url = textIn(element, 'loc');
  if (!url || !/^https?:/i.test(url) || !URL.canParse(url)) return [];
  const changed = readDate(textIn(element, 'lastmod') ?? '');
  const news = childrenOf(element, 'news')[0];
  const published = news ? readDate(textIn(news, 'publication_date') ?? '') : null;
  return [
    offerOf({
      key: keyOfAddress(url),
      url,
      title: (news && textIn(news, 'title')) || titleOfAddress(url) || url,
      publishedOn: published ? londonDay(published) : null,
      updatedAt: changed?.toISOString() ?? null,
    }),
  ];
}

/** Sitemaps that robots.txt names; the usual place when it names none. */
async function startingAt(address: string, tools: Tools): Promise<string[]> {
  if (/\.xml(\.gz)?$|sitemap/i.test(new URL(address).pathname)) return [address];
  const robots = new URL('/robots.txt', address).href;
  try {
    const answer = await fetchWhole(tools.fetch, {
      url: robots,
      maxBytes: 500 * 1024,
      accept: 'text/plain',
    });
    const text = new TextDecoder().decode(answer.body);
    const named = [...text.matchAll(/^\s*sitemap\s*:\s*(\S+)/gim)].flatMap(([, url]) =>
      url && URL.canParse(url, robots) ? [new URL(url, robots).href] : [],
    );
    if (named.length > 0) return [...new Set(named)];
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
  }
  return [new URL('/sitemap.xml', address).href];
}

/**
 * A sitemap, or an index of them, by its address or its site's. In the question, `paths` are words
 * ("review|cspr|exploitation") of which an address must have one. A newer lastmod is a change.
 */
export const sitemapConnector: Connector = {
  kind: 'sitemap',
  async read(source, tools) {
    const asked = parametersOf(source.query);
    const isWanted = anyOf(takeParameter(asked, 'paths'));
    const waiting = await startingAt(source.url, tools);
    const seen = new Set<string>();
    const offers: Offer[] = [];
    const warnings: string[] = [];
    let addresses = 0;

    for (let url = waiting.shift(); url; url = waiting.shift()) {
      if (seen.has(url)) continue;
      if (seen.size >= mostFiles) {
        warnings.push(`Only the first ${mostFiles} sitemap files were read.`);
        break;
      }
      seen.add(url);
      const root = await readFile(url, tools).catch((error: unknown) => {
        // One broken file of an index does not take away the others.
        if (!(error instanceof SourceFailure) || seen.size === 1) throw error;
        warnings.push(error.message);
        return null;
      });
      if (!root) continue;
      if (root.name === 'sitemapindex') {
        waiting.push(
          ...childrenOf(root, 'sitemap').flatMap((one) => {
            const next = textIn(one, 'loc');
            return next && URL.canParse(next) ? [next] : [];
          }),
        );
      } else if (root.name === 'urlset') {
        const found = childrenOf(root, 'url').flatMap(offerOfUrl);
        addresses += found.length;
        offers.push(...found.filter((offer) => isWanted(new URL(offer.url).pathname)));
      } else {
        throw new SourceFailure('unreadable', `${url} is XML, but not a sitemap.`);
      }
    }
    if (offers.length > mostOffers) {
      warnings.push(
        `The sitemap names ${offers.length} pages; the ${mostOffers} changed last were taken. Narrow it with paths=review|exploitation.`,
      );
    }
    const newest = offers.sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''));
    return readingOf({
      offers: newest.slice(0, mostOffers),
      found: `A sitemap of ${addresses} addresses${offers.length === addresses ? '' : `, of which ${offers.length} match`}.`,
      warnings,
    });
  },
};
