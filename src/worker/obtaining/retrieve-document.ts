import { createHash } from 'node:crypto';
import { SourceFailure } from '#shared/errors.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import type { RetrievedDocument, Tools } from '../connectors/connector.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import { refuseInstead } from './refuse-instead.ts';

/** SHA-256 of bytes as they arrived, hexadecimal. */
export const bytesHash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Pages that lead on to another before they are taken for a circle. */
const mostLeads = 3;

/**
 * Fetches and reads one file or page; one that leads on at once (meta refresh) as what it leads to,
 * which is asked for like any address. @throws {SourceFailure} when it cannot be had
 */
export async function fetchDocument(
  given: { title: string; url: string; obeyRobots?: boolean },
  { fetch, readers }: Tools,
): Promise<RetrievedDocument & { finalUrl: string }> {
  const ask = async (url: string) => {
    const answer = await fetchWhole(fetch, { url, obeyRobots: given.obeyRobots ?? true });
    const { charset, mediaType, fileName } = answer;
    const origin = { url: answer.url, charset, mediaType, fileName };
    return { answer, reading: await readers.readDocument(answer.body, origin) };
  };
  let { answer, reading } = await ask(given.url);
  const seen = new Set([canonicalAddress(given.url)]);
  for (let next = reading.leadsTo; next; next = reading.leadsTo) {
    seen.add(canonicalAddress(answer.url));
    // A page that calls itself again only wants to be seen fresh.
    if (URL.canParse(next) && canonicalAddress(next) === canonicalAddress(answer.url)) break;
    if (!/^https?:/i.test(next) || seen.has(canonicalAddress(next)) || seen.size > mostLeads) {
      throw new SourceFailure(
        'unreadable',
        `${given.url} only leads on to ${next}, which cannot be followed.`,
      );
    }
    ({ answer, reading } = await ask(next));
  }
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
      fetchedAt: tools.clock(),
      httpStatus: error.status,
      etag: null,
      lastModified: null,
    };
  }
}
