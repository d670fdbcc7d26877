import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import {
  answerNear,
  answerQuery,
  type QueryStore,
  type QueryVocabulary,
  queryVocabulary,
} from '../answer-query.ts';
import type {
  Nearest,
  NearestSearch,
  NearSearch,
  SearchAnswer,
  SearchHit,
  SearchQuery,
} from '../search-index.ts';
import { prepareExplain } from './explain.ts';
import { prepareFacets } from './facets.ts';
import { type FoundByWords, prepareFind } from './find.ts';
import { type KnownLibrary, prepareKnownLibrary } from './memory/known-library.ts';
import { prepareNarrow } from './memory/narrow.ts';
import { preparePostings } from './memory/postings.ts';
import { prepareWeigh } from './memory/weigh.ts';
import { prepareNear } from './near.ts';
import { prepareSimilar } from './similar.ts';
import { prepareSpelling } from './spelling.ts';

/** What a query asks of the index file. */
function prepareStore(
  db: DatabaseSync,
  library: KnownLibrary,
  vectors: ReturnType<typeof prepareNear> | null,
): QueryStore<FoundByWords> {
  const postingsOf = preparePostings(db, library);
  const narrow = prepareNarrow(library, postingsOf);
  const weigh = prepareWeigh(library, postingsOf);
  const explain = prepareExplain(db, { library, postingsOf });
  const countFacets = prepareFacets(library, narrow);
  const values = db.prepare('select distinct value from facet where name = ?');
  const title = db.prepare('select title from publication where id = ?');
  return {
    words: prepareSpelling(db),
    valuesOf: (name) => values.all(name).map(({ value }) => String(value)),
    find: prepareFind(db, { library, postingsOf, narrow, weigh }),
    ...(vectors && { nearness: vectors.nearness }),
    titlesOf: ({ ids }) => new Map(ids.map((id) => [id, String(title.get(id)?.title ?? '')])),
    passagesOf(terms, { ids }) {
      const passagesOf = explain(terms);
      return new Map(ids.map((id) => [id, passagesOf(id)]));
    },
    countFacets: ({ matched }, narrowing, wanted) => countFacets(matched, narrowing, wanted),
  };
}

/** Reads all of it from one state of the file, whatever is written meanwhile. */
async function asItStands<T>(db: DatabaseSync, read: () => Promise<T>): Promise<T> {
  db.exec('begin');
  try {
    return await read();
  } finally {
    db.exec('commit');
  }
}

/**
 * The reading half of the index, on one read-only connection.
 *
 * @param model whose vectors are asked for; null: none are
 */
export function prepareReader(
  db: DatabaseSync,
  concepts: ConceptTerms[],
  model: string | null = null,
) {
  let vocabulary: QueryVocabulary = queryVocabulary(concepts);
  const vectors = model === null ? null : prepareNear(db, model);
  const library = prepareKnownLibrary(db);
  const store = prepareStore(db, library, vectors);
  const all = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values);
  const count = (sql: string) => Number(db.prepare(sql).get()?.n ?? 0);

  return {
    search: (query: SearchQuery): Promise<SearchAnswer> =>
      asItStands(db, () => {
        library.follow();
        return answerQuery(store, vocabulary, query);
      }),
    async near(search: NearSearch): Promise<SearchHit[]> {
      return vectors ? answerNear({ ...store, near: vectors.near }, vocabulary, search) : [];
    },
    nearest: (search: NearestSearch): Nearest[] => vectors?.nearest(search) ?? [],
    similar: prepareSimilar(db),
    missing: (limit: number) => vectors?.missing(limit) ?? [],
    countMissing: () => vectors?.countMissing() ?? 0,
    complete(prefix: string, limit: number): string[] {
      const start = prefix.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
      if (!start) return [];
      return all(
        'select term from word_vocabulary where term >= ? and term < ? order by doc desc, term limit ?',
        start,
        `${start}\u{10ffff}`,
        limit,
      ).map(({ term }) => String(term));
    },
    numbers: (afterId: number, limit: number) =>
      all(
        'select id, number from publication where id > ? order by id limit ?',
        afterId,
        limit,
      ).map(({ id, number }) => ({ id: Number(id), number: Number(number) })),
    counts: () => ({
      publications: count('select count(*) as n from publication'),
      passages: count('select count(*) as n from passage'),
    }),
    setVocabulary(next: ConceptTerms[]): void {
      vocabulary = queryVocabulary(next);
    },
  };
}

export type Reader = ReturnType<typeof prepareReader>;
