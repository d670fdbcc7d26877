import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { ordinaryPace } from '#server/slow-requests.ts';
import { Upload } from '#shared/entities/index.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

const pace = { headers: 600, look: 600, bytesBetween: 1000, whole: 60_000 };

async function aServer() {
  const services = await freshServices('sqlite', { settings: { PORT: '0' } });
  const { url, close } = await serveApp(services, pace);
  onTestFinished(() => close());
  const { em, clock } = services.fork();
  const user = await givenUser(em, { role: 'coordinator' });
  const given = { userId: user.id, name: 'test', by: actorOf(user) };
  const token = await createApiToken({ em, clock }, given);
  return { services, url, authorization: `Authorization: Bearer ${token}` };
}

/** A connection of its own, what it was answered, and when it was closed. */
function opened(url: string) {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answered = '';
  socket.on('data', (data) => {
    answered += data;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, closed, answered: () => answered };
}

/** Sends a bit now and then, until the other side has had enough. */
async function drip(socket: Socket, bit: string, everyMs = 50): Promise<void> {
  for (let turn = 0; turn < 400 && !socket.destroyed && socket.writable; turn += 1) {
    socket.write(bit);
    await delay(everyMs);
  }
}

const boundary = '----a-boundary-of-usual-length----';

const request = (lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const post = (path: string, ...headers: string[]) =>
  request([`POST ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers]);

describe('a request that drips', () => {
  it('in its headers is closed with 408, while others are answered', async () => {
    const { url } = await aServer();
    const { socket, closed, answered } = opened(url);
    socket.write('POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');

    const dripping = drip(socket, 'x');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await closed;
    await dripping;

    expect(answered()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it.each([
    ['with a length', 'Content-Length: 100000', 'x'],
    ['in chunks', 'Transfer-Encoding: chunked', '1\r\nx\r\n'],
    ['with a length and nothing more', 'Content-Length: 100000', ''],
  ])('in its body, %s, is closed with 408', async (_, length, bit) => {
    const { url, authorization } = await aServer();
    const { socket, closed, answered } = opened(url);
    const type = 'Content-Type: application/json';
    socket.write(post('/api/v1/publications', authorization, type, length));

    const dripping = drip(socket, bit);
    await closed;
    await dripping;

    expect(answered()).toMatch(/^HTTP\/1\.1 408 Request Timeout.*came too slowly/s);
  });

  it('is closed too when it was answered without reading it', async () => {
    const { url } = await aServer();
    const { socket, closed, answered } = opened(url);
    socket.write(post('/api/v1/nothing', 'Origin: http://other.example', 'Content-Length: 100000'));

    const dripping = drip(socket, 'x');
    await closed;
    await dripping;

    expect(answered()).toMatch(/^HTTP\/1\.1 (403|401|408) /);
  });
});

it('a large file that comes slowly but steadily is taken, longer than anything that drips', async () => {
  const { services, url, authorization } = await aServer();
  const { socket, answered } = opened(url);
  const before = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="mayShow"',
    '',
    'extract',
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="review.pdf"',
    'Content-Type: application/pdf',
    '',
    '%PDF-1.7 ',
  ].join('\r\n');
  const after = `\r\n--${boundary}--\r\n`;
  const [parts, part] = [50, 'x'.repeat(4000)];
  const length = before.length + after.length + parts * part.length;
  const type = `Content-Type: multipart/form-data; boundary=${boundary}`;
  const head = [authorization, type, `Content-Length: ${length}`];

  const startedAt = performance.now();
  socket.write(post('/api/v1/publications', ...head) + before);
  for (let at = 0; at < parts; at += 1) {
    await delay(60);
    socket.write(part);
  }
  socket.write(after);
  while (!answered()) await delay(20);

  expect(answered()).toMatch(/^HTTP\/1\.1 202 /);
  expect(performance.now() - startedAt).toBeGreaterThan(3 * pace.look);
  expect(await services.orm.em.fork().count(Upload)).toBe(1);
});

it('the ordinary pace lets the largest file come at a kilobyte and a half a second', () => {
  const seconds = (52 * 1024 * 1024) / 1536;

  expect(seconds * 1000).toBeLessThan(ordinaryPace.whole);
  expect(ordinaryPace.bytesBetween / (ordinaryPace.look / 1000)).toBeLessThanOrEqual(1024);
  expect(ordinaryPace.headers).toBeLessThanOrEqual(30_000);
});
