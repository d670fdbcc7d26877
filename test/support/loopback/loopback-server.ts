import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { listening } from './listening.ts';

export interface LoopbackServer {
  url: string;
  requests: IncomingMessage[];
  close(): Promise<void>;
}

/** A real HTTP server on a free loopback port, closed when the test ends. */
export async function loopbackServer(handler: RequestListener): Promise<LoopbackServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handler(request, response);
  });
  const { port, close } = await listening(server);
  return { url: `http://127.0.0.1:${port}`, requests, close };
}
