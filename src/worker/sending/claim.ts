import type { FilterQuery } from '@mikro-orm/core';
import type { OutgoingRow } from '#shared/entities/index.ts';
import { longestSending } from '#shared/mail/smtp-limits.ts';
import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { isDead } from '../claiming/is-dead.ts';
import { longestWait } from '../claiming/retries.ts';
import type { Outgoing } from './outgoing.ts';

/**
 * Milliseconds that a row belongs to the process that sends it: longer than the slowest of mail
 * servers may take, or another process would send a second copy meanwhile.
 */
export const leaseFor = longestSending() + 5 * minute;

type Work = Pick<Services, 'em' | 'clock' | 'holder'>;

/** Rows that are due, and those that a process was sending when it died. */
async function dueRows(work: Work, outgoing: Outgoing, wanted: number): Promise<OutgoingRow[]> {
  const at = work.clock();
  const em = work.em.fork();
  const due: FilterQuery<OutgoingRow> = {
    $or: [
      { state: 'waiting', nextAttemptAt: { $lte: at } },
      // No wait is that long: the clock was set back since.
      { state: 'waiting', nextAttemptAt: { $gt: new Date(at.getTime() + 2 * longestWait) } },
      { state: 'sending', leaseUntil: { $lte: at } },
      { state: 'sending', leasedBy: { $ne: null } },
    ],
  };
  const rows = await em.find(outgoing.entity, due, {
    orderBy: { nextAttemptAt: 'asc', id: 'asc' },
    populate: outgoing.populate as never,
    limit: wanted + 50,
  });
  const isLost = ({ leasedBy, leaseUntil }: OutgoingRow) =>
    leasedBy !== work.holder && ((leaseUntil ?? at) <= at || (!!leasedBy && isDead(leasedBy)));
  return rows.filter((row) => row.state === 'waiting' || isLost(row)).slice(0, wanted);
}

/**
 * Takes rows on: `sending` is committed before a message goes out, and whoever comes second changes
 * nothing.
 */
export async function claim(
  work: Work,
  outgoing: Outgoing,
  wanted: number,
): Promise<OutgoingRow[]> {
  if (wanted <= 0) return [];
  const at = work.clock();
  const em = work.em.fork();
  const claimed: OutgoingRow[] = [];
  for (const row of await dueRows(work, outgoing, wanted)) {
    const { id, state, attempts, leasedBy = null, leaseUntil = null } = row;
    const ours = {
      state: 'sending' as const,
      attempts: attempts + 1,
      waitsSince: row.waitsSince ?? at,
      leasedBy: work.holder,
      leaseUntil: new Date(at.getTime() + leaseFor),
    };
    const seen = { id, state, attempts, leasedBy, leaseUntil } as FilterQuery<OutgoingRow>;
    if ((await em.nativeUpdate(outgoing.entity, seen, ours)) === 1)
      claimed.push(Object.assign(row, ours));
  }
  return claimed;
}
