import type { SaidOfEdition } from '#shared/text/editions/said-of-editions.ts';
import type { InsteadOfPage } from './document/instead-of-page.ts';
import type { XmlElement } from './xml-element.ts';

/** What a reader is told about the bytes besides the bytes. */
export interface Origin {
  /** Where they came from: relative addresses are resolved against it. */
  url: string;
  /** The charset the server declared, if any. */
  charset?: string | null;
}

/** One entry of a feed, in one shape whatever the format was. */
export interface FeedEntry {
  /** The publisher's own id (guid, atom:id, rdf:about, JSON Feed id), as given; null if there is none. */
  id: string | null;
  /** The page to read, absolute; null when the entry offers none. */
  url: string | null;
  /** Plain text. */
  title: string;
  /** Plain text, no markup; null if the entry has none, empty if it is a picture only. */
  summary: string | null;
  /** Markup of the full content, if the feed carries it, with nothing active left in it. */
  contentHtml: string | null;
  publishedAt: Date | null;
  updatedAt: Date | null;
  authors: string[];
  categories: string[];
  enclosures: { url: string; mediaType: string | null }[];
}

export interface FeedReading {
  format: 'rss' | 'rdf' | 'atom' | 'json';
  readBy: 'feedsmith' | 'rss-parser';
  title: string | null;
  /** Plain text. */
  description: string | null;
  /** The site the feed belongs to, absolute. */
  homeUrl: string | null;
  language: string | null;
  /** How long the feed asks readers to wait (ttl, sy:updatePeriod), in minutes. */
  ttlMinutes: number | null;
  entries: FeedEntry[];
  /** Sentences about what was odd but readable: shown with the scan. */
  warnings: string[];
}

/** One page of a document; pages of HTML and DOCX have no number. */
export interface Page {
  number: number | null;
  text: string;
  /** Headings on this page, in order. */
  headings: string[];
}

/** What a file or web page says, as text by page, with what it says of itself. */
export interface DocumentReading {
  mediaType: string;
  title: string | null;
  summary: string | null;
  /** "YYYY-MM-DD". */
  publishedOn: string | null;
  publisher: string | null;
  /** BCP 47, lower case ("en", "cy"). */
  language: string | null;
  /** rel=canonical, absolute. */
  canonicalUrl: string | null;
  /** Where the page sends its readers on at once (meta refresh), as it says; absolute if it can be. */
  leadsTo?: string | null;
  /** What the page says of newer or older editions of it; left out where it says nothing. */
  editions?: SaidOfEdition[];
  /** Files the page offers (PDF, DOCX), absolute, in order. */
  attachments: { url: string; title: string; mediaType: string | null }[];
  /** Pages in the file, also when not all of them were read. */
  pageCount: number | null;
  pages: Page[];
  /** A sentence when there is no text, or not all of it ("This PDF is a scan …"); null if all is well. */
  textProblem: string | null;
  /** What a web page is where it is no publication: a sign-in, a block. */
  instead?: InsteadOfPage | null;
}

export interface ListingOrigin extends Origin {
  /** A CSS selector for the links, or what holds them; all links of the main part when left out. */
  selector?: string | null;
}

export interface ListingLink {
  /** Absolute, without a fragment. */
  url: string;
  /** Plain text; the entry's heading where the link itself says only "Read more". */
  title: string;
  /** "YYYY-MM-DD", when a date stands beside the link. */
  publishedOn: string | null;
}

/** A web page as a list of links. */
export interface Listing {
  title: string | null;
  /** The beginning of the page's text. */
  text: string;
  links: ListingLink[];
  /** Feeds that the page declares or links to, absolute, best first. */
  feeds: string[];
}

/**
 * The readers, run in processes of their own so that no file can hold or end this one.
 *
 * Every method @throws {SourceFailure} with reason "unreadable" (or "too-slow" past the deadline)
 * and a sentence that says what the file is instead.
 */
export interface Readers {
  readFeed(bytes: Uint8Array, origin: Origin): Promise<FeedReading>;
  /** HTML, PDF, DOCX or plain text, told apart by bytes first and media type second. */
  readDocument(
    bytes: Uint8Array,
    origin: Origin & { mediaType?: string | null; fileName?: string | null },
  ): Promise<DocumentReading>;
  readListing(bytes: Uint8Array, origin: ListingOrigin): Promise<Listing>;
  /** The root element of an XML answer that is not a feed. */
  readXml(bytes: Uint8Array, origin: Origin): Promise<XmlElement>;
  close(): Promise<void>;
}
