import type { MultiSearchParams } from 'meilisearch';
import type { ParsedQuery } from '../query/parse-query.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import { enough } from '../ranking.ts';
import type { FacetName, FacetValue, SearchQuery } from '../search-index.ts';
import { textOfFacetValue } from './facet-value.ts';
import { conditionsOf, type Filters, facetAttribute } from './filters.ts';
import type { Federated, FederatedQuery, Library } from './library.ts';
import { type LibraryFigures, type Ranked, rank, rankedAttributes, termKey } from './rank.ts';
import { branchesOf, exclusionsOf, mostParts, partOf, type Unit, unitsOf } from './units.ts';

/** Publications that are ranked by us; those behind them stand in the server's own order. */
const window = 300;
/** Publications whose words are looked at one by one when a query is longer than the server reads. */
const mostVerified = 1000;

const newest = ['day:desc', 'firstSeen:desc', 'id:desc'];

interface Asked {
  queries: FederatedQuery[];
  filter: string[];
}

export interface Found {
  total: number;
  allWords: number;
  ids: number[];
  /** What the facets are counted over. */
  queries: FederatedQuery[];
  /** Counted over these alone, when the server could not say which have all the words. */
  only: number[] | null;
}

interface Slice {
  limit: number;
  offset: number;
}

/** Finds publications: those with all the words, and if they are few, those with some. */
export async function find(
  library: Library,
  terms: QueryTerms,
  parsed: ParsedQuery,
  filters: Filters,
  query: SearchQuery,
  slice: Slice,
): Promise<Found> {
  const filter = conditionsOf(parsed, filters, query);
  const exclusions = exclusionsOf(terms);
  if (terms.clauses.length === 0) {
    const queries = [{ q: exclusions.trim() }];
    const sort = query.sort === 'national' ? ['national:desc', ...newest] : newest;
    const { total, hits } = await library.federated({
      queries,
      filter,
      hits: slice.offset + slice.limit,
      attributes: ['id'],
      sort,
    });
    return {
      total,
      allWords: total,
      ids: hits.slice(slice.offset).map(({ id }) => id),
      queries,
      only: null,
    };
  }

  const units = terms.clauses.map((clause) => unitsOf(clause, library.wordings()));
  const figures = await figuresOf(library, terms, units);
  const weightOf = (part: string) =>
    Math.log(1 + figures.publications / (1 + (figures.frequency.get(part) ?? 0)));
  const rarestFirst = (parts: string[]) =>
    [...parts].sort((one, other) => weightOf(other) - weightOf(one));

  const ordered = (asked: Asked, wanted: Slice, without: ReadonlySet<number>) =>
    inOrder(library, asked, terms, figures, query, wanted, without);

  const strict = allOf(branchesOf(units).map(rarestFirst), exclusions);
  const all = strict.isWhole
    ? { ...(await counted(library, { queries: strict.queries, filter })), only: null }
    : await verified(library, { queries: strict.queries, filter }, terms);
  const isWidened = all.total < enough && terms.clauses.length > 1;
  const allQueries = all.only
    ? { queries: strict.queries, filter: [...filter, idsIn(all.only)] }
    : { queries: [...strict.queries, ...strict.titles], filter };
  const ids = all.total > slice.offset ? await ordered(allQueries, slice, new Set()) : [];
  if (!isWidened) {
    return { total: all.total, allWords: all.total, ids, queries: strict.queries, only: all.only };
  }

  const queries = someOf(units, exclusions, weightOf);
  const some = await counted(library, { queries, filter });
  if (ids.length < slice.limit && some.total > slice.offset) {
    const first =
      slice.offset === 0 && ids.length === all.total
        ? ids
        : await ordered(allQueries, { limit: enough, offset: 0 }, new Set());
    const offset = Math.max(0, slice.offset - all.total);
    ids.push(
      ...(await ordered(
        { queries, filter },
        { limit: slice.limit - ids.length, offset },
        new Set(first),
      )),
    );
  }
  return { total: some.total, allWords: all.total, ids, queries, only: null };
}

