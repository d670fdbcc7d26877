import type { z } from 'zod';
import { SourceFailure } from '#shared/errors.ts';
import type { FetchRequest } from '../fetch/fetch.ts';
import { fetchWhole } from '../fetch/fetch-whole.ts';
import type { XmlElement } from '../reading/xml-element.ts';
import type { Tools } from './connector.ts';

type Asked = Omit<FetchRequest, 'accept' | 'etag' | 'lastModified'>;

/**
 * Asks an API for JSON of a known shape.
 *
 * @param what what the answer should have been, for the message: "search results"
 * @throws {SourceFailure} "unreadable" when it is of another shape
 */
export async function askJson<T>(
  request: Asked,
  { shape, what }: { shape: z.ZodType<T>; what: string },
  tools: Tools,
): Promise<T> {
  const answer = await fetchWhole(tools.fetch, { ...request, accept: 'application/json' });
  try {
    return shape.parse(JSON.parse(new TextDecoder().decode(answer.body)));
  } catch (cause) {
    throw new SourceFailure('unreadable', `${request.url} did not answer with ${what}.`, { cause });
  }
}

/** Asks a service for XML. @throws {SourceFailure} "unreadable" when it is none */
export async function askXml(
  request: Asked,
  tools: Tools,
): Promise<{ root: XmlElement; url: string }> {
  const answer = await fetchWhole(tools.fetch, {
    ...request,
    accept: 'application/xml, text/xml;q=0.9, */*;q=0.5',
  });
  const root = await tools.readers.readXml(answer.body, {
    url: answer.url,
    charset: answer.charset,
  });
  return { root, url: answer.url };
}
