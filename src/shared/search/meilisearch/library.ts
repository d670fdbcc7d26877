import type { MultiSearchParams, MultiSearchQuery, SearchParams } from 'meilisearch';
import { minute } from '#shared/text/durations.ts';
import type { MeiliConnection } from './connect.ts';
import type { Uids } from './generation.ts';
import type { MeiliPublication } from './meili-documents.ts';
import type { Ranked } from './rank.ts';
import type { Wordings } from './settings.ts';

/** The indexes of one generation, and what is asked of them again and again. */
export interface Library extends MeiliConnection {
  uids: Uids;
  /** Sets of wordings that the server knows a token for. */
  wordings(): Wordings;
  /** Publications with each of these pieces of a query; one request however many. */
  frequencies(parts: string[]): Promise<Map<string, number>>;
  /** How many publications there are, and how long they are on average. */
  size(): Promise<{ publications: number; meanLength: number }>;
  federated(given: Federated): Promise<FederatedAnswer>;
}

export interface FederatedQuery
  extends Pick<SearchParams, 'attributesToSearchOn' | 'matchingStrategy'> {
  q: string;
  weight?: number;
}

/** What the server is asked: the queries of a federated search, and what narrows them all. */
export interface ServerQuery {
  queries: FederatedQuery[];
  filter: string[];
}

export interface Federated extends ServerQuery {
  /** Hits from the first on. */
  hits: number;
  attributes: string[];
  sort?: string[] | undefined;
  facets?: string[];
}

export interface FederatedAnswer {
  total: number;
  hits: Ranked[];
  facets: Record<string, Record<string, number>>;
}

/** Stretches of the index, and publications of each, whose length stands for that of all. */
const samples = 25;
const sampled = 40;
/** Milliseconds for which the size of the library is believed. */
const sizeBelieved = minute;

interface FederationReply {
  hits: Ranked[];
  totalHits: number;
  facetDistribution?: Record<string, Record<string, number>>;
}

/** Publications with each of these pieces of a query. */
async function frequencies(
  { client, ask }: MeiliConnection,
  uid: string,
  parts: string[],
): Promise<Map<string, number>> {
  const distinct = [...new Set(parts)];
  if (distinct.length === 0) return new Map();
  const queries: MultiSearchQuery[] = distinct.map((q) => ({
    indexUid: uid,
    q,
    matchingStrategy: 'all',
    page: 1,
    hitsPerPage: 1,
    attributesToRetrieve: ['id'],
  }));
  const { results } = await ask(() => client.multiSearch({ queries }));
  return new Map(
    distinct.map((part, at) => [
      part,
      Number((results[at] as { totalHits?: number })?.totalHits ?? 0),
    ]),
  );
}

/** Counts the library, and takes the mean length of publications from stretches all over it. */
async function measure(
  { client, ask }: MeiliConnection,
  uid: string,
): Promise<{ publications: number; meanLength: number }> {
  const page = (of: number): MultiSearchQuery => ({
    indexUid: uid,
    page: of,
    hitsPerPage: sampled,
    attributesToRetrieve: ['length'],
  });
  const read = async (pages: number[]) =>
    (
      await ask(() =>
        client.multiSearch<MultiSearchParams, Pick<MeiliPublication, 'length'>>({
          queries: pages.map(page),
        }),
      )
    ).results as unknown as { totalHits: number; hits: { length: number }[] }[];
  const [first] = await read([1]);
  const pages = Math.ceil((first?.totalHits ?? 0) / sampled);
  // From one end to the other: what was indexed first may be shorter than what came later.
  const spread = Array.from(
    { length: Math.min(samples, pages) },
    (_, at) => 1 + Math.floor((at * pages) / Math.min(samples, pages)),
  );
  const lengths = (await read(spread)).flatMap(({ hits }) => hits.map(({ length }) => length));
  const sum = lengths.reduce((all, one) => all + one, 0);
  return {
    publications: first?.totalHits ?? 0,
    meanLength: lengths.length === 0 ? 1 : sum / lengths.length,
  };
}

/** Several queries as one search, whose hits, total and facets are those of their union. */
async function federated(
  { client, ask }: MeiliConnection,
  uid: string,
  { queries, filter, hits, attributes, sort, facets }: Federated,
): Promise<FederatedAnswer> {
  const body = {
    federation: {
      page: 1,
      hitsPerPage: Math.max(1, hits),
      ...(facets?.length ? { facetsByIndex: { [uid]: facets }, mergeFacets: {} } : {}),
    },
    queries: queries.map(({ weight, ...query }) => ({
      indexUid: uid,
      ...query,
      ...(filter.length > 0 ? { filter } : {}),
      ...(sort ? { sort } : {}),
      attributesToRetrieve: attributes,
      federationOptions: { weight: weight ?? 1 },
    })),
  };
  const reply = (await ask(() => client.multiSearch(body as never))) as unknown as FederationReply;
  return {
    total: reply.totalHits,
    hits: hits === 0 ? [] : reply.hits,
    facets: reply.facetDistribution ?? {},
  };
}

export function openLibrary(
  connection: MeiliConnection,
  uids: Library['uids'],
  wordings: () => Wordings,
): Library {
  let size: { at: number; publications: number; meanLength: number } | null = null;
  return {
    ...connection,
    uids,
    wordings,
    frequencies: (parts) => frequencies(connection, uids.publications, parts),
    async size() {
      if (size && performance.now() - size.at < sizeBelieved) return size;
      size = { at: performance.now(), ...(await measure(connection, uids.publications)) };
      return size;
    },
    federated: (given) => federated(connection, uids.publications, given),
  };
}
