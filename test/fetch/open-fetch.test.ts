import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { movedForGood } from '#worker/fetch/fetch.ts';
import { openFetch } from '#worker/fetch/open-fetch.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

function aFetch(given: Partial<Parameters<typeof openFetch>[0]> = {}) {
  const opened = openFetch({
    allowPrivateAddresses: true,
    polite: false,
    userAgent: 'Skylark/0.1 (test)',
    timings: { headers: 400, idle: 300, total: 900 },
    ...given,
  });
  onTestFinished(opened.close);
  return opened.fetch;
}

describe('an answer', () => {
  it('comes with its facts, decompressed', async () => {
    const server = await loopbackServer((_, response) => {
      response.writeHead(200, {
        'content-type': 'text/HTML; charset=iso-8859-1',
        'content-encoding': 'gzip',
        'cache-control': 'max-age=60',
        etag: '"v1"',
      });
      response.end(gzipSync('hello'));
    });

    const answer = await aFetch()({ url: server.url });

    expect(answer).toMatchObject({
      notModified: false,
      status: 200,
      mediaType: 'text/html',
      charset: 'iso-8859-1',
      etag: '"v1"',
      freshForSeconds: 60,
    });
    expect(new TextDecoder().decode(answer.notModified ? undefined : answer.body)).toBe('hello');
    expect(server.requests[0]?.headers['user-agent']).toBe('Skylark/0.1 (test)');
  });

  it('is asked for only if it changed', async () => {
    const server = await loopbackServer((request, response) => {
      response.writeHead(request.headers['if-none-match'] === '"v1"' ? 304 : 200).end();
    });

    expect(await aFetch()({ url: server.url, etag: '"v1"' })).toMatchObject({
      notModified: true,
      status: 304,
    });
  });

  it('is followed through redirects, which are told', async () => {
    const server = await loopbackServer((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.end('here');
    });

    const answer = await aFetch()({ url: `${server.url}/old` });

    expect(answer.url).toBe(`${server.url}/new`);
    expect(answer.redirects).toEqual([
      { from: `${server.url}/old`, to: `${server.url}/new`, permanent: true },
    ]);
  });
});

describe('a source that redirects', () => {
  const redirecting = async (...statuses: number[]) => {
    const server = await loopbackServer((request, response) => {
      const at = Number((request.url ?? '/').slice(1));
      const status = statuses[at];
      if (status) response.writeHead(status, { location: `/${at + 1}` }).end();
      else response.writeHead(request.headers['if-none-match'] ? 304 : 200).end('here');
    });
    const answer = await aFetch()({ url: `${server.url}/0`, etag: '"v1"' });
    return { answer, moved: movedForGood(answer.redirects)?.replace(server.url, '') ?? null };
  };

  it.each([
    [[301], '/1'],
    [[308, 301], '/2'],
    [[302], null],
    [[307, 301], null],
    [[301, 302], '/1'],
  ])('by way of %j has moved for good to %s', async (statuses, to) => {
    expect((await redirecting(...statuses)).moved).toBe(to);
  });

  it('for the time being is still asked only for what changed', async () => {
    expect((await redirecting(302)).answer.notModified).toBe(true);
    expect((await redirecting(301)).answer.notModified).toBe(false);
  });

  it('is followed five times and no more', async () => {
    expect((await redirecting(302, 302, 302, 302, 302)).answer.status).toBe(304);
    await expect(redirecting(302, 302, 302, 302, 302, 302)).rejects.toMatchObject({
      reason: 'redirects',
      message: expect.stringContaining('more than 5 times'),
    });
  });
});

describe('politeness', () => {
  it('asks a host for one thing at a time, with a pause between, and others meanwhile', async () => {
    let [now, most] = [0, 0];
    const at: number[] = [];
    const answer: Parameters<typeof loopbackServer>[0] = (_, response) => {
      at.push(performance.now());
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end('x');
      }, 30);
    };
    const [one, other] = [
      await loopbackServer(answer),
      await loopbackServer((_, response) => void response.end()),
    ];
    const fetch = aFetch({ polite: true, timings: { pause: 150 } });

    const first = Promise.all([0, 1, 2].map((path) => fetch({ url: `${one.url}/${path}` })));
    await fetch({ url: other.url });
    expect(one.requests.length).toBeLessThan(3);
    await first;

    expect(most).toBe(1);
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(140);
  });
});

