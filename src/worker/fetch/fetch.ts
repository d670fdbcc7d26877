/** One request for one address. */
export interface FetchRequest {
  url: string;
  /** Validators of the last answer, to ask only for what changed. */
  etag?: string | null;
  lastModified?: string | null;
  /** The Accept header; a sensible one for feeds and pages when left out. */
  accept?: string;
  /** Parameters that are sent but stand in no message and no answer: keys of APIs. */
  secrets?: Record<string, string>;
  /** Ask robots.txt first: for pages, not for feeds and APIs that we were given. Default false. */
  obeyRobots?: boolean;
  /** Bytes after decompression that are read at most. Default 50 MiB. */
  maxBytes?: number;
}

export interface Redirect {
  from: string;
  to: string;
  /** 301 or 308: the source's address should be updated when every hop was permanent. */
  permanent: boolean;
}

/**
 * Where an address has moved for good: as far as every hop was permanent. A hop for the time being
 * after them says nothing about the address, and a way that came back to it (by a page that sets a
 * cookie) has led nowhere.
 *
 * @returns null when it has not moved
 */
export function movedForGood(redirects: Redirect[]): string | null {
  const back = redirects.findLastIndex(({ to }) => to === redirects[0]?.from);
  const onward = redirects.slice(back + 1);
  const passing = onward.findIndex(({ permanent }) => !permanent);
  const permanent = passing < 0 ? onward : onward.slice(0, passing);
  return permanent.at(-1)?.to ?? null;
}

interface Answer {
  /** The address that answered, after redirects. */
  url: string;
  redirects: Redirect[];
  status: number;
  etag: string | null;
  lastModified: string | null;
  /** How long the answer says it stays fresh (Cache-Control, Expires), in seconds; null if it does not say. */
  freshForSeconds: number | null;
  fetchedAt: Date;
}

/** 304: nothing changed since the validators. */
export interface NotModified extends Answer {
  notModified: true;
}

/** A successful answer, decompressed. */
export interface Fetched extends Answer {
  notModified: false;
  body: Uint8Array;
  /** Media type in lower case without parameters ("text/html"); "application/octet-stream" when not said. */
  mediaType: string;
  /** The charset parameter of Content-Type, if any; "utf-8" where the bytes are, whatever it says. */
  charset: string | null;
  /** File name of Content-Disposition, if any. */
  fileName: string | null;
}

/**
 * Fetches one address, politely and safely: at most one request at a time per host, redirects
 * re-checked, private addresses refused, sizes and times bounded.
 *
 * @throws {SourceFailure} for everything that is not a 2xx or 304 answer read to its end
 */
export type Fetch = (request: FetchRequest) => Promise<Fetched | NotModified>;
