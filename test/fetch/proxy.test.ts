import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { useNetwork } from '#shared/network.ts';
import { isWithoutProxy } from '#worker/fetch/no-proxy.ts';
import { openFetch } from '#worker/fetch/open-fetch.ts';
import { listening } from '../support/loopback/listening.ts';
import { loopbackProxy } from '../support/loopback/loopback-proxy.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

const folder = 'test/fetch/certificates';
const authority = `${folder}/authority.pem`;
const publisher = 'www.skylark-publisher.org';

/** A publisher by https, whose certificate an authority signed that nobody knows. */
async function aPublisher() {
  const server = createServer(
    { key: readFileSync(`${folder}/publisher.key`), cert: readFileSync(`${folder}/publisher.pem`) },
    (request, response) => {
      if (request.url === '/inside') {
        response.writeHead(302, { location: 'https://intranet.skylark-publisher.org/' }).end();
      } else response.end(`by https: ${request.headers.host}`);
    },
  );
  return (await listening(server)).port;
}

function trustAuthority() {
  const known = getCACertificates('default');
  onTestFinished(() => setDefaultCACertificates(known));
  useNetwork(loadConfig({ NODE_EXTRA_CA_CERTS: authority }));
}

/** A fetch as the settings have it; names are answered as `names` says, or not at all. */
function aFetch(env: Record<string, string>, names: Record<string, string> = {}) {
  const told: string[] = [];
  const { fetch: settings } = loadConfig(env);
  const opened = openFetch({
    ...settings,
    polite: false,
    userAgent: 'Skylark/test',
    tell: (sentence) => told.push(sentence),
    timings: { headers: 2000, pause: 0 },
    resolve: (host, _options, callback) => {
      const address = names[host];
      if (address) callback(null, [{ address, family: 4 }]);
      else callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
    },
  });
  onTestFinished(opened.close);
  const textOf = async (url: string) => {
    const answer = await opened.fetch({ url });
    return answer.notModified ? null : new TextDecoder().decode(answer.body);
  };
  return { textOf, told };
}

describe('through a proxy', () => {
  it('https is asked by CONNECT, with the extra authority trusted', async () => {
    const port = await aPublisher();
    const proxy = await loopbackProxy({ port, password: 'skylark:p@ss' });
    trustAuthority();

    const { textOf } = aFetch({ HTTPS_PROXY: proxy.url.replace('p@ss', 'p%40ss') });

    expect(await textOf(`https://${publisher}/feed`)).toBe(`by https: ${publisher}`);
    expect(await textOf(`https://${publisher}:8443/`)).toBe(`by https: ${publisher}:8443`);
    expect(proxy.asked).toEqual([`CONNECT ${publisher}:443`, `CONNECT ${publisher}:8443`]);
  });

  it('http is asked in full, at the same proxy where no other is set', async () => {
    const server = await loopbackServer(
      (request, response) => void response.end(`by http: ${request.headers.host}${request.url}`),
    );
    const proxy = await loopbackProxy({ port: Number(new URL(server.url).port) });

    const { textOf } = aFetch({ https_proxy: proxy.url.replace('http://', '') });

    expect(await textOf(`http://${publisher}/a?b=c`)).toBe(`by http: ${publisher}/a?b=c`);
    expect(proxy.asked).toEqual([`GET http://${publisher}/a?b=c`]);
  });

  it('this machine and what NO_PROXY names are asked without it', async () => {
    const server = await loopbackServer((_, response) => void response.end('itself'));
    const proxy = await loopbackProxy({ port: 1 });

    const { textOf } = aFetch({
      HTTPS_PROXY: proxy.url,
      FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
    });

    expect(await textOf(server.url)).toBe('itself');
    expect(proxy.asked).toEqual([]);
  });

  it.each([
    'http://127.0.0.1/',
    'http://10.0.0.1/',
    'https://printer.local/',
    'https://[fd00::1]/',
  ])('private addresses are refused as without it: %s', async (url) => {
    const proxy = await loopbackProxy({ port: 1 });

    await expect(aFetch({ HTTPS_PROXY: proxy.url }).textOf(url)).rejects.toMatchObject({
      reason: 'private-address',
    });
    expect(proxy.asked).toEqual([]);
  });

  it('a name that is known here to be private is refused, in a redirect too', async () => {
    const proxy = await loopbackProxy({ port: await aPublisher() });
    trustAuthority();
    const { textOf } = aFetch(
      { HTTPS_PROXY: proxy.url },
      { 'intranet.skylark-publisher.org': '10.1.2.3', [publisher]: '93.184.215.14' },
    );

    await expect(textOf(`https://${publisher}/inside`)).rejects.toMatchObject({
      reason: 'private-address',
      message: expect.stringContaining('intranet.skylark-publisher.org'),
    });
    expect(proxy.asked).toEqual([`CONNECT ${publisher}:443`]);
  });
});

