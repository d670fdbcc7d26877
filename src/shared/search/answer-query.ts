import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { fuse, mostFused } from './embedding/fuse.ts';
import { markAll, markerOf, snippet } from './highlight.ts';
import type { IndexedPassage } from './publication-document.ts';
import { correctQuery, type LibraryWords } from './query/correct-query.ts';
import { expandQuery } from './query/expand-query.ts';
import { type Narrowing, narrowingOf } from './query/narrowing.ts';
import { type ParsedQuery, parseQuery } from './query/parse-query.ts';
import { markedTerms, type QueryTerms } from './query/query-terms.ts';
import { type VocabularyNames, vocabularyNames } from './query/vocabulary-names.ts';
import { enough } from './ranking.ts';
import type {
  Awaitable,
  Expansion,
  FacetName,
  FacetValue,
  FoundPassage,
  NearSearch,
  SearchAnswer,
  SearchHit,
  SearchQuery,
} from './search-index.ts';

/** The vocabulary as queries need it. */
export interface QueryVocabulary {
  concepts: ConceptTerms[];
  names: VocabularyNames;
}

export const queryVocabulary = (concepts: ConceptTerms[]): QueryVocabulary => ({
  concepts,
  names: vocabularyNames(concepts),
});

/** Which hits of an order are wanted. */
export interface Slice {
  limit: number;
  offset: number;
}

/** A query as an engine is asked it. Without clauses everything is listed, newest first. */
export interface Asked {
  terms: QueryTerms;
  narrowing: Narrowing;
  sort: SearchQuery['sort'];
  slice: Slice;
}

/** Which publications were found; an engine adds what it needs to explain and count them. */
export interface FoundIds {
  total: number;
  /** How many of them have all the words. */
  allWords: number;
  /** How many stand before those that have some: a long one that has all in passing stands among these. */
  lead: number;
  /** Of the slice, in order. */
  ids: number[];
  /** Those of them that have all the words; there may be others. */
  complete: ReadonlySet<number>;
}

/** A text close in meaning, by its publication. */
export interface NearText {
  id: number;
  title: string;
  /** Null where title and summary are what is close. */
  passage: IndexedPassage | null;
  /** Which passage is closest is not known: it is the first. */
  isGuessed?: true;
}

export interface NearAsked extends Omit<NearSearch, 'query'> {
  terms: QueryTerms;
  narrowing: Narrowing;
}

export type FacetCounts = Partial<Record<FacetName, FacetValue[]>>;

/**
 * What an engine must be able to do for a query. What a query means, and what an answer is made of,
 * stands below, once for all engines.
 */
export interface QueryStore<Found extends FoundIds = FoundIds> {
  words: LibraryWords;
  /** All values that a facet has in the library. */
  valuesOf(name: FacetName): Awaitable<string[]>;
  /** Those with all the words first; where they are few, those with some follow. */
  find(asked: Asked): Awaitable<Found>;
  /** The cosines of publications and a vector, as far as they are known. */
  nearness?(vector: Float32Array, ids: number[]): Awaitable<ReadonlyMap<number, number>>;
  titlesOf(found: Found): Awaitable<ReadonlyMap<number, string>>;
  /** The passages that explain each hit, at most three, best first; asked with clauses only. */
  passagesOf(terms: QueryTerms, found: Found): Awaitable<ReadonlyMap<number, FoundPassage[]>>;
  /** Counted over all that were found, each facet as if its own filter stood open. */
  countFacets(
    found: Found,
    narrowing: Narrowing,
    wanted: readonly FacetName[],
  ): Awaitable<FacetCounts>;
}

/** What a query was taken to mean. */
interface Understood {
  parsed: ParsedQuery;
  /** What was searched for instead; null when nothing was corrected. */
  corrected: string | null;
  terms: QueryTerms;
  expanded: Expansion[];
  narrowing: Narrowing;
}

async function understand(
  store: Pick<QueryStore, 'words' | 'valuesOf'>,
  { concepts, names }: QueryVocabulary,
  query: SearchQuery,
): Promise<Understood> {
  const typed = parseQuery(query.words);
  const correction =
    query.correct === false ? null : await correctQuery(typed, names.words, store.words);
  const parsed = correction?.parsed ?? typed;
  const { terms, expanded } = expandQuery(parsed, query.expand === false ? null : names);
  const narrowing = await narrowingOf(query, { parsed, terms }, concepts, (name) =>
    store.valuesOf(name),
  );
  return { parsed, corrected: correction?.words ?? null, terms, expanded, narrowing };
}

