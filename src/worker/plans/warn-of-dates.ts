import { PlanEntry, pursuedEntries, StateValue, User } from '#shared/entities/index.ts';
import { addDays, londonDay } from '#shared/london.ts';
import { writeLetters } from '#shared/mail/write-letters.ts';
import { rolesThatMay } from '#shared/people/permissions.ts';
import { isClosed } from '#shared/plans/fields/entry-rules.ts';
import type { Services } from '#shared/services.ts';
import type { NearDate, NearDates } from '../letters/dates-near.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer'>;

/** Days before a date on which it is warned of. */
export const warnedBefore = [30, 7] as const;

const toldState = 'dates-told';

/** Dates of an entry that somebody is still to meet. */
function datesOf(entry: PlanEntry): NearDate[] {
  const entryId = entry.id;
  const due =
    entry.dueOn && !isClosed(entry) ? [{ entryId, of: 'due', on: entry.dueOn } as const] : [];
  const recheck = entry.recheckOn ? [{ entryId, of: 'recheck', on: entry.recheckOn } as const] : [];
  return [...due, ...recheck];
}

/** Whether the day of a warning lies after the one and up to the other day. */
const isWarnedOf = ({ on }: NearDate, after: string, today: string): boolean =>
  on >= today &&
  warnedBefore.some((days) => {
    const day = addDays(on, -days);
    return day > after && day <= today;
  });

/**
 * Writes to those who look after plans what is due in 30 or 7 days: one letter a day, for all plans.
 * Days on which no worker ran are made up for, and nobody is told twice.
 */
export async function warnOfDates(work: Work, { baseUrl }: { baseUrl: string }): Promise<void> {
  if (!work.mailer.isConfigured) return;
  const at = work.clock();
  const today = londonDay(at);
  await work.em.transactional(async (em) => {
    const state = await em.findOne(StateValue, { name: toldState });
    const told = typeof state?.value === 'string' ? state.value : addDays(today, -1);
    if (told >= today) return;
    const entries = await em.find(PlanEntry, pursuedEntries());
    const dates = entries.flatMap(datesOf).filter((date) => isWarnedOf(date, told, today));
    const value = { name: toldState, value: today, changedAt: at };
    await em.upsert(StateValue, value);
    if (dates.length === 0) return;
    const to = await em.find(User, { role: { $in: rolesThatMay('edit plan') }, isActive: true });
    const content: NearDates = { dates: dates.sort((a, b) => a.on.localeCompare(b.on)) };
    const host = new URL(baseUrl).hostname;
    await writeLetters(em, { kind: 'dates-near', about: today, content, to, host, at });
  });
}
