import { type LookupAddress, lookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { ProxySettings } from '#shared/config.ts';
import { guardedLookup, type Resolve } from './address-guard.ts';
import { isWithoutProxy } from './no-proxy.ts';

export interface WayOptions {
  allowPrivateAddresses: boolean;
  resolve?: Resolve | undefined;
  proxy?: ProxySettings | null | undefined;
  /** Milliseconds. */
  connectWithin: number;
  headersWithin: number;
}

/** How an address is reached: through connections that are kept, or through one of its own. */
export interface Way {
  dispatcher: Dispatcher;
  /** What stands between, "proxy.example:8080"; null when the address is asked itself. */
  proxy: string | null;
  /** Connects anew; whoever asks for it destroys it. */
  openFresh(): Dispatcher;
}

/** How long a connection is kept for the next request, in milliseconds. */
const keptFor = 4000;

/**
 * Behind a proxy it is the proxy that looks names up and connects. A name is looked up here first
 * and refused when it is private; where no name server answers here, as is usual behind a proxy,
 * the proxy's own rules are all there is.
 *
 * @throws {SourceFailure} for a name that leads to a private address
 */
async function checkName(host: string, resolve: Resolve): Promise<void> {
  const addresses = await new Promise<LookupAddress[]>((done) => {
    resolve(host, { all: true }, (error, found) => done(error ? [] : found));
  });
  if (addresses.length === 0) return;
  await new Promise<void>((done, refuse) => {
    guardedLookup((_host, _options, callback) => callback(null, addresses))(
      host,
      { all: true },
      (error) => (error ? refuse(error) : done()),
    );
  });
}

/** The ways out: directly, to addresses that the guard lets through, or through the proxy of the settings. */
export function openWays(options: WayOptions) {
  const { allowPrivateAddresses, proxy, resolve } = options;
  const common = {
    headersTimeout: options.headersWithin,
    bodyTimeout: 0,
    keepAliveTimeout: keptFor,
  };
  const openDirect = () =>
    new Agent({
      ...common,
      connect: {
        timeout: options.connectWithin,
        ...(allowPrivateAddresses ? {} : { lookup: guardedLookup(resolve) }),
      },
    });
  const openProxied = (uri: string) =>
    new ProxyAgent({ ...common, uri, connectTimeout: options.connectWithin, proxyTunnel: false });
  const kept = new Map<string, Dispatcher>();

  function wayBy(key: string, open: () => Dispatcher): Way {
    const dispatcher = kept.get(key) ?? open();
    kept.set(key, dispatcher);
    return { dispatcher, openFresh: open, proxy: key ? new URL(key).host : null };
  }

  return {
    /** @throws {SourceFailure} for a name that leads to a private address, behind a proxy too */
    async wayTo(address: URL): Promise<Way> {
      const uri = address.protocol === 'https:' ? proxy?.forHttps : proxy?.forHttp;
      if (!uri || isWithoutProxy(address, proxy?.except ?? [])) return wayBy('', openDirect);
      const host = address.hostname.replace(/^\[|\]$/g, '');
      if (!allowPrivateAddresses && !isIP(host)) await checkName(host, resolve ?? lookup);
      return wayBy(uri, () => openProxied(uri));
    },
    async close() {
      await Promise.all([...kept.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}