/** Whether meaning has a say in the order of what is on this page. */
const isFusedAt = ({ sort = 'relevance', vector }: SearchQuery, { offset }: Slice): boolean =>
  vector !== undefined && sort === 'relevance' && offset < enough + mostFused;

/**
 * Finds what is on a page. Where few have all the words and the meaning of the query is known, those with
 * some of them stand in the order of both, as far as that reaches; then they go on by words.
 */
async function findPage<Found extends FoundIds>(
  store: QueryStore<Found>,
  query: SearchQuery,
  asked: Asked,
): Promise<{ found: Found; isFused: boolean }> {
  const { slice } = asked;
  const { vector } = query;
  if (!vector || !store.nearness || !isFusedAt(query, slice) || asked.terms.clauses.length === 0)
    return { found: await store.find(asked), isFused: false };
  const end = slice.offset + slice.limit;
  const limit = Math.max(end, enough + mostFused);
  const all = await store.find({ ...asked, slice: { limit, offset: 0 } });
  const some = all.ids.slice(all.lead, all.lead + mostFused);
  const nearness = some.length > 1 ? await store.nearness(vector, some) : new Map();
  const ids = [
    ...all.ids.slice(0, all.lead),
    ...fuse(some, nearness),
    ...all.ids.slice(all.lead + some.length),
  ];
  // Of none of them it is known yet what they mean: then words alone have said it.
  return { found: { ...all, ids: ids.slice(slice.offset, end) }, isFused: nearness.size > 0 };
}

/** Answers a query: parsed, corrected, expanded, narrowed, found, explained, marked and counted. */
export async function answerQuery<Found extends FoundIds>(
  store: QueryStore<Found>,
  vocabulary: QueryVocabulary,
  query: SearchQuery,
): Promise<SearchAnswer> {
  const size = query.size ?? 20;
  const page = query.page ?? 1;
  const slice = { limit: size, offset: (page - 1) * size };
  const { corrected, terms, expanded, narrowing } = await understand(store, vocabulary, query);
  const asked = { terms, narrowing, sort: query.sort, slice };
  const { found, isFused } = await findPage(store, query, asked);
  const hasWords = terms.clauses.length > 0;
  const [titles, passages, facets] = await Promise.all([
    store.titlesOf(found),
    hasWords ? store.passagesOf(terms, found) : new Map<number, FoundPassage[]>(),
    query.facets?.length ? store.countFacets(found, narrowing, query.facets) : {},
  ]);
  const marks = markedTerms(terms);
  const marker = markerOf(marks);
  return {
    query: {
      words: query.words,
      corrected,
      expanded,
      allWords: found.allWords,
      ...(isFused && { isFused }),
      ...(narrowing.typed && { typed: narrowing.typed }),
    },
    marks,
    total: found.total,
    page,
    size,
    hits: found.ids.map((id) => ({
      id,
      titleHtml: markAll(titles.get(id) ?? '', marker),
      passages: passages.get(id) ?? [],
      hasAllWords: found.complete.has(id),
    })),
    facets,
  };
}

/** Finds what is close in meaning and has not all the words; what is marked stands there all the same. */
export async function answerNear(
  store: Pick<QueryStore, 'words' | 'valuesOf'> & {
    near(asked: NearAsked): Awaitable<NearText[]>;
  },
  vocabulary: QueryVocabulary,
  { query, ...asked }: NearSearch,
): Promise<SearchHit[]> {
  const { terms, narrowing } = await understand(store, vocabulary, query);
  if (terms.clauses.length === 0) return [];
  const texts = await store.near({ ...asked, terms, narrowing });
  const marker = markerOf(markedTerms(terms));
  return texts.map(({ id, title, passage, isGuessed }) => ({
    id,
    ...(isGuessed && { isGuessed }),
    titleHtml: markAll(title, marker),
    hasAllWords: false,
    passages: passage
      ? [
          {
            documentId: passage.documentId,
            page: passage.page,
            html: snippet(passage.text, marker).html,
          },
        ]
      : [],
  }));
}
