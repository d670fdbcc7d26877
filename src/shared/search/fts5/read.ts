import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { markAll, markerOf } from '../highlight.ts';
import { expandQuery } from '../query/expand-query.ts';
import { type ParsedQuery, parseQuery } from '../query/parse-query.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import { resolveFilters } from '../query/resolve-filters.ts';
import { type VocabularyNames, vocabularyNames } from '../query/vocabulary-names.ts';
import { enough } from '../ranking.ts';
import type {
  FacetName,
  NearSearch,
  SearchAnswer,
  SearchHit,
  SearchQuery,
} from '../search-index.ts';
import { prepareExplain } from './explain.ts';
import { allWords, inTitle, someWords } from './expression.ts';
import { prepareFacets } from './facets.ts';
import { conditions, matching, type Narrowing, type Sql } from './narrowing.ts';
import { prepareNear } from './near.ts';
import { bm25, nationalFacet } from './schema.ts';
import { prepareSimilar } from './similar.ts';
import { prepareSpelling } from './spelling.ts';

/**
 * Scores that agree in their first four digits count as equal. Of the words that stand in more than
 * half of the publications bm25 makes scores of a millionth: digits after the point would not do.
 */
const score = `cast(printf('%.3e', ${bm25}) as real)`;
const national = `p.id in (select publication_id from facet where name = '${nationalFacet}' and value = 'yes') desc`;
const newest = 'p.published_on desc, p.first_seen desc, p.id desc';

/**
 * The reading half of the index, on one read-only connection.
 *
 * @param model whose vectors are asked for; null: none are
 */
