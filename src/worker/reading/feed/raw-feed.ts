/** A feed as one of the libraries read it, before our normaliser: text as it stood, nothing resolved. */

export interface RawText {
  value: string;
  /** "text", "html" or "xhtml"; RSS does not say. */
  type?: string | undefined;
}

export interface RawLink {
  href: string;
  rel?: string | undefined;
  type?: string | undefined;
}

export interface RawEntry {
  ids: string[];
  /** An RSS guid that says, or does not deny, that it is the address. */
  permalink: string | null;
  links: RawLink[];
  title: RawText | null;
  summary: RawText | null;
  content: RawText | null;
  published: string[];
  updated: string[];
  authors: string[];
  categories: string[];
  enclosures: RawLink[];
  base: string | null;
}

export interface RawFeed {
  format: 'rss' | 'rdf' | 'atom' | 'json';
  title: RawText | null;
  description: RawText | null;
  links: RawLink[];
  language: string | null;
  ttlMinutes: number | null;
  base: string | null;
  /** Of all entries that name none. */
  authors: string[];
  entries: RawEntry[];
}
