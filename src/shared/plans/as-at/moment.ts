import type { Plan } from '#shared/entities/index.ts';
import { Invalid, NotThen } from '#shared/errors.ts';
import { addDays, inWords, londonDay, londonInstant } from '#shared/london.ts';
import { readDay } from '#shared/text/read-day.ts';

/** A day as at which a plan is shown. */
export interface Moment {
  /** "YYYY-MM-DD" */
  day: string;
  /** Its end in London: what was said before it counts. */
  end: Date;
}

/**
 * The moment that an address asks for; null where it asks for none, which is now.
 *
 * @param asAt a day, as people write it
 * @throws {Invalid} of what is no day
 * @throws {NotThen} of one that is yet to come
 */
export function momentOf(asAt: string | undefined, now: Date): Moment | null {
  if (!asAt?.trim()) return null;
  const read = readDay(asAt.trim());
  if ('problem' in read) throw new Invalid(read.problem, 'asAt');
  const day = read.value;
  if (day > londonDay(now)) throw new NotThen(`${inWords(day)} is yet to come.`);
  return { day, end: londonInstant(addDays(day, 1)) };
}

/** Refuses days of which nothing is known. @throws {NotThen} */
export function mustBeRecorded(plan: Plan, moment: Moment | null): void {
  if (!moment) return;
  const asked = inWords(moment.day);
  if (moment.end <= plan.createdAt) {
    const added = inWords(londonDay(plan.createdAt));
    throw new NotThen(`“${plan.title}” did not exist on ${asked}. It was added on ${added}.`);
  }
  if (plan.recordedSince && moment.end <= plan.recordedSince) {
    const since = inWords(londonDay(plan.recordedSince));
    throw new NotThen(
      `How “${plan.title}” stood on ${asked} was not recorded. It is known for every day since ${since}.`,
    );
  }
}

/** What a query asks of something that was said at an instant. */
export const saidBy = (moment: Moment | null) => (moment ? { $lt: moment.end } : { $ne: null });