export function prepareReader(
  db: DatabaseSync,
  vocabulary: ConceptTerms[],
  model: string | null = null,
) {
  let names: VocabularyNames = vocabularyNames(vocabulary);
  let concepts = vocabulary;
  const correct = prepareSpelling(db);
  const explain = prepareExplain(db);
  const similar = prepareSimilar(db);
  const countFacets = prepareFacets(db);
  const vectors = model === null ? null : prepareNear(db, model);
  const title = db.prepare('select title from publication where id = ?');

  const all = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values);
  const count = (sql: string, ...values: SQLInputValue[]) =>
    Number(db.prepare(sql).get(...values)?.n ?? 0);

  /** Ids of one tier, in order. */
  function tier(
    given: { expression: string; titleExpression: string; not: string | null },
    where: Sql,
    sort: SearchQuery['sort'],
    slice: { limit: number; offset: number },
  ): number[] {
    const { text, values } = matching(given.expression);
    const others = given.not
      ? ' and p.id not in (select rowid from publication_fts where publication_fts match ?)'
      : '';
    // With all words in the title, the shorter title is the nearer one: that is how known titles are typed.
    const order =
      sort === 'newest'
        ? newest
        : `${sort === 'national' ? `${national}, ` : ''}
           p.id in (select rowid from publication_fts where publication_fts match ?) desc,
           case when p.id in (select rowid from publication_fts where publication_fts match ?) then p.title_words else 0 end,
           ${score}, ${newest}`;
    return all(
      `select p.id ${text}${others}${where.text} order by ${order} limit ? offset ?`,
      ...values,
      ...(given.not ? [given.not] : []),
      ...where.values,
      ...(sort === 'newest' ? [] : [given.titleExpression, given.titleExpression]),
      slice.limit,
      slice.offset,
    ).map(({ id }) => Number(id));
  }

  function understand(query: SearchQuery) {
    const parsed = parseQuery(query.words);
    const corrected = query.correct === false ? null : correct(parsed, names.words);
    const understood = corrected?.parsed ?? parsed;
    const { terms, expanded } = expandQuery(understood, query.expand === false ? null : names);
    return { parsed: understood, corrected: corrected?.words ?? null, terms, expanded };
  }

  function find(
    terms: QueryTerms,
    narrowing: Narrowing,
    sort: SearchQuery['sort'],
    slice: { limit: number; offset: number },
  ) {
    const where = conditions(narrowing);
    const strict = allWords(terms);
    const { text, values } = matching(strict);
    const withAll = count(`select count(*) as n ${text}${where.text}`, ...values, ...where.values);
    const isWidened = withAll < enough && terms.clauses.length > 1;
    const expression = isWidened ? someWords(terms) : strict;
    const wide = matching(expression);
    const total = isWidened
      ? count(`select count(*) as n ${wide.text}${where.text}`, ...wide.values, ...where.values)
      : withAll;

    const titleExpression = inTitle(terms);
    const ids = tier({ expression: strict, titleExpression, not: null }, where, sort, slice);
    if (isWidened && ids.length < slice.limit) {
      const offset = Math.max(0, slice.offset - withAll);
      ids.push(
        ...tier({ expression, titleExpression, not: strict }, where, sort, {
          limit: slice.limit - ids.length,
          offset,
        }),
      );
    }
    return { expression, total, allWords: withAll, ids };
  }

  function list(
    narrowing: Narrowing,
    sort: SearchQuery['sort'],
    slice: { limit: number; offset: number },
  ) {
    const where = conditions(narrowing);
    const total = count(
      `select count(*) as n from publication p where 1${where.text}`,
      ...where.values,
    );
    const ids = all(
      `select p.id from publication p where 1${where.text}
       order by ${sort === 'national' ? `${national}, ` : ''}${newest} limit ? offset ?`,
      ...where.values,
      slice.limit,
      slice.offset,
    ).map(({ id }) => Number(id));
    return { expression: null, total, allWords: total, ids };
  }

  function narrowingOf(query: SearchQuery, parsed: ParsedQuery, terms: QueryTerms): Narrowing {
    const valuesOf = (name: FacetName) =>
      all('select distinct value from facet where name = ?', name).map(({ value }) =>
        String(value),
      );
    return {
      ...resolveFilters(query.filters ?? {}, parsed, concepts, valuesOf),
      parsed,
      excluded: terms.excluded,
      includeSuggested: query.includeSuggested ?? false,
    };
  }

  function near({ query, ...asked }: NearSearch): SearchHit[] {
    const { parsed, terms } = understand(query);
    if (!vectors || terms.clauses.length === 0) return [];
    const where = conditions(narrowingOf(query, parsed, terms));
    const marker = markerOf(markedTerms(terms));
    return vectors.near({ ...asked, where, words: allWords(terms), marker });
  }

  function search(query: SearchQuery): SearchAnswer {
    const size = query.size ?? 20;
    const page = query.page ?? 1;
    const slice = { limit: size, offset: (page - 1) * size };
    const { parsed, corrected, terms, expanded } = understand(query);
    const narrowing = narrowingOf(query, parsed, terms);
    const hasWords = terms.clauses.length > 0;
    const found = hasWords
      ? find(terms, narrowing, query.sort, slice)
      : list(narrowing, query.sort, slice);
    const marks = markedTerms(terms);
    const marker = markerOf(marks);
    const passagesOf = hasWords ? explain(terms) : () => [];
    const hits: SearchHit[] = found.ids.map((id) => ({
      id,
      titleHtml: markAll(String(title.get(id)?.title ?? ''), marker),
      passages: passagesOf(id),
    }));
    return {
      query: {
        words: query.words,
        corrected,
        expanded,
        allWords: found.allWords,
        ...(narrowing.typed && { typed: narrowing.typed }),
      },
      marks,
      total: found.total,
      page,
      size,
      hits,
      facets: query.facets?.length ? countFacets(found.expression, narrowing, query.facets) : {},
    };
  }

  return {
    search,
    similar,
    near,
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
    setVocabulary(vocabulary: ConceptTerms[]): void {
      concepts = vocabulary;
      names = vocabularyNames(vocabulary);
    },
  };
}

export type Reader = ReturnType<typeof prepareReader>;
