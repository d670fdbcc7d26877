/** A stretch of a document's text with its page: what explains a hit. */
export interface IndexedPassage {
  documentId: number;
  /** The page it stands on; null in documents without pages. */
  page: number | null;
  text: string;
}

/** A publication as the index sees it. The database is the truth; this is its projection. */
export interface PublicationDocument {
  id: number;
  /** Raised by every indexed change: an older number never overwrites a newer one. */
  number: number;
  title: string;
  headings: string[];
  summary: string;
  publisher: string;
  /** What kind of publisher its source says it is ("government", "council"), if known. */
  publisherType?: string | null;
  /** "YYYY-MM-DD"; null when nobody said. */
  publishedOn: string | null;
  /** The instant it was first seen, in milliseconds: orders what has no date. */
  firstSeenAt: number;
  /** Concept id of the document type ("doc-lcspr"), if known. */
  type: string | null;
  /** Concept id of the region, if known. */
  region: string | null;
  /** "new", "kept" or "set-aside". */
  status: string;
  /** Concept ids that a person accepted: they count in filters and facets. */
  concepts: string[];
  /** Concept ids that a rule suggests: only with `includeSuggested`. */
  suggested: string[];
  tags: string[];
  /** Links to plan entries. */
  linkCount: number;
  passages: IndexedPassage[];
}
