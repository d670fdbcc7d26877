import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { PublicationDocument } from './publication-document.ts';
import type { Term } from './query/query-terms.ts';

/** What one engine knows at once, and another has to ask for. */
export type Awaitable<T> = T | Promise<T>;

/** Filters a search may have: OR inside a facet, AND between facets. */
export const facetNames = [
  'theme',
  'harm',
  'circumstance',
  'setting',
  'sector',
  'pestle',
  'type',
  'publisher',
  'region',
  'year',
  'tag',
  'status',
  'linked',
] as const;
export type FacetName = (typeof facetNames)[number];

/** Facets whose values are concept ids. */
export const vocabularyFacetNames: ReadonlySet<string> = new Set<FacetName>([
  'theme',
  'harm',
  'circumstance',
  'setting',
  'sector',
  'pestle',
  'type',
  'region',
]);

export const searchSorts = ['relevance', 'newest', 'seen', 'national'] as const;

/** Parts of the country by the setting "our area": other areas than ours, and those that are like it. */
export const searchAreas = ['others', 'like'] as const;
export type SearchArea = (typeof searchAreas)[number];
export type SearchSort = (typeof searchSorts)[number];

export interface SearchQuery {
  /** What the person typed. Nothing is ever a syntax error; no words means newest first. */
  words: string;
  filters?: Partial<Record<FacetName, string[]>>;
  /**
   * "national": by relevance, with statutory and national sources first among those with all words.
   * "seen": what was first seen last stands first.
   */
  sort?: SearchSort;
  /** "visit", "meeting" or a day: what it means for a person the library says, as `seenFrom`. */
  since?: string | undefined;
  /** What they mean the library says, as `anyOf` and `noneOf`. */
  areas?: SearchArea[];
  /** First seen at this instant or later, in milliseconds. */
  seenFrom?: number;
  /** Each of these has one of its values at least: OR across facets, AND between these and filters. */
  anyOf?: Partial<Record<FacetName, string[]>>[];
  /** None of these values. */
  noneOf?: Partial<Record<FacetName, string[]>>;
  /** From 1. */
  page?: number;
  /** Hits a page, at most 100. Default 20. */
  size?: number;
  /** Search for synonyms and abbreviations too. Default true. */
  expand?: boolean;
  /** Correct spelling against the library's own words. Default true. */
  correct?: boolean;
  /** Count suggested concepts as well as accepted ones. Default false. */
  includeSuggested?: boolean;
  /** Which facets to count; none unless asked for. */
  facets?: readonly FacetName[];
  /**
   * Look also for what is close in meaning: below the words, and where few have all of them in the order
   * of those with some. Default false.
   */
  alike?: boolean;
  /** What the words mean, as far as that is known: among those with some of them it has a say in the order. */
  vector?: Float32Array;
}

export interface FoundPassage {
  documentId: number;
  page: number | null;
  /** Escaped text and <mark> only. */
  html: string;
}

export interface SearchHit {
  id: number;
  /** Escaped text and <mark> only. */
  titleHtml: string;
  /** At most three, best first. */
  passages: FoundPassage[];
  /** Close in meaning, and not known yet where: the passage is the first. */
  isGuessed?: true;
  /** Whether all the words stand in it, and not only some. */
  hasAllWords: boolean;
}

export interface Expansion {
  from: string;
  to: string[];
  /** The expansion is wording no longer used: announced as "older wording". */
  olderWording?: boolean;
}

