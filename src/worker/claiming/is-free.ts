import type { Services } from '#shared/services.ts';
import { isDead } from './is-dead.ts';

/** A row that one process at a time works on. */
export interface Leased {
  id: number;
  leasedBy?: string | null;
  leaseUntil?: Date | null;
}

/**
 * Whether a row may be leased: nobody has it, or its lease ran out, or the process that has it died on
 * this machine.
 *
 * @param row as it was read just now
 */
export function isFree(
  { clock, holder }: Pick<Services, 'clock' | 'holder'>,
  { leasedBy, leaseUntil }: Leased,
): boolean {
  if (!leasedBy || !leaseUntil || leaseUntil <= clock()) return true;
  return leasedBy !== holder && isDead(leasedBy);
}
