import type { Candidate, Version } from '#shared/entities/index.ts';
import { contentHash } from '#shared/text/hash.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { firstPages, mostCharacters } from '../reading/document/bound-reading.ts';
import type { Page } from '../reading/reading.ts';
import { withoutRunningLines } from './running-lines.ts';
import { textOfMarkup } from './text-of-markup.ts';

export interface ContentsDocument {
  title: string;
  url: string | null;
  mediaType: string;
  pageCount: number | null;
  pages: Page[];
  /** The pages without what runs through them: what is searched and quoted. */
  body: Page[];
  problem: string | null;
  bytesHash: string | null;
  fetchedAt: Date | null;
  httpStatus: number | null;
  etag: string | null;
  lastModified: string | null;
}

/** What a publication says, ready to be recorded. */
export interface Contents {
  documents: ContentsDocument[];
  /** The whole text. */
  text: string;
  /** Of the text; null where there is none. */
  hash: string | null;
  headings: string[];
  language: string | null;
  /** What could not be read, as a sentence; null if all was. */
  problem: string | null;
}

// PostgreSQL cannot hold the character NUL, and no text means anything by it.
const withoutNul = (text: string) => text.replaceAll('\u0000', '');

function cleaned(given: Page[]): Pick<ContentsDocument, 'pages' | 'body'> {
  const pages = given.map((page) => ({
    ...page,
    text: withoutNul(page.text),
    headings: page.headings.map(withoutNul),
  }));
  return { pages, body: withoutRunningLines(pages) };
}

/** What a source offered, and when. */
type Offered = Pick<Candidate, 'offer' | 'lastOfferedAt'>;

/** What the source itself carried, when the page could not be had. */
function offeredDocument(candidate: Offered): ContentsDocument[] {
  const { offer } = candidate;
  const text = offer.contentHtml ? textOfMarkup(offer.contentHtml) : '';
  if (!text) return [];
  return [
    {
      title: offer.title,
      url: /^https?:/.test(offer.url) ? offer.url : null,
      mediaType: 'text/html',
      pageCount: null,
      ...cleaned([{ number: null, text, headings: [] }]),
      problem: 'This text is what the source itself carried; the page could not be read.',
      bytesHash: null,
      fetchedAt: candidate.lastOfferedAt,
      httpStatus: null,
      etag: null,
      lastModified: null,
    },
  ];
}

function problemOf(documents: ContentsDocument[]): string | null {
  const failed = documents.filter(({ problem }) => problem);
  if (failed.length === 0) return null;
  if (documents.length === 1) return failed[0]?.problem ?? null;
  const what = failed.map(({ title, problem }) => `“${title}”: ${problem}`).join(' ');
  return `${failed.length} of ${documents.length} documents could not be read in full. ${what}`;
}

/** The headings of one document; one that runs through its pages counts once. */
export const headingsOf = ({ body }: Pick<ContentsDocument, 'body'>): string[] =>
  body.flatMap(({ headings }) => headings);

/** Characters of all documents of a publication: each is bounded already, and there may be several. */
const mostTogether = 2 * mostCharacters;

/** Keeps the first pages of them together, and says of each what was left out. */
function boundTogether(documents: ContentsDocument[]): void {
  let left = mostTogether;
  for (const document of documents) {
    const { pages, problem } = firstPages(document.pages, document.pageCount, left);
    left -= pages.reduce((sum, { text }) => sum + text.length, 0);
    if (problem === null) continue;
    Object.assign(document, cleaned(pages));
    document.problem = [document.problem, problem].filter(Boolean).join(' ');
  }
}

function wholeOf(documents: ContentsDocument[]): Pick<Contents, 'text' | 'hash'> {
  const pages = documents.flatMap((document) => document.pages);
  const text = pages.map((page) => page.text).join('\n\n');
  return { text, hash: text ? contentHash(text) : null };
}

/** Gathers what was retrieved, or what the source carried when nothing could be. */
export function contentsOf(candidate: Offered, retrieved: Retrieved | null): Contents {
  const documents: ContentsDocument[] = retrieved
    ? retrieved.documents.map((document) => ({
        title: lineOfText(document.title).slice(0, 1000),
        url: /^https?:/.test(document.url) ? document.url : null,
        mediaType: document.reading?.mediaType ?? 'application/octet-stream',
        pageCount: document.reading?.pageCount ?? null,
        ...cleaned(document.reading?.pages ?? []),
        problem: document.problem,
        bytesHash: document.bytesHash,
        fetchedAt: document.fetchedAt,
        httpStatus: document.httpStatus,
        etag: document.etag,
        lastModified: document.lastModified,
      }))
    : offeredDocument(candidate);
  boundTogether(documents);
  return {
    documents,
    ...wholeOf(documents),
    headings: documents.flatMap(headingsOf),
    language:
      retrieved?.documents.find(({ reading }) => reading?.language)?.reading?.language ?? null,
    problem: problemOf(documents),
  };
}

/** What a version said, to be recorded again. */
export function contentsOfVersion({ content }: Pick<Version, 'content'>): Contents {
  const documents = content.map(
    ({ title, url, pages, capture }): ContentsDocument => ({
      title,
      url,
      mediaType: pages.some(({ number }) => number !== null) ? 'application/pdf' : 'text/html',
      pageCount: pages.some(({ number }) => number !== null) ? pages.length : null,
      ...cleaned(pages.map((page) => ({ ...page, headings: [] }))),
      problem: null,
      bytesHash: capture?.bytesHash ?? null,
      fetchedAt: capture?.fetchedAt ? new Date(capture.fetchedAt) : null,
      httpStatus: capture?.httpStatus ?? null,
      etag: capture?.etag ?? null,
      lastModified: capture?.lastModified ?? null,
    }),
  );
  return { documents, ...wholeOf(documents), headings: [], language: null, problem: null };
}
