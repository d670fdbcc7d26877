import type { ServerType } from '@hono/node-server';
import { hour } from '#shared/text/durations.ts';

/** How long requests may take to come. All in milliseconds and bytes. */
export interface RequestPace {
  /** All headers must be there by then. */
  headers: number;
  /** How often it is looked whether a body comes on. */
  look: number;
  /** A body brings at least as many bytes between two looks, or is not waited for any more. */
  bytesBetween: number;
  /** A whole request, however steadily it comes. */
  whole: number;
}

/**
 * A kilobyte a second, as the slowest mobile connection gives: a file of 50 MB may come for hours, but
 * nobody holds a connection by a byte now and then (“slowloris”; CWE-400).
 */
export const ordinaryPace: RequestPace = {
  headers: 20_000,
  look: 30_000,
  bytesBetween: 30_000,
  whole: 12 * hour,
};

/** The same for Node's own timers, which know headers and the whole, but not whether a body comes on. */
export const serverOptionsFor = ({ headers, whole }: RequestPace) => ({
  headersTimeout: headers,
  requestTimeout: whole,
  connectionsCheckingInterval: Math.min(5000, headers / 2),
});

const tooSlow = [
  'HTTP/1.1 408 Request Timeout',
  'Connection: close',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'What was sent came too slowly, or not at all. Send it again.',
].join('\r\n');

/** What is used of Node’s requests and answers. */
interface Incoming {
  headers: Record<string, string | string[] | undefined>;
  socket: { bytesRead: number; destroyed: boolean; write(text: string): void; destroySoon(): void };
  complete: boolean;
  readableLength: number;
  readableHighWaterMark: number;
  once(event: 'close', then: () => void): void;
}

const hasBody = ({ headers }: Incoming) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Nothing is read of it while what was read waits to be taken: that is not the sender's fault. */
const waitsForUs = (request: Incoming) => request.readableLength >= request.readableHighWaterMark;

function watch(request: Incoming, response: { headersSent: boolean }, pace: RequestPace): void {
  const { socket } = request;
  let before = socket.bytesRead;
  const end = () => clearInterval(looking);
  const look = () => {
    if (request.complete || socket.destroyed) return end();
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    if (came >= pace.bytesBetween || waitsForUs(request)) return;
    end();
    if (!response.headersSent) socket.write(tooSlow);
    socket.destroySoon();
  };
  // Looked at once what has come meanwhile is read, also where this process was busy for long.
  const looking = setInterval(() => setImmediate(look), pace.look).unref();
  request.once('close', end);
}

/** Closes connections whose bodies drip, also of requests that were answered without reading them. */
export function closeDripping(server: ServerType, pace: RequestPace): void {
  server.on('request', (request: Incoming, response: { headersSent: boolean }) => {
    if (hasBody(request)) watch(request, response, pace);
  });
}
