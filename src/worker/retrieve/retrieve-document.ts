import { createHash } from 'node:crypto';
import { SourceFailure } from '#shared/errors.ts';
import type { RetrievedDocument, Tools } from '../connectors/connector.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import { refuseInstead } from './refuse-instead.ts';

/** SHA-256 of bytes as they arrived, hexadecimal. */
export const bytesHash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Fetches and reads one file or page. @throws {SourceFailure} when it cannot be had */
export async function fetchDocument(
  given: { title: string; url: string; obeyRobots?: boolean },
  { fetch, readers }: Tools,
): Promise<RetrievedDocument & { finalUrl: string }> {
  const answer = await fetchWhole(fetch, {
    url: given.url,
    obeyRobots: given.obeyRobots ?? true,
  });
  const reading = await readers.readDocument(answer.body, {
    url: answer.url,
    charset: answer.charset,
    mediaType: answer.mediaType,
    fileName: answer.fileName,
  });
  refuseInstead({ ...given, finalUrl: answer.url, status: answer.status }, reading);
  return {
    title: reading.title ?? given.title,
    url: given.url,
    finalUrl: answer.url,
    reading,
    problem: reading.textProblem,
    bytesHash: bytesHash(answer.body),
    fetchedAt: answer.fetchedAt,
    httpStatus: answer.status,
    etag: answer.etag,
    lastModified: answer.lastModified,
  };
}

/** The same, for files beside the page: what cannot be had is said and loses nothing else. */
export async function retrieveDocument(
  given: { title: string; url: string },
  tools: Tools,
): Promise<RetrievedDocument> {
  try {
    const { finalUrl: _, ...document } = await fetchDocument(given, tools);
    return { ...document, title: given.title || document.title };
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return {
      title: given.title,
      url: given.url,
      reading: null,
      problem: error.message,
      bytesHash: null,
      fetchedAt: new Date(),
      httpStatus: error.status,
      etag: null,
      lastModified: null,
    };
  }
}
