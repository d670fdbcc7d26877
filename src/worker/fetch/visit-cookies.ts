import { isIP } from 'node:net';
import { isLoopback } from './address-guard.ts';

interface Cookie {
  name: string;
  value: string;
  /** The host itself, or with `isForSubdomains` those below it too. */
  domain: string;
  isForSubdomains: boolean;
  path: string;
  isSecure: boolean;
}

export interface VisitCookies {
  /** Keeps what an answer of this address sets. */
  keep(address: URL, setCookie: string[]): void;
  /** The Cookie header for an address; null when there is none. */
  headerFor(address: URL): string | null;
}

/** What one visit may carry: redirects need one or two. */
const mostCookies = 50;
const longestCookie = 4096;

/** What a header can carry. */
const fitsHeader = /^[\x20-\x7e\x80-\xff]*$/;

/** Domains below which anybody can have a name (of https://publicsuffix.org, those that matter here). */
const shared = /^(?:[^.]+|(?:co|com|org|net|gov|ac|nhs|police|sch|ltd|plc|me|mod|edu)\.[a-z]{2})$/;

const isSafe = (address: URL) => address.protocol === 'https:' || isLoopback(address.hostname);

const isBelow = (host: string, domain: string) => host.endsWith(`.${domain}`) && isIP(host) === 0;

/** RFC 6265, section 5.1.4. */
const defaultPath = (address: URL) => address.pathname.replace(/\/[^/]*$/, '') || '/';
const isUnder = (path: string, parent: string) =>
  path === parent || path.startsWith(parent.endsWith('/') ? parent : `${parent}/`);

/** Attributes by their names in lower case; of several the last counts (RFC 6265, section 5.3). */
function attributesOf(parts: string[]): Map<string, string> {
  return new Map(
    parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}

/** Whether it takes a cookie away: one whose time is over. */
function isOver(attributes: Map<string, string>): boolean {
  const age = attributes.get('max-age');
  if (age && /^-?\d+$/.test(age)) return Number(age) <= 0;
  return Date.parse(attributes.get('expires') ?? '') <= Date.now();
}

/** The names for which it is meant; null where its sender may not set it for them. */
function reachOf(address: URL, asked: string | undefined) {
  const host = address.hostname;
  const domain = asked?.replace(/^\./, '').toLowerCase();
  if (!domain || domain === host) return { domain: host, isForSubdomains: !!domain };
  if (!isBelow(host, domain) || shared.test(domain)) return null;
  return { domain, isForSubdomains: true };
}

function readCookie(address: URL, line: string): { cookie: Cookie; isOver: boolean } | null {
  const [pair = '', ...rest] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  const attributes = attributesOf(rest);
  const reach = reachOf(address, attributes.get('domain'));
  const isSecure = attributes.has('secure');
  const isPromised = /^__(?:Host|Secure)-/i.test(name);
  const isClean = at > 0 && name !== '' && fitsHeader.test(pair);
  if (!reach || !isClean || line.length > longestCookie) return null;
  if ((isSecure || isPromised) && !(isSecure && isSafe(address))) return null;
  const path = attributes.get('path');
  return {
    cookie: {
      name,
      value,
      ...reach,
      isSecure,
      path: path?.startsWith('/') ? path : defaultPath(address),
    },
    isOver: isOver(attributes),
  };
}

/**
 * Cookies of one visit, for sites that answer only to whoever brings back what a redirect set: sent
 * to those that set them (RFC 6265), and forgotten when the visit is over.
 */
export function openVisitCookies(): VisitCookies {
  const kept = new Map<string, Cookie>();
  return {
    keep(address, setCookie) {
      for (const line of setCookie) {
        const read = readCookie(address, line);
        if (!read) continue;
        const { name, domain, path } = read.cookie;
        const key = `${name};${domain};${path}`;
        if (read.isOver) kept.delete(key);
        else if (kept.size < mostCookies || kept.has(key)) kept.set(key, read.cookie);
      }
    },
    headerFor(address) {
      const host = address.hostname;
      const fitting = [...kept.values()].filter(
        ({ domain, isForSubdomains, path, isSecure }) =>
          (host === domain || (isForSubdomains && isBelow(host, domain))) &&
          isUnder(address.pathname, path) &&
          (!isSecure || isSafe(address)),
      );
      return fitting.map(({ name, value }) => `${name}=${value}`).join('; ') || null;
    },
  };
}
