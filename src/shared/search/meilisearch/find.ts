import type { Asked, FoundIds, Slice } from '../answer-query.ts';
import { termKey } from '../in-passing.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import { enough, isByTime, longFrom } from '../ranking.ts';
import type { SearchQuery } from '../search-index.ts';
import { conditionsOf } from './filters.ts';
import { byTime, inOrder, type Ordered, type Ordering } from './in-order.ts';
import { inPassing } from './in-passing.ts';
import type { FederatedQuery, Library, ServerQuery } from './library.ts';
import { allOf, idsIn, someOf } from './queries.ts';
import type { LibraryFigures } from './rank.ts';
import { branchesOf, exclusionsOf, partOf, type Unit, unitsOf } from './units.ts';
import { verified } from './verify.ts';

export interface FoundOnServer extends FoundIds {
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
): Promise<FoundOnServer> {
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

  const strict = allOf(branchesOf(units).map(rarestFirst), exclusions);
  const only = strict.isWhole
    ? null
    : await verified(library, { queries: strict.queries, filter }, terms);
  const ordering = { terms, figures, sort, slice, without: new Set<number>() };
  const all = await inOrder(
    library,
    only
      ? { queries: strict.queries, filter: [...filter, idsIn(only)] }
      : { queries: [...strict.queries, ...strict.titles], filter },
    ordering,
  );
  if (all.total >= enough || terms.clauses.length < 2) {
    const complete = new Set(all.ids);
    const { total, ids, names } = all;
    return {
      total,
      allWords: total,
      lead: total,
      ids,
      complete,
      names,
      frequency,
      size,
      queries: strict.queries,
      only,
    };
  }
  const queries = someOf(units, exclusions, weightOf);
  const found = await widened(library, { queries, filter }, ordering, all);
  return { ...found, frequency, size, queries, only: null };
}

/** Those about all the words first, then those with some, among them those that have all in passing. */
async function widened(
  library: Library,
  some: ServerQuery,
  ordering: Ordering,
  all: Ordered,
): Promise<Omit<FoundOnServer, 'frequency' | 'size' | 'queries' | 'only'>> {
  const { terms, figures, sort, slice } = ordering;
  const long = all.every.filter((id) => (all.lengths.get(id) ?? 0) >= longFrom);
  // By date there is nothing to weigh: what has all the words comes first.
  const places = isByTime(sort)
    ? undefined
    : await inPassing(library, terms, { figures, ids: long });
  const lead = all.every.filter((id) => !places?.has(id));
  const first = lead.slice(slice.offset, slice.offset + slice.limit);
  const rest = await inOrder(library, some, {
    ...ordering,
    ...(places && { places }),
    slice: {
      limit: slice.limit - first.length,
      offset: Math.max(0, slice.offset - lead.length),
    },
    without: new Set(lead),
  });
  return {
    total: rest.total,
    allWords: all.total,
    lead: lead.length,
    ids: [...first, ...rest.ids],
    complete: new Set(all.every),
    names: new Map([...all.names, ...rest.names]),
  };
}

/** Without words: the newest first, or those that bind or speak for the whole country. */
async function listed(
  library: Library,
  asked: ServerQuery,
  sort: SearchQuery['sort'],
  slice: Slice,
): Promise<FoundOnServer> {
  const { total, hits } = await library.federated({
    ...asked,
    hits: slice.offset + slice.limit,
    attributes: ['id', 'name'],
    sort: sort === 'national' ? ['national:desc', ...byTime(sort)] : byTime(sort),
  });
  const shown = hits.slice(slice.offset);
  const ids = shown.map(({ id }) => id);
  return {
    total,
    allWords: total,
    lead: total,
    ids,
    complete: new Set(ids),
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
