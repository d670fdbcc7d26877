import type { ProxySettings } from '#shared/config.ts';
import { SourceFailure } from '#shared/errors.ts';
import { checkAddress, type Resolve } from './address-guard.ts';
import {
  allOf,
  charsetOf,
  contentType,
  fileName,
  freshForSeconds,
  header,
} from './answer-headers.ts';
import { type AskTimings, askOnce, type Reply } from './ask-once.ts';
import { isClickCounter } from './click-counters.ts';
import { failureOfStatus } from './failures.ts';
import {
  type Fetch,
  type Fetched,
  type FetchRequest,
  movedForGood,
  type NotModified,
  type Redirect,
} from './fetch.ts';
import { openNetworkTroubles } from './network-troubles.ts';
import { isPermanent, isRedirect, nextHop, openCircle } from './next-hop.ts';
import { openPoliteness, type Politeness } from './politeness.ts';
import { openRobots, type RobotsRules } from './robots.ts';
import { openVisitCookies } from './visit-cookies.ts';
import { openWays } from './ways.ts';

export interface FetchOptions {
  /** Loopback and private addresses too: for tests and demonstrations. */
  allowPrivateAddresses: boolean;
  /** False lifts the waits between requests, for loopback addresses only. */
  polite: boolean;
  userAgent: string;
  /** The proxy of the settings; none when left out. This machine itself is asked without. */
  proxy?: ProxySettings | null;
  /** Is told once what keeps everything from being fetched, as a sentence for whoever runs this. */
  tell?: (sentence: string) => void;
  /** Who answers for names; the system's own resolver when left out. */
  resolve?: Resolve;
  /** Milliseconds; for tests. */
  timings?: { connect?: number; headers?: number; idle?: number; total?: number; pause?: number };
}

const defaultMaxBytes = 50 * 1_048_576;
const anything = 'text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.8';

interface Rooms {
  allowPrivateAddresses: boolean;
  userAgent: string;
  politeness: Politeness;
  robots: (address: URL) => Promise<RobotsRules>;
  /** Asks one address, in whichever way it is reached. */
  ask: (address: URL, given: FetchRequest, hop: HopHeaders) => Promise<Reply>;
}

/** What the hops before have to say about the next request. */
interface HopHeaders {
  isFirst: boolean;
  /** The address has moved for good: it is read in full, so that the move is noticed. */
  isMoved: boolean;
  cookies: string | null;
}

/** The address as it is asked: keys of APIs go to it alone, never to where it redirects. */
function withSecrets(address: URL, given: FetchRequest, { isFirst }: HopHeaders): URL {
  const asked = new URL(address);
  if (!isFirst) return asked;
  for (const [name, value] of Object.entries(given.secrets ?? {})) {
    asked.searchParams.set(name, value);
  }
  return asked;
}

function headersOf(given: FetchRequest, hop: HopHeaders, userAgent: string) {
  // They belong to what answered last: where a source always redirects for the time being, that is
  // its target.
  const { etag, lastModified } = hop.isMoved ? { etag: null, lastModified: null } : given;
  return {
    'user-agent': userAgent,
    accept: given.accept ?? anything,
    'accept-encoding': 'gzip, br, deflate, zstd',
    'accept-language': 'en-GB, en;q=0.9',
    ...(hop.cookies ? { cookie: hop.cookies } : {}),
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(lastModified ? { 'if-modified-since': lastModified } : {}),
  };
}

/** The last answer of a visit, with its facts. @throws {SourceFailure} for one that is neither 2xx nor 304 */
function answerOf(
  { status, headers, bytes }: Reply,
  visit: { given: FetchRequest; address: URL; redirects: Redirect[] },
): Fetched | NotModified {
  const { given, redirects } = visit;
  const url = visit.address.href;
  const answer = {
    url,
    redirects,
    status,
    etag: header(headers, 'etag'),
    lastModified: header(headers, 'last-modified'),
    freshForSeconds: freshForSeconds(headers, new Date()),
    fetchedAt: new Date(),
  };
  if (status === 304) {
    if (given.etag || given.lastModified) return { ...answer, notModified: true };
    throw new SourceFailure(
      'unreadable',
      `${url} answered 304 although it was not asked what changed.`,
      { status },
    );
  }
  if (!bytes) throw failureOfStatus(url, status, header(headers, 'retry-after'));
  return {
    ...answer,
    notModified: false,
    body: bytes,
    mediaType: contentType(headers).mediaType,
    charset: charsetOf(headers, bytes),
    fileName: fileName(headers),
  };
}

