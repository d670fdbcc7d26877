import type { Clock } from '#shared/clock.ts';
import type { Offer, Source, SourceKind } from '#shared/entities/index.ts';
import type { SaidOfEdition } from '#shared/text/editions/said-of-editions.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { Fetch } from '../fetch/fetch.ts';
import { legible } from '../reading/legible.ts';
import type { DocumentReading, Readers } from '../reading/reading.ts';

/** What a connector works with. It writes nothing, and decides nothing about what is new. */
export interface Tools {
  fetch: Fetch;
  readers: Readers;
  /** The time by the worker's own clock: for questions like "since last week". */
  clock: Clock;
  /** Names and keys that some services ask for. */
  credentials: Credentials;
}

/** What some services ask for; null where nobody gave it. */
export interface Credentials {
  /** Where a publisher can reach those who run this. */
  contact: string | null;
  openAlexKey: string | null;
  /** imap(s)://user:password@host of the mailbox whose folders may be read. */
  mailboxUrl: string | null;
}

/** What a source said on one visit. */
export interface SourceReading {
  offers: Offer[];
  etag: string | null;
  lastModified: string | null;
  httpStatus: number | null;
  /** Where the source permanently moved to, if it says so. */
  movedTo: string | null;
  /** It did not move: another address was given for it, which led there. */
  isDiscovered?: boolean;
  /** Hours the source asks us to leave it alone; null if it does not say. */
  restHours: number | null;
  /** The source says that it has ended. */
  hasEnded: boolean;
  /** What it is, as a sentence for "test this source" ("An Atom feed, “News”."). */
  found: string;
  /** Odd but readable, as sentences. */
  warnings: string[];
  /** Offers may share a key: only the address tells them apart. */
  keysMayRepeat?: boolean;
  /** Keys of offers that have no id: those that share one are told apart by their titles. */
  keysOnlyOfAddress?: ReadonlySet<string>;
  /** Keys behind which the time of the last change stood in the source, and once stood here. */
  keysOnceStamped?: ReadonlySet<string>;
  /** Keys of offers that the source says it has taken away. */
  removed: string[];
}

/** One file or page of a publication as retrieved; `reading` is null when it could not be had. */
export interface RetrievedDocument {
  title: string;
  url: string;
  reading: DocumentReading | null;
  /** Why it could not be had, as a sentence. */
  problem: string | null;
  /** SHA-256 of the bytes. */
  bytesHash: string | null;
  fetchedAt: Date | null;
  httpStatus: number | null;
  etag: string | null;
  lastModified: string | null;
}

/** A publication as retrieved. What is null is taken from the offer or the documents instead. */
export interface Retrieved {
  documents: RetrievedDocument[];
  /** The address that answered, after redirects; null for an upload. */
  url: string | null;
  canonicalUrl: string | null;
  title: string | null;
  summary: string | null;
  publishedOn: string | null;
  publisher: string | null;
  documentType: string | null;
  /** The region it says it applies to: concept id and basis. */
  region?: { concept: string; basis: string } | null;
  identifiers: { scheme: string; value: string }[];
  /** What changed, in the publisher's own words. */
  changeNote: string | null;
  withdrawn: { at: Date | null; note: string } | null;
  /** What the notice of a withdrawal says of what to read instead. */
  noticeOnEditions?: SaidOfEdition[];
  /** Where it is not withdrawn, the publisher says so: a withdrawal was taken back. */
  tellsWithdrawal?: boolean;
}

/** One kind of source. */
export interface Connector {
  kind: SourceKind;
  /** Visits the source. @throws {SourceFailure} */
  read(source: Source, tools: Tools): Promise<SourceReading | 'not-modified'>;
  /**
   * What an address, as people copy it from a browser, is as a source of this kind; null where it is
   * none. Nothing is fetched to find that out.
   */
  recognise?(address: URL): { url: string; query: string | null } | null;
  /** Retrieves one publication, where a page and its files are not all there is to it. */
  retrieve?(source: Source, offer: Offer, tools: Tools): Promise<Retrieved>;
}

const noAddressScheme = 'entry:';

/** What stands for the address of an offer that has none: nothing can be fetched there. */
export const noAddress = (key: string): string =>
  `${noAddressScheme}${contentHash(key).slice(0, 40)}`;

/** Whether an offer has no address of its own. */
export const hasNoAddress = (url: string): boolean => url.startsWith(noAddressScheme);

/** An offer with nothing but what every source gives, in text as a person sees it. */
export function offerOf(known: Pick<Offer, 'key' | 'url' | 'title'> & Partial<Offer>): Offer {
  return {
    summary: null,
    publishedOn: null,
    updatedAt: null,
    authors: [],
    publisher: null,
    documentType: null,
    categories: [],
    contentHtml: null,
    identifiers: [],
    attachments: [],
    ...legible(known),
  };
}

/** A reading of a source that has neither validators nor anything else to say than its offers. */
export function readingOf(
  known: Pick<SourceReading, 'offers' | 'found'> & Partial<SourceReading>,
): SourceReading {
  return {
    etag: null,
    lastModified: null,
    httpStatus: 200,
    movedTo: null,
    restHours: null,
    hasEnded: false,
    warnings: [],
    removed: [],
    ...known,
    offers: known.keysMayRepeat
      ? known.offers
      : [...new Map(known.offers.map((offer) => [offer.key, offer])).values()],
  };
}

/** The source with other values for a visit; the row itself stays as it is. */
export const standIn = (source: Source, values: Partial<Source>): Source =>
  Object.assign(Object.create(Object.getPrototypeOf(source)), source, values) as Source;

/** The source as if it were visited for the first time. */
export const withoutValidators = (source: Source): Source =>
  standIn(source, { etag: null, lastModified: null });
