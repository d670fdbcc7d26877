/** What a person followed is not here: answered as 404. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly what: string;

  constructor(what: string, id: number | string) {
    super(`There is no ${what} ${id}.`);
    this.what = what;
  }
}

/** What a person followed was not here on the day that they ask about: answered as 404. */
export class NotThen extends NotFound {
  constructor(message: string) {
    super('such day', '');
    this.message = message;
  }
}

/** What a person asked contradicts what is already so: answered as 409, the sentence is shown. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** What was asked is only for people who have signed in: answered by the sign-in page, or as 401. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';

  constructor(message = 'Sign in, or send a token: Authorization: Bearer TOKEN.') {
    super(message);
  }
}

/** The signed-in person's role does not allow this: answered as 403. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** Something a person or program gave cannot be used: answered as 422, shown beside the field. */
export class Invalid extends Error {
  override readonly name = 'Invalid';
  readonly field: string | undefined;

  constructor(message: string, field?: string, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

interface Meanwhile {
  /** "publication", "entry". */
  what: string;
  /** Of how it is now. */
  tag: string;
  /** The fields that differ from what was seen, as they are now. */
  changed: Record<string, unknown>;
  /** Who changed them; null where nobody in particular did. */
  by: { name: string; at: Date } | null;
  /** Whether a field was seen with this value. */
  isAsSeen(field: string, value: unknown): boolean;
}

/**
 * Somebody changed meanwhile what a person is about to change: answered as 412, or by the form again,
 * with what was changed. Nothing was overwritten.
 */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
  readonly meanwhile: Meanwhile;

  constructor(meanwhile: Meanwhile) {
    const fields = Object.keys(meanwhile.changed).join(', ');
    super(
      `The ${meanwhile.what} was changed after you looked at it (${fields})${meanwhile.by ? `, by ${meanwhile.by.name}` : ''}. Nothing of yours was saved.`,
    );
    this.meanwhile = meanwhile;
  }
}

/** Why a source, or a publication's address, could not be read. */
export type FailureReason =
  | 'refused' // 401, 403, 451, or robots.txt
  | 'not-found' // 404, 410
  | 'too-many-requests' // 429
  | 'server-error' // 5xx and other unexpected answers
  | 'unreachable' // DNS, connection, TLS
  | 'private-address' // an address that Skylark may not fetch
  | 'bad-address' // not an http(s) address at all
  | 'redirects' // too many, or in a circle
  | 'too-slow'
  | 'too-large'
  | 'interrupted' // the answer broke off, or was shorter than it said
  | 'unreadable' // it arrived, but is not what it should be
  | 'ended' // the source says that it has ended
  | 'unsupported'; // no connector or reader for it yet

/** What an address answered with, where it was not what was asked for. */
export type Instead =
  | 'front-page' // a redirect to the site's first page
  | 'missing' // "page not found" with a status of success
  | 'sign-in'
  | 'consent' // to cookies, before anything is shown
  | 'block' // "access denied", a captcha
  | 'script'; // a shell that only a browser fills

/**
 * The outside world did not give us what we asked for. The message is a sentence fit for the page;
 * it is stored on the scan or candidate and the clock tries again.
 */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly reason: FailureReason;
  /** The HTTP status that was answered, if one was. */
  readonly status: number | null;
  /** When the other side asked us to come back, in seconds from now. */
  readonly retryAfterSeconds: number | null;
  /** What was there instead; null where nothing was. */
  readonly instead: Instead | null;

  constructor(
    reason: FailureReason,
    message: string,
    details: {
      status?: number;
      retryAfterSeconds?: number;
      instead?: Instead;
      cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = reason;
    this.status = details.status ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.instead = details.instead ?? null;
  }
}

/**
 * Who is at fault when a message could not be handed over. recipient: there is no such mailbox, and
 * trying again would not help. message: this one was not taken, others may be. server: nothing can
 * be sent just now, to nobody.
 */
export type DeliveryFault = 'recipient' | 'message' | 'server';

/** A message could not be handed over. The text is a sentence fit for coordinators' pages. */
export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';
  readonly fault: DeliveryFault;
  /** A plain no (5yz, RFC 5321 4.2.1), not "later" or silence: a person has to look. */
  readonly isRefused: boolean;

  constructor(
    message: string,
    details: { fault: DeliveryFault; isRefused?: boolean; cause?: unknown },
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.fault = details.fault;
    this.isRefused = details.isRefused ?? false;
  }
}

/** The search index cannot be asked just now: pages say so, work goes on, and it is tried again. */
export class SearchUnavailable extends Error {
  override readonly name = 'SearchUnavailable';
  /** Whether the index itself is at fault, and must be made again; else its server is. */
  readonly isDamaged: boolean;

  constructor(message: string, details: { cause?: unknown; isDamaged?: boolean } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.isDamaged = details.isDamaged ?? false;
  }
}
