import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decode } from '#shared/text/decode.ts';
import { movedForGood } from '#worker/fetch/fetch.ts';
import { openFetch } from '#worker/fetch/open-fetch.ts';
import { openVisitCookies } from '#worker/fetch/visit-cookies.ts';
import { type LoopbackServer, loopbackServer } from '../support/loopback/loopback-server.ts';

function aFetch(given: { maxBytes?: number } = {}) {
  const opened = openFetch({
    allowPrivateAddresses: true,
    polite: false,
    userAgent: 'Skylark/test',
    timings: { headers: 2000 },
  });
  onTestFinished(opened.close);
  return async (url: string) => {
    const answer = await opened.fetch({ url, ...given });
    if (answer.notModified) throw new Error('304');
    return { ...answer, text: decode(answer.body, answer.charset) };
  };
}

const feed = `<rss version="2.0"><channel><title>Reviews – “new”</title>${'<item><title>Child R</title></item>'.repeat(40)}</channel></rss>`;

const served = async (
  encoding: string | string[] | null,
  body: Uint8Array | string,
  mediaType = 'application/octet-stream',
) =>
  loopbackServer((_, response) => {
    if (encoding !== null) response.setHeader('content-encoding', encoding);
    response.writeHead(200, { 'content-type': mediaType }).end(body);
  });

describe('an odd Content-Encoding', () => {
  it.each([
    'aws-chunked',
    'utf-8',
    'UTF-8',
    'identity',
    'none',
    'None',
    '',
    ',',
    'binary',
    '8bit',
    'text/xml',
    'identity, identity',
    'plain;q=1',
    'gzip',
    'x-gzip',
    'deflate',
    'zstd',
    'gzip, deflate',
  ])('%j over plain text is read', async (encoding) => {
    expect((await aFetch()((await served(encoding, feed)).url)).text).toBe(feed);
  });

  it.each<[string | string[], Uint8Array]>([
    ['gzip', gzipSync(feed)],
    ['x-gzip', gzipSync(feed)],
    ['GZIP', gzipSync(feed)],
    ['"gzip"', gzipSync(feed)],
    ['gzip;q=1.0', gzipSync(feed)],
    ['gzip, aws-chunked', gzipSync(feed)],
    ['aws-chunked,gzip', gzipSync(feed)],
    ['utf-8, gzip', gzipSync(feed)],
    ['deflate', deflateSync(feed)],
    ['deflate', deflateRawSync(feed)],
    ['deflate', deflateRawSync('ok')],
    ['deflate', gzipSync(feed)],
    ['gzip', deflateSync(feed)],
    ['gzip', zstdCompressSync(feed)],
    ['br', brotliCompressSync(feed)],
    ['zstd', zstdCompressSync(feed)],
    ['deflate, gzip', gzipSync(deflateSync(feed))],
    ['deflate, br', brotliCompressSync(deflateRawSync(feed))],
    [['deflate', 'gzip'], gzipSync(deflateSync(feed))],
  ])('%j is undone (%#)', async (encoding, body) => {
    const { text } = await aFetch()((await served(encoding, body)).url);

    expect(text).toBe(body.length < 10 ? 'ok' : feed);
  });

  it.each([null, 'none', 'aws-chunked', 'utf-8'])(
    'that says nothing (%j) of a text that is packed is seen through',
    async (encoding) => {
      const { url } = await served(encoding, gzipSync(feed), 'application/rss+xml; charset=utf-8');

      expect((await aFetch()(url)).text).toBe(feed);
    },
  );

  it('leaves an archive as it is', async () => {
    const archive = gzipSync(feed);
    const { url } = await served(null, archive, 'application/gzip');

    expect(Buffer.from((await aFetch()(url)).body)).toEqual(archive);
  });

  it('over nothing is nothing', async () => {
    expect((await aFetch()((await served('gzip', '')).url)).text).toBe('');
  });

  it.each(['compress', 'gzip, x-compress', 'dcb', Array(9).fill('gzip').join(',')])(
    '%j cannot be undone, and that is said',
    async (encoding) => {
      await expect(aFetch()((await served(encoding, feed)).url)).rejects.toMatchObject({
        reason: 'unreadable',
      });
    },
  );

  it.each([
    ['gzip', gzipSync(feed)],
    ['deflate', deflateSync(feed)],
    ['br', brotliCompressSync(feed)],
    ['zstd', zstdCompressSync(feed)],
  ])('%s that is cut off is damaged', async (encoding, whole) => {
    const { url } = await served(encoding, whole.subarray(0, -9));

    await expect(aFetch()(url)).rejects.toMatchObject({
      reason: 'interrupted',
      message: expect.stringContaining('could not be unpacked'),
    });
  });

  it.each<[string, Uint8Array]>([
    ['deflate', deflateRawSync(Buffer.alloc(20_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(20_000_000)))],
    ['none', gzipSync(Buffer.alloc(20_000_000))],
  ])('%s that unpacks to too much is stopped', async (encoding, body) => {
    const { url } = await served(encoding, body, 'text/html');

    await expect(aFetch({ maxBytes: 1_000_000 })(url)).rejects.toMatchObject({
      reason: 'too-large',
      message: expect.stringContaining('unpacks to more than'),
    });
  });
});

