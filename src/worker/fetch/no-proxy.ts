import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isLoopback } from './address-guard.ts';

const bare = (host: string) =>
  host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

/** An entry's host and port: "example.org:8080", "[::1]:80", "::1". */
function partsOf(entry: string): { host: string; port: string | null } {
  const [, host = entry, port = null] =
    /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? (/^\[[^\]]+\]$/.test(entry) ? ['', entry] : []);
  return { host: bare(host), port };
}

/** Whether an IP address lies in a network such as "10.0.0.0/8". */
function isInNetwork(host: string, network: string): boolean {
  try {
    const address = ipaddr.process(host);
    const [base, bits] = ipaddr.parseCIDR(network);
    return address.kind() === base.kind() && address.match(base, bits);
  } catch {
    return false;
  }
}

const portOf = (address: URL) => address.port || (address.protocol === 'https:' ? '443' : '80');

function isMeant(entry: string, address: URL): boolean {
  if (entry === '*') return true;
  const host = bare(address.hostname);
  if (entry.includes('/')) return isIP(host) > 0 && isInNetwork(host, entry);
  const named = partsOf(entry);
  if (named.port && named.port !== portOf(address)) return false;
  if (isIP(named.host)) return named.host === host;
  const domain = named.host.replace(/^\*?\./, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

/**
 * Whether an address is asked without the proxy: this machine itself always, and what NO_PROXY names.
 * There is no standard; as in curl and most others a name means those below it too.
 *
 * @param except names, addresses and networks ("example.org", ".nhs.uk:8080", "10.0.0.0/8", "*")
 */
export function isWithoutProxy(address: URL, except: readonly string[]): boolean {
  const isHere = isLoopback(address.hostname) || /\.localhost\.?$/i.test(address.hostname);
  return isHere || except.some((entry) => isMeant(entry.trim().toLowerCase(), address));
}
