import { z } from 'zod';
import type { Source } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { hostOf } from '#shared/text/address.ts';
import { retrievePage } from '../../obtaining/retrieve-page.ts';
import { askJson } from '../ask.ts';
import { type Connector, offerOf, readingOf } from '../connector.ts';
import { hasReachedKnown, mostPages, takenOf } from '../paging.ts';
import { parametersOf, questionFrom } from '../query.ts';
import { retrieveGovukContent } from './govuk-content.ts';

/** https://docs.publishing.service.gov.uk/repos/search-api/using-the-search-api.html */
const fields = [
  'title',
  'description',
  'link',
  'public_timestamp',
  'first_published_at',
  'content_store_document_type',
  'display_type',
  'organisations',
  'content_id',
  'is_withdrawn',
];

/** A value of another type costs itself alone, never the result. */
const text = z.string().nullish().catch(null);
const result = z.object({
  title: z.string(),
  link: z.string(),
  description: text,
  public_timestamp: text,
  first_published_at: text,
  content_store_document_type: text,
  display_type: text,
  content_id: text,
  organisations: z
    .array(z.object({ title: text }).catch({ title: null }))
    .nullish()
    .catch(null),
});
const answerShape = z.object({
  results: z.array(z.unknown()),
  total: z.number().nullish().catch(null),
});

const newestFirst = '-public_timestamp';

/** A page can be indexed this many days after the time of its change. */
const overlapDays = 3;

function dayOf(instant: string | null | undefined): string | null {
  const at = new Date(instant ?? '');
  return Number.isNaN(at.getTime()) ? null : londonDay(at);
}

/** Links are paths, with or without the stroke in front, or addresses elsewhere. */
function addressOf(link: string, baseUrl: string): string | null {
  const whole = /^www\./i.test(link) ? `https://${link}` : link;
  const path = /^(https?:|\/)/i.test(whole) ? whole : `/${whole}`;
  return link && URL.canParse(path, baseUrl) ? new URL(path, baseUrl).href : null;
}

function offersOf(results: unknown[], baseUrl: string, warnings: string[]) {
  return results.flatMap((given) => {
    const read = result.safeParse(given);
    const url = read.success ? addressOf(read.data.link, baseUrl) : null;
    if (!read.success || !url) {
      warnings.push('One result had no title or link and was left out.');
      return [];
    }
    const item = read.data;
    const organisations = (item.organisations ?? []).flatMap(({ title }) => title ?? []);
    return offerOf({
      // The path is the identity: the same page with a newer time is a new version of it.
      key: item.link,
      url,
      title: item.title,
      summary: item.description ?? null,
      // The other time, public_timestamp, is that of the last change.
      publishedOn: dayOf(item.first_published_at),
      updatedAt: item.public_timestamp ?? null,
      publisher: organisations[0] ?? null,
      documentType: item.content_store_document_type ?? item.display_type ?? null,
      identifiers: item.content_id ? [{ scheme: 'govuk-content-id', value: item.content_id }] : [],
    });
  });
}

/** The question as it is sent, with what it leaves open. */
function questionOf(source: Source): URLSearchParams {
  const asked = parametersOf(source.query);
  const open = { order: newestFirst, count: '50', fields: fields.join(',') };
  for (const [name, value] of Object.entries(open)) {
    if (!asked.has(name)) asked.set(name, value);
  }
  return asked;
}

/** What GOV.UK's search page calls what its API calls otherwise. */
const namesOfPage = {
  keywords: 'q',
  q: 'q',
  'organisations[]': 'filter_organisations',
  organisations: 'filter_organisations',
};

/** A standing question to GOV.UK's Search API, newest change first; pages come by the Content API. */
export const govukSearchConnector: Connector = {
  kind: 'govuk-search',
  recognise({ origin, hostname, pathname, searchParams }) {
    const url = `${origin}/api/search.json`;
    if (/^\/api\/search\.json$/.test(pathname)) {
      const asked = Object.fromEntries([...searchParams.keys()].map((name) => [name, name]));
      return { url, query: questionFrom(searchParams, asked) };
    }
    const isSearch = /(^|\.)gov\.uk$/.test(hostname) && /^\/search(\/|$)/.test(pathname);
    return isSearch ? { url, query: questionFrom(searchParams, namesOfPage) } : null;
  },
  async read(source, tools) {
    const asked = questionOf(source);
    const isByTime = asked.get('order') === newestFirst;
    const count = Number(asked.get('count'));
    const warnings: string[] = [];
    const offers: ReturnType<typeof offersOf> = [];
    let total = 0;

    for (let page = 0; ; page += 1) {
      if (page === mostPages) {
        warnings.push(...takenOf(offers.length, total));
        break;
      }
      if (page > 0) asked.set('start', String(page * count));
      const { results, total: said } = await askJson(
        { url: `${source.url}?${asked}` },
        { shape: answerShape, what: 'search results' },
        tools,
      );
      total = said ?? results.length;
      offers.push(...offersOf(results, source.url, warnings));
      if (results.length < count || (page + 1) * count >= total) break;
      if (isByTime && hasReachedKnown(source, offers, overlapDays)) break;
    }
    return readingOf({
      offers,
      warnings,
      found: `GOV.UK search: ${total} ${total === 1 ? 'page answers' : 'pages answer'} this question.`,
    });
  },
  // What GOV.UK recommends elsewhere has no content item.
  retrieve: (source, offer, tools) =>
    hostOf(offer.url) === hostOf(source.url)
      ? retrieveGovukContent(offer, tools)
      : retrievePage(offer, tools),
};
