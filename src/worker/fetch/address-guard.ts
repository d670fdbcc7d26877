import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { SourceFailure } from '#shared/errors.ts';

/**
 * Networks embedded in IPv6 addresses can lead to private IPv4 ones (`::127.0.0.1` is unicast by
 * name): only plain unicast passes, and of IPv6 only what is given out at all (2000::/3, IANA).
 */
function isPublic(address: string): boolean {
  try {
    const ip = ipaddr.process(address);
    const isGivenOut = ip.kind() === 'ipv4' || (ip.toByteArray()[0] ?? 0) >> 5 === 1;
    return isGivenOut && ip.range() === 'unicast';
  } catch {
    return false;
  }
}

/** Whether an IP address is on this very machine. */
export function isLoopback(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || (isIP(bare) > 0 && ipaddr.process(bare).range() === 'loopback');
}

const refused = (host: string) =>
  new SourceFailure(
    'private-address',
    `${host} is not an address on the public internet, so Skylark does not fetch it.`,
  );

/**
 * Checks an address before it is asked. The URL parser has already turned every spelling of an IP
 * address (decimal, octal, hexadecimal, short) into the plain one.
 *
 * @throws {SourceFailure} for what is not http(s), carries a password, or names a private address
 */
export function checkAddress(url: string, allowPrivate: boolean): URL {
  let address: URL;
  try {
    address = new URL(url);
  } catch {
    throw new SourceFailure('bad-address', `“${url}” is not a web address.`);
  }
  if (!/^https?:$/.test(address.protocol)) {
    throw new SourceFailure('bad-address', `“${url}” is not a web address (http or https).`);
  }
  if (address.username || address.password) {
    throw new SourceFailure(
      'bad-address',
      'The address carries a name or password; leave them out.',
    );
  }
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate) {
    if (isIP(host) ? !isPublic(host) : isLocalName(host)) throw refused(address.hostname);
  }
  return address;
}

/** Names that never leave the building, whatever DNS says (RFC 6761, RFC 8375). */
const isLocalName = (host: string) =>
  /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|onion|test|invalid|example)\.?$/i.test(
    host,
  ) || !host.includes('.');

/** All addresses of a name, as `dns.lookup` with `all` answers. */
export type Resolve = (
  host: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for the connection itself: it refuses when any answer of DNS is private, and the socket
 * connects to an address that was checked, so DNS cannot answer otherwise in between.
 */
export const guardedLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      if (addresses.length === 0 || addresses.some(({ address }) => !isPublic(address))) {
        return callback(refused(host), '', 0);
      }
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      callback(null, first?.address ?? '', first?.family ?? 4);
    });
  };