const idsIn = (ids: number[]) => `id IN [${ids.join(', ')}]`;

async function counted(library: Library, { queries, filter }: Asked): Promise<{ total: number }> {
  return library.federated({ queries, filter, hits: 0, attributes: ['id'] });
}

/** Queries for publications with all the words; those for titles only bring these to the front. */
function allOf(branches: string[][], exclusions: string) {
  const queries = branches.map(
    (parts): FederatedQuery => ({
      q: `${parts.slice(0, mostParts).join(' ')}${exclusions}`,
      matchingStrategy: 'all',
    }),
  );
  return {
    queries,
    // Behind a query of titles an exclusion would speak of titles only.
    titles: exclusions
      ? []
      : queries.map((query) => ({ ...query, attributesToSearchOn: ['title'], weight: 4 })),
    isWhole: branches.every(({ length }) => length <= mostParts),
  };
}

/**
 * Queries for publications with any of the words. Each begins with another word, the rarest first,
 * and drops the others from its end: their union is all publications with some of the words, and
 * those with many and rare ones come first.
 */
function someOf(
  clauses: Unit[][],
  exclusions: string,
  weightOf: (part: string) => number,
): FederatedQuery[] {
  const units = clauses.flat();
  const single = [...new Set(units.flatMap(({ parts }) => (parts.length === 1 ? parts : [])))].sort(
    (one, other) => weightOf(other) - weightOf(one),
  );
  const mass = single.map(weightOf);
  const total = mass.reduce((sum, one) => sum + one, 0) || 1;
  const chains = single.map((_, at): FederatedQuery => {
    const rest = mass.slice(at).reduce((sum, one) => sum + one, 0);
    return {
      q: `${single.slice(at, at + mostParts).join(' ')}${exclusions}`,
      matchingStrategy: 'last',
      weight: Math.max(0.001, rest / total),
    };
  });
  const joint = units
    .filter(({ parts }) => parts.length > 1)
    .map(
      ({ parts }): FederatedQuery => ({
        q: `${parts.slice(0, mostParts).join(' ')}${exclusions}`,
        matchingStrategy: 'all',
        weight: 0.5,
      }),
    );
  return [...chains, ...joint];
}

async function figuresOf(
  library: Library,
  terms: QueryTerms,
  units: Unit[][],
): Promise<LibraryFigures> {
  const marked = markedTerms(terms);
  const parts = [...marked.map(partOf), ...units.flat().flatMap((unit) => unit.parts)];
  const [size, frequency] = await Promise.all([library.size(), library.frequencies(parts)]);
  const byTerm = new Map(frequency);
  for (const term of marked) byTerm.set(termKey(term), frequency.get(partOf(term)) ?? 0);
  return { ...size, frequency: byTerm, phrases: new Map() };
}

const frequencyAttributes = (terms: QueryTerms) =>
  [...new Set(markedTerms(terms).flatMap(({ stems }) => stems))].map((stem) => `tf.${stem}`);

/** In which of these publications each phrase stands. */
async function phrasesIn(
  library: Library,
  terms: QueryTerms,
  ids: number[],
): Promise<LibraryFigures['phrases']> {
  const phrases = [
    ...new Map(
      markedTerms(terms)
        .filter(({ stems }) => stems.length > 1)
        .map((term) => [termKey(term), term]),
    ),
  ];
  if (phrases.length === 0 || ids.length === 0) return new Map();
  const { results } = await library.ask(() =>
    library.client.multiSearch<MultiSearchParams, { id: number }>({
      queries: phrases.map(([, term]) => ({
        indexUid: library.uids.publications,
        q: partOf(term),
        matchingStrategy: 'all',
        filter: idsIn(ids),
        limit: ids.length,
        attributesToRetrieve: ['id'],
      })),
    }),
  );
  return new Map(
    phrases.map(([key], at) => [key, new Set(results[at]?.hits.map(({ id }) => id) ?? [])]),
  );
}

