import { z } from 'zod';
import type { Offer } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import { retrieveDocument } from '../../retrieve/retrieve-document.ts';
import { askJson } from '../ask.ts';
import type { Retrieved, RetrievedDocument, Tools } from '../connector.ts';

const text = z.string().nullish();
const attachment = z.object({
  title: text,
  url: text,
  content_type: text,
  attachment_type: text,
  isbn: text,
});
const organisation = z.object({ title: text });

/** https://docs.publishing.service.gov.uk/repos/content-store/content-api.html */
const item = z.object({
  content_id: text,
  title: z.string(),
  description: text,
  document_type: text,
  public_updated_at: text,
  first_published_at: text,
  locale: text,
  withdrawn_notice: z.object({ explanation: text, withdrawn_at: text }).partial().nullish(),
  details: z
    .object({
      body: z.unknown(),
      change_history: z.array(z.object({ note: text, public_timestamp: text })).nullish(),
      attachments: z.array(attachment).nullish(),
      national_applicability: z
        .record(z.string(), z.object({ label: text, applicable: z.boolean().nullish() }))
        .nullish(),
    })
    .partial()
    .nullish(),
  links: z
    .object({
      organisations: z.array(organisation).nullish(),
      primary_publishing_organisation: z.array(organisation).nullish(),
    })
    .partial()
    .nullish(),
});
type Item = z.infer<typeof item>;

/** Files of one publication that are read at most: a collection page can list hundreds. */
const mostFiles = 12;

async function contentItem(url: string, tools: Tools): Promise<{ item: Item; status: number }> {
  const page = new URL(url);
  const api = new URL(`/api/content${page.pathname}`, page).href;
  const found = await askJson({ url: api }, { shape: item, what: 'a content item' }, tools);
  return { item: found, status: 200 };
}

/** `details.body` is markup, or a list of the same markup in several types. */
function bodyHtml(body: unknown): string {
  if (typeof body === 'string') return body;
  if (!Array.isArray(body)) return '';
  const html = body.find((part) => part?.content_type === 'text/html') ?? body[0];
  return typeof html?.content === 'string' ? html.content : '';
}

const escapeHtml = (value: string) =>
  value.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

async function readBody(content: Item, url: string, status: number, tools: Tools) {
  const html = `<!doctype html><html lang="${escapeHtml(content.locale ?? 'en')}"><head><meta charset="utf-8"><title>${escapeHtml(content.title)}</title></head><body><main><article><h1>${escapeHtml(content.title)}</h1>${bodyHtml(content.details?.body)}</article></main></body></html>`;
  const reading = await tools.readers.readDocument(new TextEncoder().encode(html), {
    url,
    mediaType: 'text/html',
  });
  return {
    title: content.title,
    url,
    reading,
    problem: reading.textProblem,
    bytesHash: null,
    fetchedAt: new Date(),
    httpStatus: status,
    etag: null,
    lastModified: null,
  } satisfies RetrievedDocument;
}

/** HTML attachments are pages of GOV.UK and come by the Content API; the rest are files. */
async function readAttachment(
  given: { title: string; url: string },
  tools: Tools,
): Promise<RetrievedDocument> {
  const isPage = /^\/government\//.test(new URL(given.url).pathname);
  if (!isPage) return retrieveDocument(given, tools);
  try {
    const { item: content, status } = await contentItem(given.url, tools);
    return await readBody(content, given.url, status, tools);
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return retrieveDocument(given, tools);
  }
}

const nations: Record<string, string> = {
  england: 'region-england',
  wales: 'region-wales',
  scotland: 'region-scotland',
  northern_ireland: 'region-northern-ireland',
};

/** The nation a page applies to, when it says so and it is one; the whole kingdom when it is all. */
function nationOf(item: Item): Retrieved['region'] {
  const said = Object.entries(item.details?.national_applicability ?? {});
  const applies = said.filter(([, { applicable }]) => applicable);
  const basis = `GOV.UK says that it applies to ${applies.map(([key, { label }]) => label ?? key).join(', ')}.`;
  const [only] = applies;
  if (applies.length === 1 && only) {
    const concept = nations[only[0]];
    return concept ? { concept, basis } : null;
  }
  return applies.length === Object.keys(nations).length
    ? { concept: 'region-uk-wide', basis }
    : null;
}

/** One GOV.UK page with its files, change note, withdrawal and facts. @throws {SourceFailure} */
export async function retrieveGovukContent(offer: Offer, tools: Tools): Promise<Retrieved> {
  const { item: content, status } = await contentItem(offer.url, tools);
  const details = content.details ?? {};
  const documents: RetrievedDocument[] = [await readBody(content, offer.url, status, tools)];
  for (const file of (details.attachments ?? []).slice(0, mostFiles)) {
    if (!file.url) continue;
    const url = new URL(file.url, offer.url).href;
    documents.push(await readAttachment({ title: file.title ?? content.title, url }, tools));
  }

  const notes = (details.change_history ?? [])
    .filter((change) => change.note)
    .sort((a, b) => (b.public_timestamp ?? '').localeCompare(a.public_timestamp ?? ''));
  const organisations = [
    ...(content.links?.primary_publishing_organisation ?? []),
    ...(content.links?.organisations ?? []),
  ];
  const publishedAt = content.first_published_at ?? content.public_updated_at;
  const isbns = (details.attachments ?? []).flatMap(({ isbn }) => isbn ?? []);
  return {
    documents,
    url: offer.url,
    canonicalUrl: offer.url,
    title: content.title,
    summary: content.description ?? null,
    publishedOn: publishedAt ? londonDay(new Date(publishedAt)) : null,
    publisher: organisations.flatMap(({ title }) => title ?? [])[0] ?? null,
    documentType: content.document_type ?? null,
    region: nationOf(content),
    identifiers: [
      ...(content.content_id ? [{ scheme: 'govuk-content-id', value: content.content_id }] : []),
      ...isbns.map((value) => ({ scheme: 'isbn', value: value.replace(/[^0-9X]/gi, '') })),
    ].filter(({ value }) => value),
    changeNote: notes[0]?.note ?? null,
    withdrawn: content.withdrawn_notice
      ? {
          at: content.withdrawn_notice.withdrawn_at
            ? new Date(content.withdrawn_notice.withdrawn_at)
            : null,
          note: (content.withdrawn_notice.explanation ?? '').replace(/<[^<>]*>/g, ' ').trim(),
        }
      : null,
    tellsWithdrawal: true,
  };
}
