import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { listening } from './listening.ts';

export interface LoopbackProxy {
  url: string;
  /** What it was asked for, "CONNECT www.example.org:443" or "GET http://www.example.org/". */
  asked: string[];
}

/**
 * A real proxy on a free loopback port: whatever name it is asked for, it connects to this port of
 * this machine. It speaks CONNECT (RFC 9110, section 9.3.6) and plain requests (RFC 9112, 3.2.2).
 *
 * @param given.password "name:password" that it wants; none when left out
 * @param given.refusesWith a status for every CONNECT
 */
export async function loopbackProxy(given: {
  port: number;
  password?: string;
  refusesWith?: number;
}): Promise<LoopbackProxy> {
  const asked: string[] = [];
  const wanted = given.password && `Basic ${Buffer.from(given.password).toString('base64')}`;
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (wanted && incoming.headers['proxy-authorization'] !== wanted) {
      response.writeHead(407).end();
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? '/');
    const onward = request(
      {
        host: '127.0.0.1',
        port: given.port,
        path: `${pathname}${search}`,
        headers: incoming.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    incoming.pipe(onward);
  });
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    socket.on('error', () => undefined);
    const isKnown = !wanted || incoming.headers['proxy-authorization'] === wanted;
    const refusal = isKnown ? given.refusesWith : 407;
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
      return;
    }
    const onward = connect(given.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
  });
  const { port } = await listening(server);
  const name = given.password ? `${given.password}@` : '';
  return { url: `http://${name}127.0.0.1:${port}`, asked };
}