/** @throws {SourceFailure} when robots.txt keeps automatic readers out */
async function askRobots(address: URL, { robots, politeness }: Rooms): Promise<void> {
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

/** Follows an address to what answers in the end. Each hop is checked like the first. */
async function follow(given: FetchRequest, rooms: Rooms): Promise<Fetched | NotModified> {
  const redirects: Redirect[] = [];
  const cookies = openVisitCookies();
  const noticeCircle = openCircle();
  for (let address = checkAddress(given.url, rooms.allowPrivateAddresses); ; ) {
    const here = address;
    const hop = {
      isFirst: redirects.length === 0,
      isMoved: movedForGood(redirects) !== null,
      cookies: cookies.headerFor(here),
    };
    noticeCircle(here, hop.cookies);
    // A link of a mail that was sent to us was given to us; where it leads is asked.
    const isGiven = hop.isFirst && isClickCounter(here);
    if (given.obeyRobots && !isGiven) await askRobots(here, rooms);
    const reply = await rooms.politeness.inTurn(here, () => rooms.ask(here, given, hop));
    const { status, headers } = reply;
    if (!isRedirect(status)) return answerOf(reply, { given, address: here, redirects });
    cookies.keep(here, allOf(headers, 'set-cookie'));
    const target = nextHop(
      { address: here, status, location: header(headers, 'location') },
      redirects,
    );
    redirects.push({ from: here.href, to: target.href, permanent: isPermanent(status) });
    address = checkAddress(target.href, rooms.allowPrivateAddresses);
  }
}

/** Asks an address in its way, and notes what is the network's fault rather than the address's. */
function openAsk(options: FetchOptions) {
  const { allowPrivateAddresses, userAgent, proxy, resolve, timings = {} } = options;
  const within: AskTimings = {
    headers: timings.headers ?? 30_000,
    idle: timings.idle ?? 30_000,
    total: timings.total ?? 120_000,
  };
  const ways = openWays({
    allowPrivateAddresses,
    resolve,
    proxy,
    connectWithin: timings.connect ?? 15_000,
    headersWithin: within.headers,
  });
  const troubles = openNetworkTroubles({
    proxy: !!proxy,
    tell: options.tell ?? (() => undefined),
  });
  const ask: Rooms['ask'] = async (address, given, hop) => {
    const asked = {
      address,
      url: withSecrets(address, given, hop),
      headers: headersOf(given, hop, userAgent),
      maxBytes: given.maxBytes ?? defaultMaxBytes,
    };
    try {
      const reply = await askOnce(asked, await ways.wayTo(address), within);
      troubles.worked();
      return reply;
    } catch (error) {
      if (error instanceof SourceFailure) troubles.failed(address.hostname, error);
      throw error;
    }
  };
  return { ask, close: ways.close };
}

/** Opens the only way out of Skylark to addresses that come from sources or people. */
export function openFetch(options: FetchOptions): { fetch: Fetch; close(): Promise<void> } {
  const { allowPrivateAddresses, userAgent, polite, timings = {} } = options;
  const { ask, close } = openAsk(options);
  const politeness = openPoliteness({
    polite,
    ...(timings.pause === undefined ? {} : { pauseMilliseconds: timings.pause }),
  });
  const fetch: Fetch = (given) => follow(given, rooms);
  const robots = openRobots(userAgent, async (url) => {
    const answer = await fetch({ url, maxBytes: 500 * 1024, accept: 'text/plain' });
    return answer.notModified ? '' : new TextDecoder().decode(answer.body);
  });
  const rooms: Rooms = { allowPrivateAddresses, userAgent, politeness, robots, ask };
  return { fetch, close };
}
