import { addTo, type TermSpace } from './term-space.ts';

/** A verdict of a person, in the order in which they were given. */
export interface Decision {
  id: number;
  isKept: boolean;
}

/** What each term speaks for (above 0) or against (below), by column. */
export type Leanings = Float64Array;

/**
 * Kept texts weigh more than those set aside, however many there are of either: there are always few
 * kept ones, and each says more of what is looked for than one more that is not.
 */
const keptShare = 0.62;
const smoothing = 2;
/** What nobody has judged yet is set aside mostly, and says so from the first verdict on. */
const unjudgedShare = 0.15;

/** Adds the rows of these ids to sums by column; says how many there were. */
function addRows(space: TermSpace, ids: number[], sums: Float64Array): number {
  const { rowOf, starts, columns, weights } = space;
  let found = 0;
  for (const id of ids) {
    const row = rowOf.get(id);
    if (row === undefined) continue;
    found += 1;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      addTo(sums, columns[at] as number, weights[at] as number);
    }
  }
  return found;
}

/**
 * Learns what speaks for keeping: naive Bayes on weighted terms, kept and set aside balanced. While
 * nothing was kept, what is `wanted` (the plan) stands for it; while nothing was set aside, the
 * whole of what there is does.
 *
 * @param decisions a later one of the same id replaces an earlier one
 * @param wanted ids of texts that say what is looked for
 */
export function learnFrom(space: TermSpace, decisions: Decision[], wanted: number[]): Leanings {
  const last = new Map(decisions.map(({ id, isKept }) => [id, isKept]));
  const sumOf = (ids: number[]) => {
    const sums = new Float64Array(space.sums.length);
    return { sums, count: addRows(space, ids, sums) };
  };
  const kept = sumOf([...last].filter(([, isKept]) => isKept).map(([id]) => id));
  const others = sumOf([...last].filter(([, isKept]) => !isKept).map(([id]) => id));
  const lookedFor = sumOf(wanted);
  const goal = kept.count > 0 ? kept : lookedFor;
  if (goal.count === 0) return new Float64Array(space.sums.length);
  const counted = kept.count + others.count + lookedFor.count;
  const rest = {
    sums: space.sums.map((sum, at) =>
      Math.max(0, sum - at0(kept.sums, at) - at0(others.sums, at) - at0(lookedFor.sums, at)),
    ),
    count: space.ids.length - counted,
  };
  // At least two: a single text of each kind is not to be drowned by the smoothing altogether.
  const read = Math.max(2, last.size);
  const blend = others.count === 0 ? 1 : unjudgedShare;
  const each = {
    kept: (keptShare * read) / goal.count,
    other: ((1 - keptShare) * (1 - blend) * read) / Math.max(1, others.count),
    rest: ((1 - keptShare) * blend * read) / Math.max(1, rest.count),
  };
  const forIt = goal.sums.map((sum) => sum * each.kept + smoothing);
  const against = others.sums.map(
    (sum, at) => sum * each.other + at0(rest.sums, at) * each.rest + smoothing,
  );
  const base = Math.log(total(against) / total(forIt));
  return forIt.map((one, at) => Math.log(one / at0(against, at)) + base);
}

const at0 = (sums: Float64Array, at: number) => sums[at] as number;
const total = (sums: Float64Array) => sums.reduce((sum, one) => sum + one, 0);

/** Beyond this digit two sums differ by the order of their parts alone. */
const digits = 1e9;

/** How much speaks for keeping each text, by row. */
export function scoresOf({ ids, starts, columns, weights }: TermSpace, leanings: Leanings) {
  const scores = new Float64Array(ids.length);
  for (let row = 0; row < scores.length; row += 1) {
    let sum = 0;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      sum += (leanings[columns[at] ?? 0] ?? 0) * (weights[at] ?? 0);
    }
    scores[row] = Math.round(sum * digits) / digits;
  }
  return scores;
}
