import { gunzipSync } from 'node:zlib';
import type { Offer } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import { readDate } from '#shared/text/dates.ts';
import { decode } from '#shared/text/decode.ts';
import { titleOfAddress } from '#shared/text/title-of-address.ts';
import { isGzip } from '../fetch/content-encoding.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import { childrenOf, elementsIn, textIn, type XmlElement } from '../reading/xml-element.ts';
import { type Connector, offerOf, readingOf, type Tools } from './connector.ts';
import { keyOfAddress } from './page.ts';
import { anyOf, parametersOf, takeParameter } from './query.ts';

/** Files that an index may lead to in one visit, and bytes one may unpack to. */
const mostFiles = 50;
const mostBytes = 50 * 1_048_576;
/** Offers of one visit; the protocol allows 50,000 a file. */
const mostOffers = 20_000;

/** What one file names: pages, and with an index further files. */
interface SitemapFile {
  pages: Offer[];
  files: string[];
}

function unpackedFile(bytes: Uint8Array, url: string): Uint8Array {
  if (!isGzip(Buffer.from(bytes.subarray(0, 2)))) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (cause) {
    throw new SourceFailure('unreadable', `${url} could not be unpacked, or is too large.`, {
      cause,
    });
  }
}

/** An address as a file has it; the protocol wants it whole, some leave the site out. */
function addressIn(said: string | null, base: string): string | null {
  if (!said || !URL.canParse(said, base)) return null;
  const address = new URL(said, base);
  return /^https?:$/.test(address.protocol) ? address.href : null;
}

/** A text file of one address a line; null when a line is none. */
function readText(text: string, base: string): SitemapFile | null {
  const lines = text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const isList = lines.length > 0 && lines.every((line) => /^(?:https?:\/\/|\/)\S+$/i.test(line));
  if (!isList) return null;
  return {
    files: [],
    pages: lines.flatMap((line) => {
      const url = addressIn(line, base);
      return url ? [offerOfAddress(url)] : [];
    }),
  };
}

/** A `urlset`, an index, or what mixes or nests them. */
function readRoot(root: XmlElement, file: { asked: string; base: string }): SitemapFile {
  if (!/^(?:urlset|sitemapindex)$/.test(root.name)) {
    const isFeed = /^(?:rss|feed|rdf)$/.test(root.name);
    throw new SourceFailure(
      'unreadable',
      isFeed
        ? `${file.asked} is a feed, and was left out: it is XML, but not a sitemap. It can be a source of the kind “feed”.`
        : `${file.asked} is XML, but not a sitemap.`,
    );
  }
  return {
    files: elementsIn(root, 'sitemap').flatMap(
      (one) => addressIn(textIn(one, 'loc'), file.base) ?? [],
    ),
    pages: elementsIn(root, 'url').flatMap((one) => offerOfUrl(one, file.base)),
  };
}

/** https://www.sitemaps.org/protocol.html: XML or text, plain or gzip, whatever the server calls it. */
async function readFile(url: string, { fetch, readers }: Tools): Promise<SitemapFile> {
  const answer = await fetchWhole(fetch, {
    url,
    obeyRobots: true,
    accept: 'application/xml, */*;q=0.5',
  });
  const bytes = unpackedFile(answer.body, url);
  const start = decode(bytes.subarray(0, 1024), answer.charset).replace(/^\ufeff/, '');
  if (!start.trimStart().startsWith('<')) {
    const list = readText(decode(bytes, answer.charset).replace(/^\ufeff/, ''), answer.url);
    if (list) return list;
  }
  const root = await readers.readXml(bytes, { url: answer.url, charset: answer.charset });
  return readRoot(root, { asked: url, base: answer.url });
}

const offerOfAddress = (url: string, known: Partial<Offer> = {}): Offer =>
  offerOf({ key: keyOfAddress(url), url, title: titleOfAddress(url) || url, ...known });

function offerOfUrl(element: XmlElement, base: string): Offer[] {
  const url = addressIn(textIn(element, 'loc'), base);
  if (!url) return [];
  const changed = readDate(textIn(element, 'lastmod') ?? '');
  const news = childrenOf(element, 'news')[0];
  const published = news ? readDate(textIn(news, 'publication_date') ?? '') : null;
  const title = news && textIn(news, 'title');
  return [
    offerOfAddress(url, {
      ...(title ? { title } : {}),
      publishedOn: published ? londonDay(published) : null,
      updatedAt: changed?.toISOString() ?? null,
    }),
  ];
}

/** Sitemaps that robots.txt names; the usual place when it names none. */
async function startingAt(address: string, tools: Tools): Promise<string[]> {
  const { pathname } = new URL(address);
  const isFile = /\.(?:xml|txt)(?:\.gz)?$|sitemap/i.test(pathname) && pathname !== '/robots.txt';
  if (isFile) return [address];
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
 * Reads files and those that they lead to. One that cannot be read is named and takes nothing away
 * from the others.
 *
 * @throws {SourceFailure} when none can be read
 */
async function readFiles(first: string[], tools: Tools) {
  const waiting = [...first];
  const seen = new Set<string>();
  const pages = new Map<string, Offer>();
  const failures: SourceFailure[] = [];
  const warnings: string[] = [];
  for (let url = waiting.shift(); url; url = waiting.shift()) {
    if (seen.has(url)) continue;
    if (seen.size >= mostFiles) {
      warnings.push(`Only the first ${mostFiles} sitemap files were read.`);
      break;
    }
    seen.add(url);
    const file = await readFile(url, tools).catch((error: unknown) => {
      if (!(error instanceof SourceFailure)) throw error;
      failures.push(error);
      return null;
    });
    for (const page of file?.pages ?? []) keepNewest(pages, page);
    waiting.push(...(file?.files ?? []));
  }
  const [failure] = failures;
  if (failure && failures.length === seen.size) throw failure;
  warnings.unshift(...failures.map(({ message }) => message));
  return { pages: [...pages.values()], warnings };
}

/** A page that stands in several files is offered once, as it was changed last. */
function keepNewest(pages: Map<string, Offer>, page: Offer): void {
  const known = pages.get(page.key);
  if (!known || (page.updatedAt ?? '') > (known.updatedAt ?? '')) pages.set(page.key, page);
}

/**
 * A sitemap, or an index of them, by its address or its site's. In the question, `paths` are words
 * ("review|cspr|exploitation") of which an address must have one. A newer lastmod is a change.
 */
export const sitemapConnector: Connector = {
  kind: 'sitemap',
  recognise: ({ href, pathname }) =>
    /\/[^/]*sitemap[^/]*\.(xml|txt)(\.gz)?$/i.test(pathname) ? { url: href, query: null } : null,
  async read(source, tools) {
    const asked = parametersOf(source.query);
    const isWanted = anyOf(takeParameter(asked, 'paths'));
    const { pages, warnings } = await readFiles(await startingAt(source.url, tools), tools);
    const offers = pages.filter((offer) => isWanted(new URL(offer.url).pathname));
    if (offers.length > mostOffers) {
      warnings.push(
        `The sitemap names ${offers.length} pages; the ${mostOffers} changed last were taken. Narrow it with paths=review|exploitation.`,
      );
    }
    const newest = offers.sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''));
    return readingOf({
      offers: newest.slice(0, mostOffers),
      found: `A sitemap of ${pages.length} addresses${offers.length === pages.length ? '' : `, of which ${offers.length} match`}.`,
      warnings,
    });
  },
};