describe('a link that a mail’s sender counts', () => {
  it('is followed whatever robots its counter turns away; where it leads is asked', async () => {
    const server = await loopbackServer((request, response) => {
      const isCounter = request.headers.host?.endsWith('.list-manage.com');
      const closed = isCounter ? '/' : '/closed';
      if (request.url === '/robots.txt') response.end(`User-agent: *\nDisallow: ${closed}`);
      else if (isCounter) {
        response
          .writeHead(302, { location: `http://${publisher}${request.url?.replace('/track', '')}` })
          .end();
      } else response.end('the review');
    });
    const proxy = await loopbackProxy({ port: Number(new URL(server.url).port) });
    const opened = openFetch({
      ...loadConfig({ HTTPS_PROXY: proxy.url }).fetch,
      polite: false,
      userAgent: 'Skylark/test',
      timings: { pause: 0 },
      resolve: (_host, _options, callback) => callback(null, []),
    });
    onTestFinished(opened.close);
    const follow = (path: string) =>
      opened.fetch({ url: `http://northmoor.us7.list-manage.com/track${path}`, obeyRobots: true });

    expect(await follow('/open')).toMatchObject({ url: `http://${publisher}/open` });
    await expect(follow('/closed')).rejects.toMatchObject({ reason: 'refused' });
  });
});

describe('what keeps everything from being fetched', () => {
  const failing = (fetch: ReturnType<typeof aFetch>, hosts: string[]) =>
    Promise.all(
      hosts.map((host) =>
        fetch.textOf(host).then(
          () => 'read',
          (error: Error) => error.message,
        ),
      ),
    );
  const three = ['https://a.example.org/', 'https://b.example.org/', 'http://c.example.org/'];

  it('a proxy that is down is told once, with its setting, and never its password', async () => {
    const fetch = aFetch({ HTTPS_PROXY: 'http://me:secret@127.0.0.1:1' });

    const messages = await failing(fetch, three);

    expect(messages).toEqual(
      three.map(
        () =>
          'The proxy 127.0.0.1:1 (HTTPS_PROXY) could not be reached: the connection was refused.',
      ),
    );
    expect(fetch.told).toEqual([
      'The proxy 127.0.0.1:1 (HTTPS_PROXY) could not be reached: the connection was refused. Nothing that needs it is fetched until it answers.',
    ]);
  });

  it('a password that the proxy wants is told once', async () => {
    const proxy = await loopbackProxy({ port: 1, password: 'a:b' });
    const fetch = aFetch({ HTTPS_PROXY: proxy.url.replace('a:b@', 'a:wrong@') });

    const messages = await failing(fetch, three);

    expect(messages.every((message) => message.includes('wants a user name and password'))).toBe(
      true,
    );
    expect(fetch.told).toHaveLength(1);
  });

  it('an address that the proxy refuses is the address’s own matter', async () => {
    const proxy = await loopbackProxy({ port: 1, refusesWith: 403 });
    const fetch = aFetch({ HTTPS_PROXY: proxy.url });

    expect(await failing(fetch, [three[0] ?? ''])).toEqual([
      expect.stringMatching(
        /^The proxy \S+ \(HTTPS_PROXY\) refused the address: it answered 403\.$/,
      ),
    ]);
    expect(fetch.told).toEqual([]);
  });

  it('an authority that is missing is told once, after three hosts that nobody vouches for', async () => {
    const proxy = await loopbackProxy({ port: await aPublisher() });
    const fetch = aFetch({ HTTPS_PROXY: proxy.url });
    const hosts = ['a', 'b', 'c', 'd'].map((name) => `https://${name}.example.org/`);

    const [first] = await failing(fetch, hosts.slice(0, 2));
    expect(fetch.told).toEqual([]);
    await failing(fetch, hosts.slice(2));

    expect(first).toContain('its certificate is not trusted');
    expect(fetch.told).toEqual([expect.stringContaining('NODE_EXTRA_CA_CERTS')]);
  });

  it('a proxy that is missing is told once, after three hosts that are not to be found', async () => {
    const fetch = aFetch({});

    const messages = await failing(fetch, [...three, 'https://d.example.org/']);

    expect(messages[0]).toBe('https://a.example.org/ could not be reached: there is no such host.');
    expect(fetch.told).toEqual([expect.stringContaining('HTTPS_PROXY')]);
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['example.org', 'https://example.org/', true],
    ['example.org', 'https://www.example.org/', true],
    ['example.org', 'https://notexample.org/', false],
    ['.example.org', 'https://www.example.org/', true],
    ['*.example.org', 'https://www.example.org/', true],
    ['EXAMPLE.org', 'https://Example.org./', true],
    ['example.org:8080', 'https://example.org/', false],
    ['example.org:443', 'https://example.org/', true],
    ['*', 'https://anything.org/', true],
    ['10.0.0.0/8', 'http://10.2.3.4/', true],
    ['10.0.0.0/8', 'http://11.2.3.4/', false],
    ['10.2.3.4', 'http://10.2.3.4/', true],
    ['2001:db8::/32', 'http://[2001:db8::7]/', true],
    ['[2001:db8::7]:80', 'http://[2001:db8::7]/', true],
    ['', 'http://127.0.0.1:3000/', true],
    ['', 'http://localhost/', true],
    ['', 'http://[::1]/', true],
    ['', 'https://example.org/', false],
    ['10.0.0.0/99', 'http://10.2.3.4/', false],
  ])('%j covers %s: %s', (entry, url, is) => {
    expect(isWithoutProxy(new URL(url), [entry])).toBe(is);
  });
});