describe('the charset of a header', () => {
  const words = 'Zoë’s review – “harm outside the home”';
  const utf8 = new TextEncoder().encode(words);

  it.each(['iso-8859-1', 'windows-1252', 'us-ascii', 'ISO-8859-15', 'utf-16', 'no-such-charset'])(
    '%s that contradicts valid UTF-8 is passed over',
    async (charset) => {
      const answer = await aFetch()(
        (await served(null, utf8, `text/html; charset=${charset}`)).url,
      );

      expect(answer).toMatchObject({ charset: 'utf-8', text: words });
    },
  );

  it.each<[string, Uint8Array, string]>([
    ['iso-8859-1', Uint8Array.of(0x5a, 0x6f, 0xeb), 'Zoë'],
    ['utf-8', utf8, words],
    ['utf-16le', new Uint8Array(Buffer.from('Zoë', 'utf16le')), 'Zoë'],
    // Two signs of Chinese that happen to be UTF-8 as well.
    ['gbk', Uint8Array.of(0xc1, 0xaa, 0xcd, 0xa8), '联通'],
  ])('%s that is true is believed', async (charset, bytes, text) => {
    const { url } = await served(null, bytes, `text/plain; charset=${charset}`);

    expect((await aFetch()(url)).text).toBe(text);
  });
});

