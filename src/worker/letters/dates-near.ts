import { PlanEntry } from '#shared/entities/index.ts';
import { daysBetween, inWords, londonDay } from '#shared/london.ts';
import { letterPage, type Paragraph } from '#shared/mail/mail-page.tsx';
import { isClosed } from '#shared/plans/fields/entry-rules.ts';
import { counted } from '#shared/text/in-words.ts';
import type { LetterComposer } from './letter-composer.ts';

/** One date of an entry that is near, as it stood when the letter was written. */
export interface NearDate {
  entryId: number;
  of: 'due' | 'recheck';
  /** "YYYY-MM-DD" */
  on: string;
}

export interface NearDates {
  dates: NearDate[];
}

const isStill = (entry: PlanEntry, { of, on }: NearDate) =>
  of === 'due'
    ? entry.dueOn === on && !isClosed(entry)
    : entry.recheckOn === on && !entry.retiredReason;

const inDays = (today: string, on: string) => {
  const days = daysBetween(today, on);
  return days <= 0 ? 'today' : `in ${counted(days, 'day')}`;
};

/** To those who look after plans: what is due in 30 or 7 days. About: the day. */
export const datesNear: LetterComposer = async ({ em, clock }, { content }, place) => {
  const today = londonDay(clock());
  const { dates } = content as NearDates;
  const entries = await em.find(PlanEntry, { id: { $in: dates.map(({ entryId }) => entryId) } });
  // What was done, put off or retired since needs no warning any more.
  const near = dates.flatMap((date) => {
    const entry = entries.find(({ id }) => id === date.entryId);
    return entry && isStill(entry, date) ? [{ ...date, entry }] : [];
  });
  if (near.length === 0) return { cancelled: 'None of these dates is near any more.' };
  return letterPage(place, {
    subject: `${counted(near.length, 'date')} of the action plan ${near.length === 1 ? 'is' : 'are'} near`,
    paragraphs: near.flatMap(({ entry, of, on }): Paragraph[] => [
      `${entry.ref} is due ${of === 'due' ? '' : 'to be looked at again '}${inDays(today, on)}, on ${inWords(on)}: ${entry.text}${entry.ownerAgency ? ` (${entry.ownerAgency})` : ''}`,
      { link: `Look at ${entry.ref}`, url: `${place.baseUrl}/entries/${entry.id}` },
    ]),
  });
};
