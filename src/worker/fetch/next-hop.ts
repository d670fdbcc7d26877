import { SourceFailure } from '#shared/errors.ts';
import { failureOfStatus } from './failures.ts';
import type { Redirect } from './fetch.ts';

const mostRedirects = 5;
const redirecting = new Set([301, 302, 303, 307, 308]);

export const isRedirect = (status: number): boolean => redirecting.has(status);

/** 301 or 308 (RFC 9110, section 15.4): the address itself has moved. */
export const isPermanent = (status: number): boolean => status === 301 || status === 308;

/** An answer that leads on. */
interface Hop {
  address: URL;
  status: number;
  location: string | null;
}

/** Where a redirect leads. @throws {SourceFailure} when that is no address, or there were too many */
export function nextHop({ address, status, location }: Hop, redirects: Redirect[]): URL {
  if (!location) throw failureOfStatus(address.href, status, null);
  if (!URL.canParse(location, address.href)) {
    throw new SourceFailure(
      'redirects',
      `${address.href} redirects to “${location}”, which is no address.`,
    );
  }
  if (redirects.length >= mostRedirects) {
    throw new SourceFailure(
      'redirects',
      `${redirects[0]?.from} redirects more than ${mostRedirects} times.`,
    );
  }
  return new URL(location, address);
}

/**
 * Notices a circle: an address that was asked before, with the cookies that it was asked with then.
 * With others it may answer otherwise.
 */
export function openCircle() {
  const asked = new Set<string>();
  /** @throws {SourceFailure} */
  return (address: URL, cookies: string | null): void => {
    const key = `${address.href}\n${cookies ?? ''}`;
    if (asked.has(key)) {
      throw new SourceFailure('redirects', `${address.href} redirects in a circle.`);
    }
    asked.add(key);
  };
}
