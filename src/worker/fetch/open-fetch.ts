import { Agent, request } from 'undici';
import { SourceFailure } from '#shared/errors.ts';
import { checkAddress, guardedLookup, type Resolve } from './address-guard.ts';
import { contentType, fileName, freshForSeconds, header } from './answer-headers.ts';
import { failureOfError, failureOfStatus, shownAddress } from './failures.ts';
import type { Fetch, Fetched, FetchRequest, NotModified, Redirect } from './fetch.ts';
import { openPoliteness } from './politeness.ts';
import { readBody } from './read-body.ts';
import { openRobots } from './robots.ts';

export interface FetchOptions {
  /** Loopback and private addresses too: for tests and demonstrations. */
  allowPrivateAddresses: boolean;
  /** False lifts the waits between requests, for loopback addresses only. */
  polite: boolean;
  userAgent: string;
  /** Who answers for names; the system's own resolver when left out. */
  resolve?: Resolve;
  /** Milliseconds; for tests. */
  timings?: { connect?: number; headers?: number; idle?: number; total?: number; pause?: number };
}

const mostRedirects = 5;
/** Milliseconds until all headers must have come, a turn in the queue not counted. */
const headersWithin = 30_000;
const defaultMaxBytes = 50 * 1_048_576;
const anything = 'text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.8';

/** Opens the only way out of Skylark to addresses that come from sources or people. */
export function openFetch(options: FetchOptions): { fetch: Fetch; close(): Promise<void> } {
  const { allowPrivateAddresses, userAgent, timings = {} } = options;
  const agent = new Agent({
    connect: {
      timeout: timings.connect ?? 15_000,
      ...(allowPrivateAddresses ? {} : { lookup: guardedLookup(options.resolve) }),
    },
    headersTimeout: timings.headers ?? headersWithin,
    bodyTimeout: 0,
    keepAliveTimeout: 4000,
    maxRedirections: 0,
  } as ConstructorParameters<typeof Agent>[0]);
  const politeness = openPoliteness({
    polite: options.polite,
    ...(timings.pause === undefined ? {} : { pauseMilliseconds: timings.pause }),
  });
  const robots = openRobots(userAgent, async (url) => {
    const answer = await follow({ url, maxBytes: 500 * 1024, accept: 'text/plain' });
    return answer.notModified ? '' : new TextDecoder().decode(answer.body);
  });

  async function once(address: URL, given: FetchRequest, redirects: Redirect[]) {
    const url = address.href;
    const isFirst = redirects.length === 0;
    // They belong to what answered last: where a source always redirects for the time being, that is
    // its target. One that moved for good is read in full, so that the move is noticed.
    const { etag, lastModified } = redirects.some(({ permanent }) => permanent)
      ? { etag: null, lastModified: null }
      : given;
    // Headers that come drop by drop keep the client's own clock running.
    const patience = new AbortController();
    const deadline = setTimeout(
      () =>
        patience.abort(
          new SourceFailure('too-slow', `${shownAddress(url)} did not begin to answer in time.`),
        ),
      timings.headers ?? headersWithin,
    );
    try {
      const asked = new URL(address);
      // Never to another host that a redirect names.
      if (isFirst) {
        for (const [name, value] of Object.entries(given.secrets ?? {})) {
          asked.searchParams.set(name, value);
        }
      }
      const { statusCode, headers, body } = await request(asked, {
        dispatcher: agent,
        method: 'GET',
        signal: patience.signal,
        headers: {
          'user-agent': userAgent,
          accept: given.accept ?? anything,
          'accept-encoding': 'gzip, br, deflate, zstd',
          'accept-language': 'en-GB, en;q=0.9',
          ...(etag ? { 'if-none-match': etag } : {}),
          ...(lastModified ? { 'if-modified-since': lastModified } : {}),
        },
      });
      clearTimeout(deadline);
      const isRead = statusCode >= 200 && statusCode < 300;
      if (!isRead) {
        body.on('error', () => undefined);
        body.destroy();
        return { statusCode, headers, bytes: null };
      }
      const maxBytes = given.maxBytes ?? defaultMaxBytes;
      const length = Number(header(headers, 'content-length') ?? Number.NaN);
      const bytes = await readBody(
        body,
        {
          url,
          contentEncoding: header(headers, 'content-encoding') ?? '',
          contentLength: Number.isNaN(length) ? null : length,
        },
        {
          maxBytes,
          maxWireBytes: maxBytes,
          idleMilliseconds: timings.idle ?? 30_000,
          totalMilliseconds: timings.total ?? 120_000,
        },
      );
      return { statusCode, headers, bytes };
    } catch (error) {
      throw failureOfError(url, error);
    } finally {
      clearTimeout(deadline);
    }
  }

  function nextHop(
    address: URL,
    location: string | null,
    redirects: Redirect[],
    status: number,
  ): URL {
    if (!location) throw failureOfStatus(address.href, status, null);
    let target: URL;
    try {
      target = new URL(location, address);
    } catch {
      throw new SourceFailure(
        'redirects',
        `${address.href} redirects to “${location}”, which is no address.`,
      );
    }
    if (redirects.some(({ from }) => from === target.href) || target.href === address.href) {
      throw new SourceFailure('redirects', `${target.href} redirects in a circle.`);
    }
    if (redirects.length >= mostRedirects) {
      throw new SourceFailure(
        'redirects',
        `${redirects[0]?.from} redirects more than ${mostRedirects} times.`,
      );
    }
    return target;
  }

  async function follow(given: FetchRequest): Promise<Fetched | NotModified> {
    const redirects: Redirect[] = [];
    for (let address = checkAddress(given.url, allowPrivateAddresses); ; ) {
      if (given.obeyRobots) await askRobots(address);
      const here = address;
      const { statusCode, headers, bytes } = await politeness.inTurn(here, () =>
        once(here, given, redirects),
      );
      if ([301, 302, 303, 307, 308].includes(statusCode)) {
        const target = nextHop(here, header(headers, 'location'), redirects, statusCode);
        redirects.push({
          from: here.href,
          to: target.href,
          permanent: [301, 308].includes(statusCode),
        });
        address = checkAddress(target.href, allowPrivateAddresses);
        continue;
      }
      const answer = {
        url: here.href,
        redirects,
        status: statusCode,
        etag: header(headers, 'etag'),
        lastModified: header(headers, 'last-modified'),
        freshForSeconds: freshForSeconds(headers, new Date()),
        fetchedAt: new Date(),
      };
      if (statusCode === 304) {
        if (given.etag || given.lastModified) return { ...answer, notModified: true };
        throw new SourceFailure(
          'unreadable',
          `${here.href} answered 304 although it was not asked what changed.`,
          { status: 304 },
        );
      }
      if (!bytes) throw failureOfStatus(here.href, statusCode, header(headers, 'retry-after'));
      return {
        ...answer,
        notModified: false,
        body: bytes,
        ...contentType(headers),
        fileName: fileName(headers),
      };
    }
  }

  async function askRobots(address: URL): Promise<void> {
    const { isAllowed, failure, crawlDelaySeconds } = await robots(address);
    if (failure) throw failure;
    if (crawlDelaySeconds) politeness.slowDown(address, crawlDelaySeconds);
    if (!isAllowed) {
      throw new SourceFailure(
        'refused',
        `${address.host} asks automatic readers not to read ${address.href} (robots.txt).`,
      );
    }
  }

  return { fetch: follow, close: () => agent.destroy() };
}