describe('what goes wrong', () => {
  const failing = async (
    handler: Parameters<typeof loopbackServer>[0],
    given: { maxBytes?: number } = {},
  ) => {
    const server = await loopbackServer(handler);
    return aFetch()({ url: `${server.url}/x`, ...given }).catch((error: unknown) => error);
  };

  it.each([
    [403, 'refused'],
    [404, 'not-found'],
    [410, 'not-found'],
    [429, 'too-many-requests'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('says that %i means %s', async (status, reason) => {
    const error = await failing(
      (_, response) => void response.writeHead(status, { 'retry-after': '120' }).end(),
    );

    expect(error).toMatchObject({ name: 'SourceFailure', reason, status, retryAfterSeconds: 120 });
    expect((error as Error).message).toContain(`answered ${status}`);
  });

  it('notices headers that do not come', async () => {
    expect(await failing(() => undefined)).toMatchObject({ reason: 'too-slow' });
  });

  it('notices headers that come drop by drop', async () => {
    const error = await failing((_, response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => response.socket?.write('x-drop: 1\r\n'), 50);
      response.socket?.on('close', () => clearInterval(timer));
    });

    expect(error).toMatchObject({
      reason: 'too-slow',
      message: expect.stringContaining('did not begin to answer in time'),
    });
  });

  it('notices a body that comes drop by drop', async () => {
    const error = await failing((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });

    expect(error).toMatchObject({
      reason: 'too-slow',
      message: expect.stringContaining('was sent so slowly that we stopped after 1 seconds'),
    });
  });

  it('notices a body that stops coming', async () => {
    const error = await failing((_, response) => {
      response.writeHead(200);
      response.write('x');
    });

    expect(error).toMatchObject({
      reason: 'too-slow',
      message: expect.stringContaining('stopped coming'),
    });
  });

  it('notices a body that is dropped', async () => {
    const error = await failing((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    });

    expect(error).toMatchObject({ reason: 'interrupted' });
  });

  it('stops a small file that unpacks to a huge one', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));

    const error = await failing(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      { maxBytes: 1_000_000 },
    );

    expect(error).toMatchObject({ reason: 'too-large' });
    expect((error as Error).message).toContain('unpacks to more than');
  });

  it('stops a body without end', async () => {
    const error = await failing(
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
        response.on('close', () => clearInterval(timer));
      },
      { maxBytes: 500_000 },
    );

    expect(error).toMatchObject({ reason: 'too-large' });
  });

  it('notices a circle of redirects, and a chain without end', async () => {
    const circle = await failing(
      (request, response) =>
        void response.writeHead(302, { location: request.url === '/x' ? '/y' : '/x' }).end(),
    );
    let hop = 0;
    const chain = await failing((_, response) => {
      hop += 1;
      response.writeHead(302, { location: `/${hop}` }).end();
    });

    expect(circle).toMatchObject({ reason: 'redirects' });
    expect(chain).toMatchObject({ reason: 'redirects' });
  });

  it('obeys robots.txt when asked to', async () => {
    const server = await loopbackServer((request, response) => {
      response.end(request.url === '/robots.txt' ? 'User-agent: *\nDisallow: /private' : 'text');
    });
    const fetch = aFetch();

    await expect(fetch({ url: `${server.url}/private/x`, obeyRobots: true })).rejects.toMatchObject(
      { reason: 'refused' },
    );
    await expect(fetch({ url: `${server.url}/open`, obeyRobots: true })).resolves.toMatchObject({
      status: 200,
    });
  });
});

describe('private addresses', () => {
  const refused = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://127.0.0.1.:80/',
    'http://0/',
    'http://0.0.0.0/',
    'http://localhost/',
    'http://LOCALHOST/',
    'http://localhost./',
    'http://foo.localhost/',
    'http://10.0.0.1/',
    'http://10.255.255.255/',
    'http://172.16.0.1/',
    'http://172.31.255.254/',
    'http://192.168.0.1/',
    'http://192.168.1.254/',
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.1.1/',
    'http://100.64.0.1/',
    'http://100.127.255.254/',
    'http://192.0.2.1/',
    'http://198.51.100.1/',
    'http://203.0.113.1/',
    'http://198.18.0.1/',
    'http://192.0.0.1/',
    'http://224.0.0.1/',
    'http://239.255.255.255/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2002:a00:1::]/',
    'http://[100::1]/',
    'http://[2001::1]/',
    'http://[::127.0.0.1]/',
    'http://[::10.0.0.1]/',
    'http://[::2]/',
    'http://[fec0::1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[4000::1]/',
    'http://[100:0:0:1::1]/',
    'http://192.88.99.1/',
    'http://printer/',
    'http://intranet/',
    'http://router.lan/',
    'http://db.internal/',
    'http://nas.local/',
    'http://x.home.arpa/',
    'http://x.test/',
    'http://x.invalid/',
    'http://x.onion/',
    'http://⑫⑦.⓪.⓪.①/',
    'http://127。0。0。1/',
    'http://%31%32%37.0.0.1/',
  ];

  it.each(refused)('refuses %s', async (url) => {
    const fetch = aFetch({ allowPrivateAddresses: false });

    await expect(fetch({ url })).rejects.toMatchObject({
      name: 'SourceFailure',
      reason: expect.stringMatching(/private-address|bad-address/),
    });
  });

  it.each([
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'gopher://x.org',
    'not an address',
    'https://user:pass@example.org/',
  ])('takes %s for no address to fetch', async (url) => {
    await expect(aFetch()({ url })).rejects.toMatchObject({ reason: 'bad-address' });
  });

  it.each([
    ['one private address', [['127.0.0.1']]],
    ['one private address among public ones', [['93.184.215.14', '10.0.0.1']]],
    ['a private address of the newer kind', [['::1']]],
    // Between one question and the next the answer changes: what is connected to was checked itself.
    ['a reserved address first and this machine then', [['192.0.2.1'], ['127.0.0.1']]],
    ['nothing', [[]]],
  ])('refuses a name for which DNS answers %s, and does not connect', async (_, answers) => {
    const server = await loopbackServer((_request, response) => void response.end('secret'));
    const { port } = new URL(server.url);
    let asked = 0;
    const fetch = aFetch({
      allowPrivateAddresses: false,
      resolve: (_host, _options, callback) => {
        const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
        asked += 1;
        callback(
          null,
          answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      },
    });

    for (const _time of answers) {
      await expect(fetch({ url: `http://www.skylark-dns.org:${port}/` })).rejects.toMatchObject({
        reason: 'private-address',
      });
    }
    expect(asked).toBe(answers.length);
    expect(server.requests).toEqual([]);
  });

  it('checks each redirect', async () => {
    const server = await loopbackServer(
      (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    );

    await expect(aFetch()({ url: server.url })).rejects.toMatchObject({ reason: 'bad-address' });
  });
});
