import { asTyped, type QueryTerms } from '../../query/query-terms.ts';
import type { SearchSort } from '../../search-index.ts';
import type { Order } from './best.ts';
import type { Columns } from './columns.ts';
import type { Weighed } from './weigh.ts';

export interface Ordered {
  terms: QueryTerms;
  columns: Columns;
  /** Null where everything is listed. */
  weighed: Weighed | null;
  /** What long publications score at least, by id. */
  inPassing?: ReadonlyMap<number, number>;
}

/** The later comes first, then what came later. */
function newest({ publishedOn, firstSeen, id }: Columns): Order {
  return (one, other) =>
    (publishedOn[other] ?? 0) - (publishedOn[one] ?? 0) ||
    (firstSeen[other] ?? 0) - (firstSeen[one] ?? 0) ||
    (id[other] ?? 0) - (id[one] ?? 0);
}

const seen =
  ({ firstSeen, id }: Columns): Order =>
  (one, other) =>
    (firstSeen[other] ?? 0) - (firstSeen[one] ?? 0) || (id[other] ?? 0) - (id[one] ?? 0);

/**
 * Scores that agree in their first four digits count as equal. Of the words that stand in more than
 * half of the publications bm25 makes scores of a millionth: digits after the point would not do.
 */
export function rounded(score: number): number {
  if (score <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(score)) - 3);
  return Math.round(score / unit) * unit;
}

/** Scores differ in their first four digits by more than this part of them. */
const apart = 0.0011;

/** Better scores come first; null where they count as equal. */
function byScore({ columns, weighed, inPassing }: Ordered): Order {
  const { id } = columns;
  const scoreOf = (place: number) =>
    Math.max(weighed?.score[place] ?? 0, inPassing?.get(id[place] ?? 0) ?? 0);
  return (one, other) => {
    const [mine, theirs] = [scoreOf(one), scoreOf(other)];
    const difference = theirs - mine;
    // To round takes longer than all the rest, and mostly there is nothing to round away.
    if (Math.abs(difference) > apart * Math.max(mine, theirs)) return difference;
    return rounded(theirs) - rounded(mine);
  };
}

/** With all words in the title first, and of these the shorter: that is how known titles are typed. */
function byTitle({ terms, columns, weighed }: Ordered): Order {
  if (!weighed) return () => 0;
  const all = terms.clauses.length;
  const { metInTitle, typedInTitle } = weighed;
  const isTyped = asTyped(terms) !== null;
  return (one, other) => {
    const [mine, theirs] = [metInTitle[one] === all, metInTitle[other] === all];
    if (!mine && !theirs) return 0;
    if (isTyped) {
      const typed = Number(typedInTitle[other] === all) - Number(typedInTitle[one] === all);
      if (typed !== 0) return typed;
    }
    if (mine !== theirs) return mine ? -1 : 1;
    return (columns.titleWords[one] ?? 0) - (columns.titleWords[other] ?? 0);
  };
}

const inTurn =
  (...orders: Order[]): Order =>
  (one, other) => {
    for (const order of orders) {
      const by = order(one, other);
      if (by !== 0) return by;
    }
    return 0;
  };

/** The order of publications of one rank. */
export function orderOf(sort: SearchSort | undefined, given: Ordered): Order {
  const { columns, weighed } = given;
  if (sort === 'newest') return newest(columns);
  if (sort === 'seen') return seen(columns);
  const byWeight = weighed ? [byTitle(given), byScore(given)] : [];
  const { isNational } = columns;
  const national: Order = (one, other) => (isNational[other] ?? 0) - (isNational[one] ?? 0);
  return inTurn(...(sort === 'national' ? [national] : []), ...byWeight, newest(columns));
}
