import type { z } from 'zod';
import { SourceFailure } from '#shared/errors.ts';
import type { FetchRequest } from '../fetch/fetch.ts';
import type { XmlElement } from '../reading/xml-element.ts';
import type { Tools } from './connector.ts';

type Asked = Omit<FetchRequest, 'accept'>;

async function fetched(request: FetchRequest, { fetch }: Tools) {
  const answer = await fetch(request);
  if (answer.notModified) {
    throw new SourceFailure('unreadable', `${request.url} answered 304 although it was not asked.`);
  }
  return answer;
}

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
  const answer = await fetched({ ...request, accept: 'application/json' }, tools);
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
  const answer = await fetched(
    { ...request, accept: 'application/xml, text/xml;q=0.9, */*;q=0.5' },
    tools,
  );
  const root = await tools.readers.readXml(answer.body, {
    url: answer.url,
    charset: answer.charset,
  });
  return { root, url: answer.url };
}
