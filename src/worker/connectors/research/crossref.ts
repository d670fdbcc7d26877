import { z } from 'zod';
import type { Offer } from '#shared/entities/index.ts';
import { askJson } from '../ask.ts';
import { type Connector, offerOf, readingOf } from '../connector.ts';
import { hasReachedKnown, mostPages, takenOf } from '../paging.ts';
import { parametersOf, questionFrom } from '../query.ts';
import { dayOfParts, doiAddress, doiIdentity, doiOf, plainRecord } from './record-facts.ts';
import { retrieveRecord } from './retrieve-record.ts';

/** https://api.crossref.org/swagger-ui/index.html */
const text = z.string().nullish();
const dated = z.object({ 'date-parts': z.array(z.array(z.number().nullable())) }).nullish();
const work = z.object({
  DOI: z.string(),
  title: z.array(z.string()).nullish(),
  abstract: text,
  publisher: text,
  type: text,
  issued: dated,
  published: dated,
  'container-title': z.array(z.string()).nullish(),
  author: z.array(z.object({ given: text, family: text, name: text })).nullish(),
});
const page = z.object({
  message: z.object({
    'total-results': z.number(),
    'next-cursor': text,
    items: z.array(z.unknown()),
  }),
});

/** Sorted by the day of registration, which is later than the date they bear. */
const overlapDays = 120;

function offerOfWork(given: unknown): Offer[] {
  const read = work.safeParse(given);
  const doi = read.success ? doiOf(read.data.DOI) : null;
  if (!read.success || !doi) return [];
  const item = read.data;
  return [
    offerOf({
      key: doi,
      url: doiAddress(doi),
      title: plainRecord(item.title?.[0]) || doi,
      summary: plainRecord(item.abstract) || null,
      publishedOn: dayOfParts((item.published ?? item.issued)?.['date-parts'][0]),
      authors: (item.author ?? []).flatMap(
        ({ given, family, name }) => [given, family].filter(Boolean).join(' ') || name || [],
      ),
      publisher: item['container-title']?.[0] ?? item.publisher ?? null,
      documentType: item.type?.replaceAll('-', ' ') ?? null,
      identifiers: doiIdentity(doi),
    }),
  ];
}

/** A standing question to Crossref, last registered first; a contact address asks its polite pool. */
export const crossrefConnector: Connector = {
  kind: 'crossref',
  recognise({ hostname, pathname, searchParams }) {
    const isApi = hostname === 'api.crossref.org' && pathname.startsWith('/works');
    if (!isApi && hostname !== 'search.crossref.org') return null;
    return {
      url: 'https://api.crossref.org/works',
      query: questionFrom(searchParams, { q: 'query', query: 'query', filter: 'filter' }),
    };
  },
  async read(source, tools) {
    const asked = parametersOf(source.query);
    const rows = Number(asked.get('rows')) || 100;
    asked.set('rows', String(rows));
    if (!asked.has('sort')) asked.set('sort', 'created');
    if (!asked.has('order')) asked.set('order', 'desc');
    const { contact } = tools.credentials;
    if (contact?.includes('@')) asked.set('mailto', contact);
    const offers: Offer[] = [];
    const warnings: string[] = [];
    let total = 0;
    let cursor: string | null | undefined = '*';
    let isAll = false;
    for (let number = 0; cursor && !isAll && number < mostPages; number += 1) {
      asked.set('cursor', cursor);
      const { message }: z.infer<typeof page> = await askJson(
        { url: `${source.url}?${asked}` },
        { shape: page, what: 'a list of works' },
        tools,
      );
      total = message['total-results'];
      offers.push(...message.items.flatMap(offerOfWork));
      // It hands out a cursor after the last page too.
      cursor = message.items.length === rows ? message['next-cursor'] : null;
      isAll = hasReachedKnown(source, offers, overlapDays);
    }
    if (!isAll && cursor) warnings.push(...takenOf(offers.length, total));
    return readingOf({
      offers,
      warnings,
      found: `Crossref: ${total} ${total === 1 ? 'work answers' : 'works answer'} this question.`,
    });
  },
  retrieve: (_source, offer, tools) => retrieveRecord(offer, tools),
};
