import { SourceFailure } from '#shared/errors.ts';
import type { Fetch, Fetched, FetchRequest } from './fetch.ts';

/**
 * Fetches without validators, so that the answer has a body.
 *
 * @throws {SourceFailure} also when the server says "not modified" all the same
 */
export async function fetchWhole(
  fetch: Fetch,
  request: Omit<FetchRequest, 'etag' | 'lastModified'>,
): Promise<Fetched> {
  const answer = await fetch(request);
  if (answer.notModified) {
    throw new SourceFailure(
      'unreadable',
      `${request.url} answered 304 although it was not asked what changed.`,
    );
  }
  return answer;
}
