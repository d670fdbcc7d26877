import { counted } from '#shared/text/in-words.ts';
import type { ShownEntry } from './shown-entry.ts';

/** What of a plan is not as it should be by now. An extension takes nothing out of it. */
export interface Outstanding {
  done: number;
  /** Of those that are done, by the owner's word, what others agreed to as well. */
  agreed: number;
  overdue: number;
  /** Not done, past the original date, and within an extension of it. */
  extended: number;
  rechecks: number;
  waiting: number;
}

/** @param entries that are still pursued */
export function outstandingOf(entries: ShownEntry[]): Outstanding {
  const count = (holds: (entry: ShownEntry) => boolean) => entries.filter(holds).length;
  const isDone = ({ status }: ShownEntry) => status === 'complete' || status === 'embedded';
  return {
    done: count(isDone),
    agreed: count((entry) => isDone(entry) && entry.confirmation === 'agreed'),
    overdue: count(({ isOverdue }) => isOverdue),
    extended: count(({ isOverdue, isPastOriginal }) => isPastOriginal && !isOverdue),
    rechecks: count(({ isRecheckDue }) => isRecheckDue),
    waiting: count(({ status }) => status === 'waits for somebody else'),
  };
}

const entries = (count: number) => counted(count, 'entry', 'entries');

/**
 * What is outstanding, as sentences. Nothing is so only where no entry is past its original date
 * either: that it was put off does not make it done.
 */
export function outstandingInWords({ overdue, extended, rechecks }: Outstanding): string {
  if (overdue + extended + rechecks === 0) return 'Nothing is outstanding.';
  const said = [
    overdue > 0
      ? `${entries(overdue)} past the date that holds now.`
      : 'No entry is past the date that holds now.',
  ];
  if (extended > 0)
    said.push(`${entries(extended)} not done by the original date, and within an extension of it.`);
  if (rechecks > 0) said.push(`${entries(rechecks)} due to be re-checked.`);
  return said.join(' ');
}
