import { type Dispatcher, request } from 'undici';
import { SourceFailure } from '#shared/errors.ts';
import { allOf, contentType, header } from './answer-headers.ts';
import { failureOfError, shownAddress } from './failures.ts';
import { failureOfProxy } from './proxy-failures.ts';
import { readBody } from './read-body.ts';
import type { Way } from './ways.ts';

/** What goes out to one address. */
export interface AskedAddress {
  /** As it stands in messages and answers. */
  address: URL;
  /** As it is asked: with keys that stand in neither. */
  url: URL;
  headers: Record<string, string>;
  maxBytes: number;
}

/** What came back: `bytes` is null for anything but a 2xx answer. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: Uint8Array | null;
}

export interface AskTimings {
  /** Milliseconds until all headers must have come, a turn in the queue not counted. */
  headers: number;
  /** Milliseconds without a byte of the body. */
  idle: number;
  /** Milliseconds for the whole body. */
  total: number;
}

/** What the client says when the other end closed the connection. */
const brokenOff = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const isBrokenOff = (error: unknown) => brokenOff.has((error as { code?: string }).code ?? '');

const isOk = (status: number) => status >= 200 && status < 300;

/**
 * Sends the request; once more on a connection of its own when there was no answer because the other
 * end closed a connection that was kept. Asking again harms nothing (RFC 9110, section 9.2.2).
 */
async function send({ url, headers }: AskedAddress, way: Way, signal: AbortSignal) {
  const given = { method: 'GET', headers, signal } as const;
  try {
    const answer = await request(url, { ...given, dispatcher: way.dispatcher });
    return { answer, fresh: null };
  } catch (error) {
    if (!isBrokenOff(error)) throw error;
  }
  const fresh = way.openFresh();
  try {
    return { answer: await request(url, { ...given, dispatcher: fresh }), fresh };
  } catch (error) {
    await fresh.destroy();
    throw error;
  }
}

async function replyOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { address, maxBytes }: AskedAddress,
  timings: AskTimings,
): Promise<Reply> {
  if (!isOk(statusCode)) {
    body.on('error', () => undefined);
    body.destroy();
    return { status: statusCode, headers, bytes: null };
  }
  const length = Number(header(headers, 'content-length') ?? Number.NaN);
  const bytes = await readBody(
    body,
    {
      url: address.href,
      contentEncoding: allOf(headers, 'content-encoding').join(','),
      contentLength: Number.isNaN(length) ? null : length,
      mediaType: contentType(headers).mediaType,
    },
    {
      maxBytes,
      maxWireBytes: maxBytes,
      idleMilliseconds: timings.idle,
      totalMilliseconds: timings.total,
    },
  );
  return { status: statusCode, headers, bytes };
}

/**
 * Asks one address once, and reads what it answers to its end.
 *
 * @throws {SourceFailure} when there is no answer, or not all of it
 */
export async function askOnce(asked: AskedAddress, way: Way, timings: AskTimings): Promise<Reply> {
  const url = asked.address.href;
  // Headers that come drop by drop keep the client's own clock running.
  const patience = new AbortController();
  const deadline = setTimeout(
    () =>
      patience.abort(
        new SourceFailure('too-slow', `${shownAddress(url)} did not begin to answer in time.`),
      ),
    timings.headers,
  );
  let fresh: Dispatcher | null = null;
  try {
    const sent = await send(asked, way, patience.signal);
    fresh = sent.fresh;
    clearTimeout(deadline);
    return await replyOf(sent.answer, asked, timings);
  } catch (error) {
    throw failureOfProxy(way.proxy, error) ?? failureOfError(url, error);
  } finally {
    clearTimeout(deadline);
    await fresh?.destroy();
  }
}
