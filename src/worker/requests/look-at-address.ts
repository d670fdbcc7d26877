import type { SourceAt } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { hostOf } from '#shared/text/address.ts';
import type { Tools } from '../connectors/connector.ts';
import { recognise } from '../connectors/connectors.ts';
import type { Fetched } from '../fetch/fetch.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import { beginningOf, isWebPage, type Place, placesOfPage } from './places-of-page.ts';

/** What a place is called, as far as it says so itself. */
interface Called {
  title: string | null;
  site: string | null;
}

const unnamed: Called = { title: null, site: null };

const bareHost = (url: string) => hostOf(url).replace(/^www\./, '') || url;

/** "News – Marlby Safeguarding Partnership": the first part names the place, the last the site. */
const partsOf = (title: string | null) =>
  (title ?? '')
    .split(/\s+[|–—·:»-]+\s+/)
    .map((part) => part.trim())
    .filter(Boolean);

/** The place with a name and a publisher: what it says, else its host. */
function named({ title: own, ...place }: Place, called: Called): SourceAt {
  const { site } = called;
  const parts = partsOf(own ?? called.title);
  const host = bareHost(place.url);
  const publisher = site || (parts.length > 1 ? parts.at(-1) : null) || parts[0] || host;
  const [first] = parts;
  const name = !first || first === publisher ? publisher : `${publisher}: ${first}`;
  return { ...place, name: name.slice(0, 300), publisher: publisher.slice(0, 300) };
}

/** What arrives under an address, where it is no web page. */
async function placesOfFile(answer: Fetched, tools: Tools): Promise<Place[]> {
  const { url, charset, mediaType } = answer;
  const start = beginningOf(answer.body);
  if (start.startsWith('%PDF-') || /pdf|msword|officedocument/.test(mediaType))
    throw aDocument(url);
  if (/<opml\b/i.test(start)) {
    throw new SourceFailure(
      'unreadable',
      'This is a list of feeds (OPML). Save it, and import it under “Import or export sources”.',
    );
  }
  if (/<(urlset|sitemapindex)\b/i.test(start)) return [{ kind: 'sitemap', url, query: null }];
  if (/<OAI-PMH\b/i.test(start)) {
    const { origin, pathname } = new URL(url);
    return [{ kind: 'oai-pmh', url: `${origin}${pathname}`, query: null }];
  }
  const feed = await tools.readers
    .readFeed(answer.body, { url, charset })
    .catch((error: unknown) => {
      if (!(error instanceof SourceFailure)) throw error;
      throw new SourceFailure(
        'unreadable',
        `What is at ${url} is neither a web page nor a feed (${mediaType}).`,
        { cause: error },
      );
    });
  return [{ kind: 'feed', url, query: null, title: feed.title }];
}

const aDocument = (url: string) =>
  new SourceFailure(
    'unreadable',
    `${url} is a single document, not a place where publications are listed. Add it as a publication, or look at the page that links to it.`,
  );

/** What a page says of itself; nothing, where it cannot be asked. */
async function calledAt(url: string, tools: Tools): Promise<Called> {
  try {
    return await calledIn(await fetchWhole(tools.fetch, { url }), tools);
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return unnamed;
  }
}

async function calledIn(answer: Fetched, { readers }: Tools): Promise<Called> {
  if (!isWebPage(answer)) return unnamed;
  const { url, charset, mediaType } = answer;
  const page = await readers.readDocument(answer.body, { url, charset, mediaType });
  return { title: page.title, site: page.publisher };
}

/**
 * Looks at an address that a person gave: what it can be as a source, the best first. Whether it can
 * really be read shows when it is tested.
 *
 * @throws {SourceFailure} when nothing is there, or it is nothing that lists publications
 */
export async function lookAtAddress(address: string, tools: Tools): Promise<SourceAt[]> {
  const known = recognise(new URL(address));
  if (known) {
    const called = /^https?:/.test(address) ? await calledAt(address, tools) : null;
    return [named(known, called ?? unnamed)];
  }
  const answer = await fetchWhole(tools.fetch, { url: address });
  if (!isWebPage(answer)) {
    const places = await placesOfFile(answer, tools);
    return places.map((place) => named(place, unnamed));
  }
  const { url, charset } = answer;
  const listing = await tools.readers.readListing(answer.body, { url, charset });
  const called = await calledIn(answer, tools);
  const places = await placesOfPage(answer, listing, tools);
  return places.map((place) => named(place, called));
}
