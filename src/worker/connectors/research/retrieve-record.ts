import type { Offer } from '#shared/entities/index.ts';
import { retrieveDocument } from '../../obtaining/retrieve-document.ts';
import type { Retrieved, Tools } from '../connector.ts';

/**
 * A bibliographic record as a publication: its abstract is the text, with the open-access files the
 * index names. The publisher's page is linked, not fetched: it mostly refuses automatic readers.
 */
export async function retrieveRecord(offer: Offer, tools: Tools): Promise<Retrieved> {
  const text = offer.summary ?? '';
  const record = {
    title: offer.title,
    url: offer.url,
    reading: {
      mediaType: 'text/plain',
      title: offer.title,
      summary: offer.summary,
      publishedOn: offer.publishedOn,
      publisher: offer.publisher,
      language: null,
      canonicalUrl: null,
      attachments: [],
      pageCount: null,
      pages: text ? [{ number: null, text, headings: [] }] : [],
      textProblem: null,
    },
    problem: text ? null : 'The index has no abstract of it; follow the link to read it.',
    bytesHash: null,
    fetchedAt: tools.clock(),
    httpStatus: 200,
    etag: null,
    lastModified: null,
  };
  const files: Retrieved['documents'] = [];
  for (const { url, title } of offer.attachments) {
    files.push(await retrieveDocument({ url, title: title || offer.title }, tools));
  }
  return {
    documents: [record, ...files],
    url: offer.url,
    canonicalUrl: null,
    title: offer.title,
    summary: offer.summary,
    publishedOn: offer.publishedOn,
    publisher: offer.publisher,
    documentType: offer.documentType,
    identifiers: [],
    changeNote: null,
    withdrawn: null,
  };
}
