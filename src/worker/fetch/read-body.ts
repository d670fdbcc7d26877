import type { Readable } from 'node:stream';
import { SourceFailure } from '#shared/errors.ts';
import { codingsOf, unpacked } from './content-encoding.ts';

export interface BodyLimits {
  /** Bytes on the wire. */
  maxWireBytes: number;
  /** Bytes after decompression. */
  maxBytes: number;
  /** Milliseconds without a byte. */
  idleMilliseconds: number;
  /** Milliseconds for the whole body. */
  totalMilliseconds: number;
}

interface GivenBody {
  url: string;
  contentEncoding: string;
  contentLength: number | null;
  /** "text/html": bytes of a text that are gzip all the same were not meant to be. */
  mediaType: string;
}

const mebibytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_048_576))} MB`;
const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} seconds`;

/** What is text by its media type, and so never an archive. */
const isTextType = (mediaType: string) => /^text\/|\b(?:xml|json|html)$/.test(mediaType);

/** Ends a body that comes too slowly. */
function openPatience(body: Readable, url: string, limits: BodyLimits) {
  const patience = { failure: null as SourceFailure | null, heard, stop };
  const slow = (what: string) => {
    patience.failure = new SourceFailure('too-slow', `${url} ${what}.`);
    body.destroy(patience.failure);
  };
  const total = setTimeout(
    () => slow(`was sent so slowly that we stopped after ${seconds(limits.totalMilliseconds)}`),
    limits.totalMilliseconds,
  );
  const idle = setTimeout(
    () => slow(`stopped coming: nothing more was sent for ${seconds(limits.idleMilliseconds)}`),
    limits.idleMilliseconds,
  );
  function heard() {
    idle.refresh();
  }
  function stop() {
    clearTimeout(total);
    clearTimeout(idle);
  }
  return patience;
}

/** The bytes as they come, counted, with a fault of the connection told from one of unpacking. */
async function* onTheWire(
  body: Readable,
  { url, contentLength }: GivenBody,
  { maxWireBytes, heard }: { maxWireBytes: number; heard: () => void },
): AsyncGenerator<Buffer> {
  let wire = 0;
  const broken = (cause: unknown) =>
    new SourceFailure('interrupted', `${url} broke off after ${wire} bytes.`, { cause });
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      wire += chunk.length;
      heard();
      if (wire > maxWireBytes) {
        throw new SourceFailure(
          'too-large',
          `${url} is larger than ${mebibytes(maxWireBytes)}, the most that we fetch.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw error instanceof SourceFailure ? error : broken(error);
  }
  if (contentLength !== null && wire < contentLength) {
    throw broken(new Error(`${wire} of ${contentLength} bytes`));
  }
}

/** All of it in one piece. @throws {SourceFailure} when it is more than `maxBytes` */
async function collected(source: AsyncIterable<Buffer>, url: string, maxBytes: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new SourceFailure(
        'too-large',
        `${url} unpacks to more than ${mebibytes(maxBytes)}, the most that we read.`,
      );
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * Reads a body to its end, decompressed, within limits of size and time that are counted while it
 * streams: a small file that unpacks to a huge one is stopped on the way.
 *
 * @throws {SourceFailure}
 */
export async function readBody(
  body: Readable,
  given: GivenBody,
  limits: BodyLimits,
): Promise<Uint8Array> {
  const { url } = given;
  const patience = openPatience(body, url, limits);
  // Ended before its time it says so once more, to nobody.
  body.on('error', () => undefined);
  try {
    const codings = codingsOf(given.contentEncoding, url);
    const { maxWireBytes } = limits;
    const wire = onTheWire(body, given, { maxWireBytes, heard: patience.heard });
    let source: AsyncIterable<Buffer> = wire;
    for (const coding of codings) source = unpacked(source, coding);
    if (codings.length === 0 && isTextType(given.mediaType)) source = unpacked(source, null);
    return await collected(source, url, limits.maxBytes);
  } catch (error) {
    if (patience.failure) throw patience.failure;
    if (error instanceof SourceFailure) throw error;
    throw new SourceFailure(
      'interrupted',
      `${url} could not be unpacked: it is damaged or cut off.`,
      { cause: error },
    );
  } finally {
    patience.stop();
    body.destroy();
  }
}
