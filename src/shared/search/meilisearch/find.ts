import type { MultiSearchParams } from 'meilisearch';
import type { Asked, FoundIds, Slice } from '../answer-query.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import { enough } from '../ranking.ts';
import type { SearchQuery } from '../search-index.ts';
import { conditionsOf } from './filters.ts';
import type { Federated, FederatedQuery, Library } from './library.ts';
import { allOf, idsIn, someOf } from './queries.ts';
import { type LibraryFigures, type Ranked, rank, rankedAttributes, termKey } from './rank.ts';
import { branchesOf, exclusionsOf, partOf, type Unit, unitsOf } from './units.ts';

/** Publications that are ranked by us; those behind them stand in the server's own order. */
const window = 300;
/** Publications whose words are looked at one by one when a query is longer than the server reads. */
const mostVerified = 1000;

const newest = ['day:desc', 'firstSeen:desc', 'id:desc'];
const seen = ['firstSeen:desc', 'id:desc'];
const byTime = (sort: SearchQuery['sort']) => (sort === 'seen' ? seen : newest);

/** What the server is asked: the queries of a federated search, and what narrows them all. */
interface ServerQuery {
  queries: FederatedQuery[];
  filter: string[];
}

export interface Found extends FoundIds {
  /** Titles of those of them that were fetched anyway. */
  names: Map<number, string>;
  /** Publications that each piece of the query stands in. */
  frequency: ReadonlyMap<string, number>;
  /** Publications in the whole library. */
  size: number;
  /** What the facets are counted over. */
  queries: FederatedQuery[];
  /** Counted over these alone, when the server could not say which have all the words. */
  only: number[] | null;
}

/** Finds publications: those with all the words, and if they are few, those with some. */
export async function find(
  library: Library,
  { terms, narrowing, sort, slice }: Asked,
): Promise<Found> {
  const filter = conditionsOf(narrowing);
  const exclusions = exclusionsOf(terms);
  if (terms.clauses.length === 0)
    return listed(library, { queries: [{ q: exclusions.trim() }], filter }, sort, slice);

  const units = terms.clauses.map((clause) => unitsOf(clause, library.wordings()));
  const figures = await figuresOf(library, terms, units);
  const { frequency, publications: size } = figures;
  const weightOf = (part: string) =>
    Math.log(1 + figures.publications / (1 + (frequency.get(part) ?? 0)));
  const rarestFirst = (parts: string[]) =>
    [...parts].sort((one, other) => weightOf(other) - weightOf(one));
  const ordered = (asked: ServerQuery, wanted: Slice, without: ReadonlySet<number>) =>
    inOrder(library, asked, terms, figures, sort, wanted, without);

  const strict = allOf(branchesOf(units).map(rarestFirst), exclusions);
  const only = strict.isWhole
    ? null
    : await verified(library, { queries: strict.queries, filter }, terms);
  const all = await ordered(
    only
      ? { queries: strict.queries, filter: [...filter, idsIn(only)] }
      : { queries: [...strict.queries, ...strict.titles], filter },
    slice,
    new Set(),
  );
  const isWidened = all.total < enough && terms.clauses.length > 1;
  if (!isWidened) {
    return { ...all, allWords: all.total, frequency, size, queries: strict.queries, only };
  }

  const queries = someOf(units, exclusions, weightOf);
  const some = await ordered(
    { queries, filter },
    {
      limit: Math.max(0, slice.limit - all.ids.length),
      offset: Math.max(0, slice.offset - all.total),
    },
    new Set(all.every),
  );
  return {
    total: some.total,
    allWords: all.total,
    ids: [...all.ids, ...some.ids],
    names: new Map([...all.names, ...some.names]),
    frequency,
    size,
    queries,
    only: null,
  };
}

/** Without words: the newest first, or those that bind or speak for the whole country. */
async function listed(
  library: Library,
  asked: ServerQuery,
  sort: SearchQuery['sort'],
  slice: Slice,
): Promise<Found> {
  const { total, hits } = await library.federated({
    ...asked,
    hits: slice.offset + slice.limit,
    attributes: ['id', 'name'],
    sort: sort === 'national' ? ['national:desc', ...newest] : byTime(sort),
  });
  const shown = hits.slice(slice.offset);
  return {
    total,
    allWords: total,
    ids: shown.map(({ id }) => id),
    names: new Map(shown.map(({ id, name }) => [id, name])),
    frequency: new Map(),
    size: total,
    queries: asked.queries,
    only: null,
  };
}

async function figuresOf(
  library: Library,
  terms: QueryTerms,
  units: Unit[][],
): Promise<LibraryFigures> {
  const marked = markedTerms(terms);
  const parts = [
    ...marked.flatMap((term) => [partOf(term), ...term.stems]),
    ...units.flat().flatMap((unit) => unit.parts),
  ];
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

interface Ordered {
  total: number;
  /** Those of the slice. */
  ids: number[];
  /** The first of all, as many as are ranked by us. */
  every: number[];
  names: Map<number, string>;
}

/** Publications in the order in which they are shown, and how many there are. */
async function inOrder(
  library: Library,
  asked: ServerQuery,
  terms: QueryTerms,
  figures: LibraryFigures,
  sort: SearchQuery['sort'],
  { limit, offset }: Slice,
  without: ReadonlySet<number>,
): Promise<Ordered> {
  const end = offset + limit + without.size;
  const fetched = (given: Pick<Federated, 'hits' | 'attributes'>, by?: string[]) =>
    library.federated({ ...asked, ...given, sort: by });
  const sliced = (total: number, hits: Ranked[]): Ordered => {
    const shown = hits.filter(({ id }) => !without.has(id)).slice(offset, offset + limit);
    return {
      total,
      ids: shown.map(({ id }) => id),
      every: hits.slice(0, window).map(({ id }) => id),
      names: new Map(shown.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]]))),
    };
  };
  if (sort === 'newest' || sort === 'seen') {
    const hits = Math.max(end, enough);
    const front = await fetched({ hits, attributes: ['id', 'name'] }, byTime(sort));
    return sliced(front.total, front.hits);
  }
  const first = sort === 'national' ? ['national:desc'] : undefined;
  const front = await fetched(
    { hits: window, attributes: [...rankedAttributes, ...frequencyAttributes(terms)] },
    first,
  );
  const ids = front.hits.map(({ id }) => id);
  const ranked = rank(
    front.hits,
    terms,
    { ...figures, phrases: await phrasesIn(library, terms, ids) },
    sort === 'national',
  );
  const isBehind = end > window && front.total > window;
  const behind = isBehind ? await fetched({ hits: end, attributes: ['id', 'name'] }, first) : null;
  return sliced(front.total, [...ranked, ...(behind?.hits.slice(window) ?? [])]);
}

/**
 * A query of more pieces than the server reads: the rarest of them are asked for, and the rest is
 * looked up in what came back.
 */
async function verified(
  library: Library,
  asked: ServerQuery,
  terms: QueryTerms,
): Promise<number[]> {
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
  return hits
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
}

/** Which of these publications have all the words. */
export async function withAllWords(
  library: Library,
  terms: QueryTerms,
  among: number[],
): Promise<Set<number>> {
  const units = terms.clauses.map((clause) => unitsOf(clause, library.wordings()));
  const { queries, isWhole } = allOf(branchesOf(units), exclusionsOf(terms));
  const asked = { queries, filter: [idsIn(among)] };
  if (!isWhole) return new Set(await verified(library, asked, terms));
  const { hits } = await library.federated({ ...asked, hits: among.length, attributes: ['id'] });
  return new Set(hits.map(({ id }) => id));
}
