import type { Slice } from '../answer-query.ts';
import type { QueryTerms } from '../query/query-terms.ts';
import { enough, isByTime } from '../ranking.ts';
import type { SearchQuery } from '../search-index.ts';
import type { Federated, Library, ServerQuery } from './library.ts';
import { type Ranked, type RankedBy, rank, rankedAttributes } from './rank.ts';
import { frequencyAttributes, phrasesIn } from './verify.ts';

/** Publications that are ranked by us; those behind them stand in the server's own order. */
const window = 300;

const newest = ['day:desc', 'firstSeen:desc', 'id:desc'];
const seen = ['firstSeen:desc', 'id:desc'];

/** The order of a list by time. */
export const byTime = (sort: SearchQuery['sort']) => (sort === 'seen' ? seen : newest);

/** What is put in order, and how. */
export interface Ordering extends Pick<RankedBy, 'figures' | 'places'> {
  terms: QueryTerms;
  sort: SearchQuery['sort'];
  slice: Slice;
  /** Shown before: left out, though they count in the total. */
  without: ReadonlySet<number>;
}

export interface Ordered {
  total: number;
  /** Those of the slice. */
  ids: number[];
  /** The first of all, as many as are ranked by us. */
  every: number[];
  /** Words of them, where they were ranked by relevance. */
  lengths: Map<number, number>;
  names: Map<number, string>;
}

/** Publications in the order in which they are shown, and how many there are. */
export async function inOrder(
  library: Library,
  asked: ServerQuery,
  { terms, figures, places, sort, slice, without }: Ordering,
): Promise<Ordered> {
  const { limit, offset } = slice;
  const end = offset + limit + without.size;
  const fetched = (given: Pick<Federated, 'hits' | 'attributes'>, by?: string[]) =>
    library.federated({ ...asked, ...given, sort: by });
  const sliced = (total: number, hits: Ranked[]): Ordered => {
    const shown = hits.filter(({ id }) => !without.has(id)).slice(offset, offset + limit);
    const first = hits.slice(0, window);
    return {
      total,
      ids: shown.map(({ id }) => id),
      every: first.map(({ id }) => id),
      lengths: new Map(first.map(({ id, length }) => [id, length ?? 0])),
      names: new Map(
        [...first, ...shown].flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])),
      ),
    };
  };
  if (isByTime(sort)) {
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
  const ranked = rank(front.hits, terms, {
    figures: { ...figures, phrases: await phrasesIn(library, terms, ids) },
    nationalFirst: sort === 'national',
    ...(places && { places }),
  });
  const isBehind = end > window && front.total > window;
  const behind = isBehind ? await fetched({ hits: end, attributes: ['id', 'name'] }, first) : null;
  return sliced(front.total, [...ranked, ...(behind?.hits.slice(window) ?? [])]);
}
