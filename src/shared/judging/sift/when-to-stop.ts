import { smallWeek } from './order-waiting.ts';

/** How sure to be, and of what share: 95 % sure that at least 95 % of what would be kept was seen. */
export const promise = { share: 0.95, confidence: 0.95 };

/**
 * - small: no more than a hundred wait, or did at the start; all are read
 * - too-few: too little was judged to say
 * - more: so many more have to be read, if none of them is kept
 * - enough: one may stop
 */
export type Stop =
  | { state: 'small' }
  | { state: 'too-few' }
  | { state: 'more'; more: number }
  | { state: 'enough' };

/** Fewer judged than this say nothing. */
const fewest = 30;
/**
 * The test is made again after each verdict and from each find, so that a single one has to be
 * stricter than the promise. Found by simulation of screenings whose order is no better than chance.
 */
const level = 0.025;

/** Logarithms of factorials, as far as they were asked for. */
const logs = [0, 0];
function logFactorial(of: number): number {
  for (let next = logs.length; next <= of; next += 1)
    logs.push((logs[next - 1] ?? 0) + Math.log(next));
  return logs[of] ?? 0;
}
const logChoose = (of: number, some: number) =>
  logFactorial(of) - logFactorial(some) - logFactorial(of - some);

/** The chance to draw at most `found` of `marked` among `all`, when `drawn` are drawn (hypergeometric). */
export function chanceOfAtMost(found: number, marked: number, all: number, drawn: number): number {
  if (marked > all) return 0;
  const least = Math.max(0, drawn - (all - marked));
  let sum = 0;
  for (let some = least; some <= Math.min(found, marked, drawn); some += 1) {
    const chance = logChoose(marked, some) + logChoose(all - marked, drawn - some);
    sum += Math.exp(chance - logChoose(all, drawn));
  }
  return Math.min(1, sum);
}

/** Whether the rest may be left, after these verdicts and `more` that keep nothing. */
function isEnough(finds: number[], read: number, waiting: number, more: number): boolean {
  const kept = finds.length;
  const [drawn, all] = [read + more, read + waiting];
  // The least number that would break the promise.
  const tooMany = Math.floor(kept / promise.share + 1e-9) + 1;
  // Drawn at random from a moment on: the best moments are the start, and just after each find.
  for (let before = 0; before <= kept; before += 1) {
    const from = before === 0 ? 0 : (finds[before - 1] ?? 0) + 1;
    const chance = chanceOfAtMost(kept - before, tooMany - before, all - from, drawn - from);
    if (chance < level) return true;
  }
  return false;
}

/**
 * An honest stop: Callaghan and Müller-Hansen (2020, https://doi.org/10.1186/s13643-020-01521-4). It
 * supposes that just too many are left, and asks how likely it then were to have found as little as
 * was found since some moment, had those read since been drawn at random. An order that is any
 * better than chance would have found more, so the answer errs on the careful side. That it is
 * better is supposed: the random tenth is read with the rest, and not held against the order.
 *
 * @param verdicts whether each was kept, in the order in which they were given
 * @param waiting how many still wait
 */
export function whenToStop(verdicts: boolean[], waiting: number): Stop {
  if (waiting + verdicts.length <= smallWeek) return { state: 'small' };
  const finds = verdicts.flatMap((isKept, at) => (isKept ? [at] : []));
  const read = verdicts.length;
  if (read < fewest || finds.length === 0) return { state: 'too-few' };
  if (isEnough(finds, read, waiting, 0)) return { state: 'enough' };
  let [few, many] = [0, waiting];
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (isEnough(finds, read, waiting, middle)) many = middle;
    else few = middle;
  }
  return { state: 'more', more: many };
}
