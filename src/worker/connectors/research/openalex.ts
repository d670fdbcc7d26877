import { z } from 'zod';
import type { Offer } from '#shared/entities/index.ts';
import { askJson } from '../ask.ts';
import { type Connector, offerOf, readingOf } from '../connector.ts';
import { hasReachedKnown, mostPages, takenOf } from '../paging.ts';
import { parametersOf, questionFrom } from '../query.ts';
import { doiAddress, doiIdentity, doiOf, plainRecord } from './record-facts.ts';
import { retrieveRecord } from './retrieve-record.ts';

/** https://docs.openalex.org/api-entities/works/work-object */
const text = z.string().nullish();
const work = z.object({
  id: z.string(),
  doi: text,
  display_name: text,
  publication_date: text,
  updated_date: text,
  type: text,
  language: text,
  abstract_inverted_index: z.record(z.string(), z.array(z.number())).nullish(),
  authorships: z.array(z.object({ author: z.object({ display_name: text }).nullish() })).nullish(),
  primary_location: z
    .object({ landing_page_url: text, source: z.object({ display_name: text }).nullish() })
    .nullish(),
  best_oa_location: z.object({ pdf_url: text }).nullish(),
});
const page = z.object({
  meta: z.object({ count: z.number(), next_cursor: text }),
  results: z.array(z.unknown()),
});

/** Papers are indexed up to this many days after the date they bear. */
const overlapDays = 60;
/** Words of an abstract that are put back in order; a longer one is a mistake. */
const mostWords = 20_000;

/** An abstract arrives as words with their places. */
export function abstractOf(index: Record<string, number[]> | null | undefined): string {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index ?? {})) {
    for (const place of places) if (place >= 0 && place < mostWords) words[place] = word;
  }
  return plainRecord(words.filter(Boolean).join(' '));
}

function offerOfWork(given: unknown): Offer[] {
  const read = work.safeParse(given);
  if (!read.success) return [];
  const item = read.data;
  const doi = doiOf(item.doi);
  const title = plainRecord(item.display_name);
  const pdf = item.best_oa_location?.pdf_url;
  return [
    offerOf({
      key: item.id,
      url: doi ? doiAddress(doi) : (item.primary_location?.landing_page_url ?? item.id),
      title: title || item.id,
      summary: abstractOf(item.abstract_inverted_index) || null,
      publishedOn: item.publication_date ?? null,
      // Its updated_date moves with every citation: no sign of a changed publication.
      updatedAt: null,
      authors: (item.authorships ?? []).flatMap(({ author }) => author?.display_name ?? []),
      publisher: item.primary_location?.source?.display_name ?? null,
      documentType: item.type ?? null,
      identifiers: doiIdentity(doi),
      attachments:
        pdf && URL.canParse(pdf) ? [{ url: pdf, title, mediaType: 'application/pdf' }] : [],
    }),
  ];
}

/** A standing question to OpenAlex, newest first. Its key is a setting, never part of the question. */
export const openalexConnector: Connector = {
  kind: 'openalex',
  recognise({ hostname, pathname, searchParams }) {
    if (!/^(api\.)?openalex\.org$/.test(hostname) || !pathname.startsWith('/works')) return null;
    return {
      url: 'https://api.openalex.org/works',
      query: questionFrom(searchParams, { filter: 'filter', search: 'search' }),
    };
  },
  async read(source, tools) {
    const asked = parametersOf(source.query);
    if (!asked.has('per_page')) asked.set('per_page', '100');
    if (!asked.has('sort')) asked.set('sort', 'publication_date:desc');
    const key = tools.credentials.openAlexKey;
    const offers: Offer[] = [];
    const warnings: string[] = [];
    let total = 0;
    let cursor: string | null | undefined = '*';
    let isAll = false;
    for (let number = 0; cursor && !isAll && number < mostPages; number += 1) {
      asked.set('cursor', cursor);
      const { meta, results }: z.infer<typeof page> = await askJson(
        { url: `${source.url}?${asked}`, ...(key ? { secrets: { api_key: key } } : {}) },
        { shape: page, what: 'a list of works' },
        tools,
      );
      total = meta.count;
      offers.push(...results.flatMap(offerOfWork));
      cursor = results.length > 0 ? meta.next_cursor : null;
      isAll = hasReachedKnown(source, offers, overlapDays);
    }
    if (!isAll && cursor) warnings.push(...takenOf(offers.length, total));
    if (!key)
      warnings.push('OpenAlex is asked without a key, which allows only a few questions a day.');
    return readingOf({
      offers,
      warnings,
      found: `OpenAlex: ${total} ${total === 1 ? 'work answers' : 'works answer'} this question.`,
    });
  },
  retrieve: (_source, offer, tools) => retrieveRecord(offer, tools),
};
