import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { isDead } from './is-dead.ts';

/** A row that one process at a time works on. */
export interface Leased {
  id: number;
  leasedBy?: string | null;
  leaseUntil?: Date | null;
}

/** No lease is given for longer, in milliseconds; machines' clocks may differ a little. */
const longest = 15 * minute;

/**
 * Whether a row may be leased: nobody has it, or its lease ran out, or the process that has it died on
 * this machine. A lease that lies further ahead than any is given was taken before the clock was set
 * back.
 *
 * @param row as it was read just now
 */
export function isFree(
  { clock, holder }: Pick<Services, 'clock' | 'holder'>,
  { leasedBy, leaseUntil }: Leased,
): boolean {
  if (!leasedBy || !leaseUntil) return true;
  const left = leaseUntil.getTime() - clock().getTime();
  if (left <= 0 || left > longest) return true;
  return leasedBy !== holder && isDead(leasedBy);
}