/** Filters typed into the box (`publisher:ofsted`), with the values they were taken to mean. */
export interface TypedFilters {
  filters: Partial<Record<FacetName, string[]>>;
  excludedFilters: Partial<Record<FacetName, string[]>>;
  /** "YYYY-MM-DD" or less. */
  before: string | null;
  after: string | null;
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface SearchAnswer {
  query: {
    words: string;
    /** The words that were searched for instead; null when nothing was corrected. */
    corrected: string | null;
    expanded: Expansion[];
    /** How many of the publications listed have all the words; by date they are the first. */
    allWords: number;
    /** Those with some of the words stand in the order of words and meaning. */
    isFused?: true;
    /** Left out where none was typed. */
    typed?: TypedFilters;
  };
  /** What is marked in titles and passages, to mark it elsewhere too. */
  marks: Term[];
  total: number;
  page: number;
  size: number;
  hits: SearchHit[];
  /** Counts are as if that facet's own filter were open. */
  facets: Partial<Record<FacetName, FacetValue[]>>;
  /**
   * Publications close in meaning that do not have all the words and are not among the hits, closest
   * first, at most five; null when that cannot be known just now. Only where meaning is looked for, and
   * on the first page of words by relevance.
   */
  alike?: SearchHit[] | null;
  /** The model is getting ready: asked again in a moment, it has a say. */
  isMeaningComing?: true;
}

/** The vectors of a publication's texts, as the embedder made them. */
export interface Meaning {
  id: number;
  /** The state of the publication that was read: vectors of another are not kept. */
  number: number;
  /** Of the texts: while they stay the same, so do the vectors. */
  hash: string;
  /** Which passage of the publication each is of, counted from 0; null: its title and summary. */
  vectors: { passage: number | null; vector: Float32Array }[];
}

export interface NearSearch {
  /** Its words are left out, its filters and exclusions hold. */
  query: SearchQuery;
  /** Of length 1, as all vectors. */
  vector: Float32Array;
  /** Publications that are shown already. */
  without: number[];
  /** The least cosine that counts as close. */
  floor: number;
  limit: number;
}

export interface NearestSearch {
  vector: Float32Array;
  /** At most 200. */
  limit: number;
}

export interface Nearest {
  id: number;
  /** The cosine: 1 means the same. */
  nearness: number;
}

/** What an index knows of meanings: vectors of one model, beside the words. */
export interface MeaningIndex {
  /** Publications whose meaning is not known yet, newest first. */
  missing(limit: number): Promise<{ id: number; number: number }[]>;
  /** How many those are. */
  countMissing(): Promise<number>;
  /** Keeps vectors of publications that have not changed since. @throws {EmbedderFailure} of another length */
  put(meanings: Meaning[]): Promise<void>;
  /** Publications without all the words, closest first, each with the passage that is closest. */
  near(search: NearSearch): Promise<SearchHit[]>;
  /** Publications whose vector is nearest, whatever their words: by the cosine, nearest first. */
  nearest(search: NearestSearch): Promise<Nearest[]>;
}

export interface IndexStatus {
  engine: 'fts5' | 'meilisearch';
  publications: number;
  passages: number;
  bytes: number | null;
  /** Publications whose meaning is not known yet; only where an embedder is set. */
  withoutMeaning?: number;
}

/** What a search engine must do; `test/contracts/search-index.contract.ts` says it as tests. */
export interface SearchIndex {
  /** Adds or replaces; what was put can be found once this resolves. Older numbers are ignored. */
  put(documents: PublicationDocument[]): Promise<void>;
  /** Removes; a later put with an older or equal number is ignored. */
  remove(publications: { id: number; number: number }[]): Promise<void>;
  clear(): Promise<void>;
  /**
   * Takes what was replaced or removed out of the index's own files, and its words out of spelling.
   *
   * @returns false when it could not be finished: asked again, it goes on
   */
  sweep(): Promise<boolean>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** Ids of publications like this one, most alike first, with the words they share. */
  similar(id: number, limit: number): Promise<{ id: number; words: string[] }[]>;
  /** Words of the library that start with these letters, most frequent first. */
  complete(prefix: string, limit: number): Promise<string[]>;
  /** The (id, number) pairs it holds, removed ones left out, ascending by id, for reconciliation. */
  numbers(afterId: number, limit: number): Promise<{ id: number; number: number }[]>;
  /** What it holds. @throws when it is not there, or is not as it was made */
  status(): Promise<IndexStatus>;
  /** What it knows of meanings; null when it was opened without a model. */
  readonly meanings: MeaningIndex | null;
  /** From now on searches know these terms; nothing is indexed anew. */
  setVocabulary(vocabulary: ConceptTerms[]): Promise<void>;
  close(): Promise<void>;
}
