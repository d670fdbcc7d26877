import type { Offer } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { retrieveDocument } from '../../obtaining/retrieve-document.ts';
import { plainText } from '../../reading/feed/plain-text.ts';
import { legible } from '../../reading/legible.ts';
import { askJson } from '../ask.ts';
import type { Retrieved, RetrievedDocument, Tools } from '../connector.ts';
import { type ContentItem, contentItem, factsOfItem } from './content-item.ts';
import { markupOfItem, markupOfNotice } from './markup-of-item.ts';

/** Files of one publication that are read at most: a collection page can list hundreds. */
const mostFiles = 12;
/** Pages that may lead on to another before it is taken for a circle. */
const mostRedirects = 3;

interface FoundContent {
  item: ContentItem;
  /** The page it is of, after what GOV.UK says has moved. */
  url: string;
}

/** @throws {SourceFailure} "not-found" for what was unpublished or moved off GOV.UK */
async function findItem(url: string, tools: Tools, redirects = 0): Promise<FoundContent> {
  const page = new URL(url);
  const api = new URL(`/api/content${page.pathname}`, page).href;
  const item = await askJson({ url: api }, { shape: contentItem, what: 'a content item' }, tools);
  if (item.document_type === 'gone') {
    const why = plainText(item.details.explanation ?? '');
    throw new SourceFailure('not-found', `GOV.UK has unpublished this page. ${why}`.trim());
  }
  if (item.document_type !== 'redirect') return { item, url };

  const named =
    item.redirects.find(({ path }) => path === page.pathname) ?? item.redirects[0] ?? null;
  const next =
    named?.destination && URL.canParse(named.destination, page)
      ? new URL(named.destination, page)
      : null;
  if (!next || next.host !== page.host || redirects === mostRedirects) {
    throw new SourceFailure(
      'not-found',
      next
        ? `GOV.UK says that this page has moved to ${next.href}.`
        : 'GOV.UK says that this page has moved, but not where to.',
    );
  }
  next.hash = '';
  return findItem(next.href, tools, redirects + 1);
}

async function readBody({ item, url }: FoundContent, title: string, tools: Tools) {
  const reading = await tools.readers.readDocument(new TextEncoder().encode(markupOfItem(item)), {
    url,
    mediaType: 'text/html',
  });
  return {
    title,
    url,
    reading,
    problem: reading.textProblem,
    bytesHash: null,
    fetchedAt: new Date(),
    httpStatus: 200,
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
    const found = await findItem(given.url, tools);
    return await readBody(found, factsOfItem(found.item).title ?? given.title, tools);
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
function nationOf({ details }: ContentItem): Retrieved['region'] {
  const said = Object.entries(details.national_applicability ?? {});
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

/** Files of a page: those that its markup links to where no list of them is given. */
function filesOf({ details }: ContentItem, page: RetrievedDocument) {
  const listed = details.attachments.flatMap(({ url, title }) =>
    url && URL.canParse(url, page.url) ? [{ url: new URL(url, page.url).href, title }] : [],
  );
  const files = listed.length > 0 ? listed : (page.reading?.attachments ?? []);
  return [...new Map(files.map((file) => [file.url, file])).values()].slice(0, mostFiles);
}

/** What changed last, in the publisher's own words. */
function changeNoteOf({ details }: ContentItem): string | null {
  const [last] = details.change_history
    .filter(({ note }) => note?.trim())
    .sort((a, b) => (b.public_timestamp ?? '').localeCompare(a.public_timestamp ?? ''));
  return last?.note ?? null;
}

/** What the notice of a withdrawal says of what stands in its place. */
async function readNotice({ item, url }: FoundContent, tools: Tools) {
  const explanation = item.withdrawn_notice?.explanation;
  if (!explanation || !item.withdrawn_notice?.withdrawn_at) return [];
  const bytes = new TextEncoder().encode(markupOfNotice(explanation));
  const reading = await tools.readers.readDocument(bytes, { url, mediaType: 'text/html' });
  return reading.editions ?? [];
}

/** One GOV.UK page with its files, change note, withdrawal and facts. @throws {SourceFailure} */
export async function retrieveGovukContent(offer: Offer, tools: Tools): Promise<Retrieved> {
  const found = await findItem(offer.url, tools);
  const { item, url } = found;
  const { updatedOn: _, ...facts } = legible(factsOfItem(item));
  const title = facts.title ?? offer.title;
  const page = await readBody(found, title, tools);
  const documents: RetrievedDocument[] = [page];
  for (const file of filesOf(item, page)) {
    documents.push(await readAttachment({ title: file.title || title, url: file.url }, tools));
  }

  const isbns = item.details.attachments.flatMap(({ isbn }) => isbn ?? []);
  return {
    ...facts,
    title,
    documents,
    url,
    canonicalUrl: url,
    region: nationOf(item),
    identifiers: [
      { scheme: 'govuk-content-id', value: item.content_id ?? '' },
      ...isbns.map((value) => ({ scheme: 'isbn', value: value.replace(/[^0-9X]/gi, '') })),
    ].filter(({ value }) => value),
    changeNote: changeNoteOf(item),
    tellsWithdrawal: true,
    noticeOnEditions: await readNotice(found, tools),
  };
}
