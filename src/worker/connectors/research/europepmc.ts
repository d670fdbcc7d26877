import { z } from 'zod';
import type { Offer } from '#shared/entities/index.ts';
import { askJson } from '../ask.ts';
import { type Connector, offerOf, readingOf } from '../connector.ts';
import { hasReachedKnown, mostPages, takenOf } from '../paging.ts';
import { parametersOf, questionFrom } from '../query.ts';
import { doiAddress, doiIdentity, doiOf, plainRecord } from './record-facts.ts';
import { retrieveRecord } from './retrieve-record.ts';

/** https://europepmc.org/RestfulWebService#search */
const text = z.string().nullish();
const record = z.object({
  id: z.string(),
  source: z.string(),
  title: text,
  doi: text,
  abstractText: text,
  firstPublicationDate: text,
  authorString: text,
  isOpenAccess: text,
  journalInfo: z.object({ journal: z.object({ title: text }).nullish() }).nullish(),
  pubTypeList: z.object({ pubType: z.array(z.string()).nullish() }).nullish(),
  fullTextUrlList: z
    .object({
      fullTextUrl: z
        .array(z.object({ documentStyle: text, availabilityCode: text, url: z.string() }))
        .nullish(),
    })
    .nullish(),
});
const page = z.object({
  hitCount: z.number(),
  nextCursorMark: text,
  resultList: z.object({ result: z.array(z.unknown()) }),
});

/** Papers are indexed up to this many days after the date they bear. */
const overlapDays = 60;

function offerOfRecord(given: unknown): Offer[] {
  const read = record.safeParse(given);
  if (!read.success) return [];
  const item = read.data;
  const doi = doiOf(item.doi);
  const pdf =
    item.isOpenAccess === 'Y'
      ? item.fullTextUrlList?.fullTextUrl?.find(
          ({ documentStyle, availabilityCode }) =>
            documentStyle === 'pdf' && availabilityCode === 'OA',
        )
      : undefined;
  const title = plainRecord(item.title).replace(/\.$/, '');
  return [
    offerOf({
      key: `${item.source}:${item.id}`,
      url: doi ? doiAddress(doi) : `https://europepmc.org/article/${item.source}/${item.id}`,
      title: title || item.id,
      summary: plainRecord(item.abstractText) || null,
      publishedOn: item.firstPublicationDate ?? null,
      updatedAt: null,
      authors: item.authorString ? [item.authorString] : [],
      publisher: item.journalInfo?.journal?.title ?? null,
      documentType: 'research',
      categories: item.pubTypeList?.pubType ?? [],
      identifiers: doiIdentity(doi),
      attachments: pdf ? [{ url: pdf.url, title, mediaType: 'application/pdf' }] : [],
    }),
  ];
}

/** A standing question to Europe PMC, newest first, page by page through its cursor. */
export const europepmcConnector: Connector = {
  kind: 'europepmc',
  recognise({ hostname, pathname, searchParams }) {
    const isApi = hostname === 'www.ebi.ac.uk' && pathname.startsWith('/europepmc/');
    if (!isApi && !/(^|\.)europepmc\.org$/.test(hostname)) return null;
    return {
      url: 'https://www.ebi.ac.uk/europepmc/webservices/rest/search',
      query: questionFrom(searchParams, { query: 'query' }),
    };
  },
  async read(source, tools) {
    const asked = parametersOf(source.query);
    asked.set('format', 'json');
    asked.set('resultType', 'core');
    if (!asked.has('pageSize')) asked.set('pageSize', '100');
    if (!asked.has('sort')) asked.set('sort', 'P_PDATE_D desc');
    const offers: Offer[] = [];
    const warnings: string[] = [];
    let total = 0;
    let cursor = '*';
    for (let number = 1; ; number += 1) {
      asked.set('cursorMark', cursor);
      const { hitCount, nextCursorMark, resultList } = await askJson(
        { url: `${source.url}?${asked}` },
        { shape: page, what: 'search results of Europe PMC' },
        tools,
      );
      total = hitCount;
      const found = resultList.result.flatMap(offerOfRecord);
      if (found.length < resultList.result.length) {
        warnings.push(
          `${resultList.result.length - found.length} results had no id and were left out.`,
        );
      }
      offers.push(...found);
      // The last page repeats the cursor it was asked with.
      if (!nextCursorMark || nextCursorMark === cursor || resultList.result.length === 0) break;
      if (hasReachedKnown(source, offers, overlapDays)) break;
      if (number === mostPages) {
        warnings.push(...takenOf(offers.length, total));
        break;
      }
      cursor = nextCursorMark;
    }
    return readingOf({
      offers,
      warnings,
      found: `Europe PMC: ${total} ${total === 1 ? 'paper answers' : 'papers answer'} this question.`,
    });
  },
  retrieve: (_source, offer, tools) => retrieveRecord(offer, tools),
};
