import { getDomain } from 'tldts';
import type { Offer } from '#shared/entities/index.ts';
import type { Retrieved, RetrievedDocument, Tools } from '../connectors/connector.ts';
import { fetchDocument, retrieveDocument } from './retrieve-document.ts';

/** Files read beside a page at most: a page with more is a list, not a publication. */
const mostFiles = 5;

/** The site an address belongs to; the host itself for names without a public suffix. */
const siteOf = (url: string) => getDomain(url) ?? new URL(url).host;

/**
 * Files that belong to the page: those its article links to on the same site, and those the
 * source itself offered.
 */
function filesOf(page: RetrievedDocument & { finalUrl: string }, offer: Offer) {
  const linked = (page.reading?.attachments ?? []).filter(
    ({ url }) => siteOf(url) === siteOf(page.finalUrl),
  );
  const offered = offer.attachments.filter(
    ({ url, mediaType }) =>
      /\.(pdf|docx)$/i.test(new URL(url).pathname) || /pdf|word/.test(mediaType ?? ''),
  );
  const files = new Map([...offered, ...linked].map((file) => [file.url, file]));
  files.delete(page.url);
  files.delete(page.finalUrl);
  return [...files.values()];
}

/** What a person reads of a page whose files are left alone. */
const aList = (count: number) =>
  `The page links to ${count} files, which were not read: one with more than ${mostFiles} is taken for a list. A file that belongs in the library can be added by its own address.`;

/** A canonical address is believed for the same host, unless it names the front page. */
function believedCanonical(canonical: string | null, from: string): string | null {
  if (!canonical) return null;
  const [said, asked] = [new URL(canonical), new URL(from)];
  const isFrontPage = said.pathname === '/' && !said.search;
  return said.host === asked.host && (!isFrontPage || asked.pathname === '/') ? canonical : null;
}

/** Retrieves a page or file and the files beside it. @throws {SourceFailure} */
export async function retrievePage(offer: Offer, tools: Tools): Promise<Retrieved> {
  const page = await fetchDocument({ title: offer.title, url: offer.url }, tools);
  const documents: RetrievedDocument[] = [page];
  const files = filesOf(page, offer);
  if (files.length > mostFiles) page.problem ??= aList(files.length);
  else for (const file of files) documents.push(await retrieveDocument(file, tools));
  const { reading } = page;
  return {
    documents,
    url: page.finalUrl,
    canonicalUrl: believedCanonical(reading?.canonicalUrl ?? null, page.finalUrl),
    title: reading?.title ?? null,
    summary: reading?.summary ?? null,
    publishedOn: reading?.publishedOn ?? null,
    publisher: reading?.publisher ?? null,
    documentType: null,
    identifiers: [],
    changeNote: null,
    withdrawn: null,
  };
}
