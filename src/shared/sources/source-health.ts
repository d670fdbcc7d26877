import type { Source } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import { day } from '#shared/text/durations.ts';
import { rhythmInWords } from '#shared/text/rhythm.ts';

export type HealthState =
  | 'well'
  | 'waiting'
  | 'scanning'
  | 'failing'
  | 'quiet'
  | 'astray'
  | 'paused'
  | 'ended'
  | 'by-hand';

export interface Health {
  state: HealthState;
  /** The state in a word or two. */
  label: string;
  /** What is so, and what happens next, as sentences. */
  explanation: string;
}

/** Without a known rhythm, nothing new for this long is worth a look. */
const quietAfter = 90 * day;
/** With one, this many times the usual gap is: a dead feed and a quiet feed look alike. */
const quietTimes = 4;
const shortestQuiet = 14 * day;

/** How long a source may have nothing new before that is raised, in milliseconds. */
export const patienceWith = ({ everyDays }: Pick<Source, 'everyDays'>): number =>
  everyDays ? Math.max(shortestQuiet, Number(everyDays) * quietTimes * day) : quietAfter;

const next = (source: Source, at: Date) =>
  !source.nextScanAt || source.nextScanAt <= at
    ? 'It is due now.'
    : `It is tried again on ${instantInWords(source.nextScanAt)}.`;

/** How a source is, in words. */
export function healthOf(source: Source, at: Date, canBeRead: boolean): Health {
  const isVisited = !source.isPaused && !source.endedAt && source.leaseUntil;
  if (isVisited && isVisited > at) {
    return { state: 'scanning', label: 'Being scanned', explanation: 'It is being visited now.' };
  }
  return lastingHealthOf(source, at, canBeRead);
}

/**
 * How a source is, whether or not it is being visited at this moment: a visit that is under way is
 * not yet an end of its trouble.
 */
export function lastingHealthOf(source: Source, at: Date, canBeRead: boolean): Health {
  if (source.kind === 'manual') {
    return {
      state: 'by-hand',
      label: 'By hand',
      explanation: 'People add what they find here; nothing is fetched by itself.',
    };
  }
  if (source.endedAt) {
    return {
      state: 'ended',
      label: 'Ended',
      explanation: `The source said on ${instantInWords(source.endedAt)} that it has ended. Look for what replaces it.`,
    };
  }
  if (source.isPaused) {
    return {
      state: 'paused',
      label: 'Paused',
      explanation: canBeRead
        ? 'It is not scanned. Test it, then switch it on.'
        : 'Sources of this kind cannot be read yet. Add what you find there by hand.',
    };
  }
  if (source.failures > 0) {
    const since = source.firstFailedAt ? ` since ${instantInWords(source.firstFailedAt)}` : '';
    return {
      state: 'failing',
      label: 'Failing',
      explanation:
        `It could not be read${since}. ${source.failureReason ?? ''} ${next(source, at)}`.replace(
          / +/g,
          ' ',
        ),
    };
  }
  if (!source.lastSucceededAt) {
    return { state: 'waiting', label: 'Not read yet', explanation: next(source, at) };
  }
  const since = source.lastNewAt ?? source.lastSucceededAt;
  if (at.getTime() - since.getTime() > patienceWith(source)) {
    const usual = source.everyDays
      ? ` It usually has something new ${rhythmInWords(Number(source.everyDays))}.`
      : '';
    return {
      state: 'quiet',
      label: 'Quieter than expected',
      explanation: `It is read without trouble, but has offered nothing new since ${instantInWords(since)}.${usual} Look whether it is still in use.`,
    };
  }
  return {
    state: 'well',
    label: 'Working',
    explanation: source.nextScanAt
      ? `Next visit on ${instantInWords(source.nextScanAt)}.`
      : 'It is due now.',
  };
}
