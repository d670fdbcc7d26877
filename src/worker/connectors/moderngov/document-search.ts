import type { Offer, Source } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import { fetchWhole } from '../../fetch/fetch-whole.ts';
import { offerOf, readingOf, type SourceReading, type Tools } from '../connector.ts';
import { keyOfAddress } from '../page.ts';

/** Ten hits a page. */
const mostPages = 20;
/** The snippets name officers, so only titles and addresses are taken. */
const titles = 'p.mgAiTitleTxt';

/** A standing question to a council's document search, best match first. @throws {SourceFailure} */
export async function readDocumentSearch(
  source: Source,
  asked: URLSearchParams,
  { fetch, readers }: Tools,
): Promise<SourceReading> {
  const offers: Offer[] = [];
  const seen = new Set<string>();
  for (let page = 1; page <= mostPages; page += 1) {
    asked.set('PG', String(page));
    const url = `${new URL('/ieSearchResults2.aspx', source.url).href}?${asked}`;
    const answer = await fetchWhole(fetch, { url });
    const listing = await readers.readListing(answer.body, {
      url: answer.url,
      charset: answer.charset,
      selector: titles,
    });
    const fresh = listing.links.filter(({ url }) => !seen.has(canonicalAddress(url)));
    if (listing.links.length === 0 && !/no results found/i.test(listing.text) && page === 1) {
      throw new SourceFailure(
        'unreadable',
        `${url} answered neither with results nor with “No results found”. The search may have changed.`,
      );
    }
    // Past the last page some councils answer with the last page again.
    if (fresh.length === 0) break;
    for (const link of fresh) {
      seen.add(canonicalAddress(link.url));
      offers.push(
        offerOf({
          key: keyOfAddress(link.url),
          url: link.url,
          title: link.title,
          publishedOn: link.publishedOn,
          documentType: 'Committee paper',
        }),
      );
    }
  }
  return readingOf({
    offers,
    found: `Council papers: ${offers.length} answer “${asked.get('SS') ?? ''}”.`,
  });
}