/** Ids in the order in which they are shown. */
async function inOrder(
  library: Library,
  asked: Asked,
  terms: QueryTerms,
  figures: LibraryFigures,
  query: SearchQuery,
  { limit, offset }: Slice,
  without: ReadonlySet<number>,
): Promise<number[]> {
  const end = offset + limit + without.size;
  const fetched = (given: Pick<Federated, 'hits' | 'attributes'>, sort?: string[]) =>
    library.federated({ ...asked, ...given, sort });
  const kept = (hits: Ranked[]) => hits.filter(({ id }) => !without.has(id));
  if (query.sort === 'newest') {
    const { hits } = await fetched({ hits: end, attributes: ['id'] }, newest);
    return kept(hits)
      .slice(offset, offset + limit)
      .map(({ id }) => id);
  }
  const sort = query.sort === 'national' ? ['national:desc'] : undefined;
  const front = await fetched(
    { hits: window, attributes: [...rankedAttributes, ...frequencyAttributes(terms)] },
    sort,
  );
  const ids = front.hits.map(({ id }) => id);
  const ranked = rank(
    front.hits,
    terms,
    { ...figures, phrases: await phrasesIn(library, terms, ids) },
    query.sort === 'national',
  );
  const behind = end > window ? await fetched({ hits: end, attributes: ['id'] }, sort) : null;
  return kept([...ranked, ...(behind?.hits.slice(window) ?? [])])
    .slice(offset, offset + limit)
    .map(({ id }) => id);
}

/**
 * A query of more pieces than the server reads: the rarest of them are asked for, and the rest is
 * looked up in what came back.
 */
async function verified(
  library: Library,
  asked: Asked,
  terms: QueryTerms,
): Promise<{ total: number; only: number[] }> {
  const { hits } = await library.federated({
    ...asked,
    hits: mostVerified,
    attributes: ['id', ...frequencyAttributes(terms)],
  });
  const phrases = await phrasesIn(
    library,
    terms,
    hits.map(({ id }) => id),
  );
  const only = hits
    .filter((hit) =>
      terms.clauses.every(({ alternatives }) =>
        alternatives.some((alternative) =>
          alternative.terms.every((term) =>
            term.stems.length === 1
              ? term.stems.every((stem) => hit.tf?.[stem] !== undefined)
              : phrases.get(termKey(term))?.has(hit.id),
          ),
        ),
      ),
    )
    .map(({ id }) => id);
  return { total: only.length, only };
}

/** Counts of the facets asked for, each as if its own filter stood open. */
export async function countFacets(
  library: Library,
  found: Pick<Found, 'queries' | 'only'>,
  parsed: ParsedQuery,
  filters: Filters,
  query: SearchQuery,
): Promise<Partial<Record<FacetName, FacetValue[]>>> {
  const wanted = query.facets ?? [];
  const open = wanted.filter((name) => !filters[name]?.length);
  const groups: { names: FacetName[]; except?: FacetName }[] = [
    ...(open.length > 0 ? [{ names: open }] : []),
    ...wanted
      .filter((name) => filters[name]?.length)
      .map((name) => ({ names: [name], except: name })),
  ];
  const answers = await Promise.all(
    groups.map(({ names, except }) =>
      library.federated({
        queries: found.queries,
        filter: [
          ...conditionsOf(parsed, filters, query, except),
          ...(found.only ? [idsIn(found.only)] : []),
        ],
        hits: 0,
        attributes: ['id'],
        facets: names.map((name) => facetAttribute(name, query)),
      }),
    ),
  );
  const counts: Partial<Record<FacetName, FacetValue[]>> = {};
  for (const [at, { names }] of groups.entries()) {
    for (const name of names) {
      const values = answers[at]?.facets[facetAttribute(name, query)] ?? {};
      counts[name] = Object.entries(values)
        .map(([value, count]) => ({ value: textOfFacetValue(value), count }))
        .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
    }
  }
  return counts;
}
