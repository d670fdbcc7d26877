import { daysBetween, londonDay } from '#shared/london.ts';
import type { Had } from './what-scan-had.ts';
import type { MissReason, Verdict } from './words.ts';

/** How something stands against what the scan had when it reached the group. */
export interface Judged {
  verdict: Verdict;
  /** Whole days in London between the scan and the other way; null where the scan has nothing. */
  days: number | null;
  /** Why it was missed, as far as what the scan had says so; null: look at the sources. */
  reason: MissReason | null;
}

/**
 * The one rule: found before, when a source had offered it and it stood in the library by then; set
 * aside or not yet read, it was missed although it had been offered. Found after, when it was first
 * offered later.
 */
export function judge(had: Had, reachedAt: Date): Judged {
  const { offeredAt, readAt, setAside } = had;
  if (!offeredAt) return { verdict: 'missed', days: null, reason: null };
  const apart = daysBetween(londonDay(offeredAt), londonDay(reachedAt));
  if (offeredAt > reachedAt) return { verdict: 'after', days: -apart, reason: null };
  if (setAside && new Date(setAside.at) <= reachedAt)
    return { verdict: 'missed', days: apart, reason: 'set-aside' };
  if (!readAt || readAt > reachedAt)
    return { verdict: 'missed', days: apart, reason: 'not-yet-read' };
  return { verdict: 'before', days: apart, reason: null };
}