describe('a connection that was kept', () => {
  /** A server that answers `answers` requests on each connection, and closes it at the next. */
  async function aClosingServer(answers: number) {
    const requests: number[] = [];
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      const mine = connections;
      let seen = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        seen += 1;
        requests.push(mine);
        if (seen > answers) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    await new Promise<void>((ready) => {
      server.listen(0, '127.0.0.1', ready);
    });
    onTestFinished(() => new Promise<void>((closed) => void server.close(() => closed())));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
  }

  it('and is closed at the next request is no loss: it is asked once more on a fresh one', async () => {
    const server = await aClosingServer(1);
    const fetch = aFetch();

    const texts: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) texts.push((await fetch(server.url)).text);

    expect(texts).toEqual(['ok', 'ok', 'ok', 'ok']);
    // At least one of them was lost on its way, and nobody noticed.
    expect(server.requests.length).toBeGreaterThan(4);
    expect(new Set(server.requests).size).toBeGreaterThan(2);
  });

  it('is asked once more, not for ever', async () => {
    const server = await aClosingServer(0);

    await expect(aFetch()(server.url)).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('the connection was broken off'),
    });
    expect(server.requests).toEqual([1, 2]);
  });

  it('and broken off in the middle of an answer is a fault of the answer', async () => {
    const server = await loopbackServer((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    });

    await expect(aFetch()(server.url)).rejects.toMatchObject({ reason: 'interrupted' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a redirect that wants a cookie brought back', () => {
  const pathOf = (server: LoopbackServer) =>
    server.requests.map(({ url, headers }) => [url, headers.cookie ?? null]);

  it('to itself is followed', async () => {
    const server = await loopbackServer((request, response) => {
      if (request.headers.cookie === 'seen=1') response.end(feed);
      else response.writeHead(302, { location: request.url, 'set-cookie': 'seen=1; Path=/' }).end();
    });

    const answer = await aFetch()(`${server.url}/feed`);

    expect(answer.text).toBe(feed);
    expect(pathOf(server)).toEqual([
      ['/feed', null],
      ['/feed', 'seen=1'],
    ]);
  });

  it('by way of a page that sets it has not moved for good', async () => {
    const server = await loopbackServer((request, response) => {
      if (request.url === '/check') {
        response
          .writeHead(301, { location: '/feed', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] })
          .end();
      } else if (request.headers.cookie) response.end(feed);
      else response.writeHead(301, { location: '/check' }).end();
    });

    const answer = await aFetch()(`${server.url}/feed`);

    expect(answer).toMatchObject({ text: feed, url: `${server.url}/feed` });
    expect(movedForGood(answer.redirects)).toBeNull();
    expect(server.requests.at(-1)?.headers.cookie).toBe('a=1; b=2');
  });

  it('whatever is brought back is a circle', async () => {
    const server = await loopbackServer((request, response) => {
      response.writeHead(302, { location: request.url, 'set-cookie': 'seen=1; Path=/' }).end();
    });

    await expect(aFetch()(server.url)).rejects.toMatchObject({
      reason: 'redirects',
      message: expect.stringContaining('in a circle'),
    });
    expect(server.requests).toHaveLength(2);
  });

  it('gets it on that visit only', async () => {
    const server = await loopbackServer((request, response) => {
      if (request.headers.cookie) response.end(feed);
      else response.writeHead(302, { location: request.url, 'set-cookie': 'seen=1' }).end();
    });
    const fetch = aFetch();

    await fetch(server.url);
    await fetch(server.url);

    expect(pathOf(server).map(([, cookie]) => cookie)).toEqual([null, 'seen=1', null, 'seen=1']);
  });

  it('never shows it to another site', async () => {
    const other = await loopbackServer((_, response) => void response.end('other'));
    const elsewhere = other.url.replace('127.0.0.1', 'localhost');
    const server = await loopbackServer((_, response) => {
      response.writeHead(302, { location: elsewhere, 'set-cookie': 'a=1; Domain=localhost' }).end();
    });

    await aFetch()(server.url);

    expect(other.requests[0]?.headers.cookie).toBeUndefined();
  });
});

describe('cookies of a visit', () => {
  const at = 'https://www.marlby.gov.uk/news/feed';
  it.each<[string, string, string | null]>([
    ['a=1', 'https://www.marlby.gov.uk/news/x', 'a=1'],
    ['a=1', 'https://www.marlby.gov.uk/other', null],
    ['a=1; Path=/', 'https://www.marlby.gov.uk/other', 'a=1'],
    ['a=1; Path=/', 'https://marlby.gov.uk/', null],
    ['a=1; Path=/; Domain=marlby.gov.uk', 'https://login.marlby.gov.uk/', 'a=1'],
    ['a=1; Path=/; Domain=.marlby.gov.uk', 'https://marlby.gov.uk/', 'a=1'],
    ['a=1; Path=/; Domain=gov.uk', 'https://www.gov.uk/', null],
    ['a=1; Path=/; Domain=uk', 'https://www.bbc.co.uk/', null],
    ['a=1; Path=/; Domain=other.gov.uk', 'https://other.gov.uk/', null],
    ['a=1; Path=/; Domain=marlby.gov.uk', 'https://notmarlby.gov.uk/', null],
    ['a=1; Path=/; Secure', 'http://www.marlby.gov.uk/', null],
    ['a=1; Path=/; Max-Age=0', 'https://www.marlby.gov.uk/', null],
    ['a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://www.marlby.gov.uk/', null],
    ['__Host-a=1; Path=/', 'https://www.marlby.gov.uk/', null],
    ['__Host-a=1; Path=/; Secure', 'https://www.marlby.gov.uk/', '__Host-a=1'],
    ['=1; Path=/', 'https://www.marlby.gov.uk/', null],
    ['none', 'https://www.marlby.gov.uk/news/', null],
    ['a=b=c; Path=/news', 'https://www.marlby.gov.uk/news', 'a=b=c'],
    ['a=1; Path=/news', 'https://www.marlby.gov.uk/newspaper', null],
  ])('%s is brought to %s as %s', (line, url, header) => {
    const cookies = openVisitCookies();
    cookies.keep(new URL(at), [line]);

    expect(cookies.headerFor(new URL(url))).toBe(header);
  });
});
