import { raw } from '@mikro-orm/core';
import { Candidate } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { isFree, type Leased } from '../claiming/is-free.ts';
import { leaseRows } from '../claiming/lease-rows.ts';

/** How long a lease holds, in seconds: a long PDF on a slow site takes its time. */
const seconds = 300;
/** Candidates of one source in hand at once: it is mostly one host, and others must not wait for it. */
const mostOfOne = 10;

/** A candidate that is due, as it was read just now. */
type Due = Leased & { source: number };

/** How many of each source are in hand already. */
function bySource(candidates: Iterable<Candidate>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { source } of candidates) counts.set(source.id, (counts.get(source.id) ?? 0) + 1);
  return counts;
}

/**
 * An attempt is counted when it ends. One that ended its process is counted here: a candidate that does
 * so is not tried for ever.
 */
async function countAbandoned(
  { em }: Pick<Services, 'em'>,
  seen: Leased[],
  claimed: number[],
): Promise<void> {
  const ids = seen
    .filter(({ id, leasedBy }) => leasedBy && claimed.includes(id))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  await em.fork().nativeUpdate(Candidate, { id: { $in: ids } }, { attempts: raw('attempts + 1') });
}

/**
 * Leases up to `wanted` candidates that are due to this process, oldest first, but only a few of one
 * source at once. Several workers may ask at the same time.
 *
 * @param inHand what this process has claimed and not yet done with
 * @returns them, with source and publication
 */
export async function claimCandidates(
  services: Pick<Services, 'em' | 'clock' | 'holder'>,
  wanted: number,
  inHand: Iterable<Candidate> = [],
): Promise<Candidate[]> {
  const at = services.clock();
  const counts = bySource(inHand);
  const full = [...counts].filter(([, count]) => count >= mostOfOne).map(([id]) => id);
  // Plain rows: many more are looked at than are taken.
  const due: Due[] = await services.em
    .fork()
    .createQueryBuilder(Candidate)
    .select(['id', 'source', 'leasedBy', 'leaseUntil'])
    .where({
      state: { $in: ['pending', 'unread'] },
      nextAttemptAt: { $lte: at },
      source: { isPaused: false, ...(full.length > 0 ? { id: { $nin: full } } : {}) },
      $or: [
        { leasedBy: null },
        { leaseUntil: { $lte: at } },
        { leasedBy: { $ne: services.holder } },
      ],
    })
    .orderBy([{ nextAttemptAt: 'asc' }, { id: 'asc' }])
    // Some may be another worker's, and some of one source too many.
    .limit(wanted * 4)
    .execute('all');
  const free = due.filter((candidate) => {
    const count = (counts.get(candidate.source) ?? 0) + 1;
    if (count > mostOfOne || !isFree(services, candidate)) return false;
    counts.set(candidate.source, count);
    return true;
  });
  const claimed = await leaseRows(services, Candidate, free.slice(0, wanted), seconds);
  if (claimed.length === 0) return [];
  await countAbandoned(services, free, claimed);
  return services.em.fork().find(
    Candidate,
    { id: { $in: claimed } },
    {
      populate: ['source', 'publication'],
      // Joined, each would bring its source's columns again.
      strategy: 'select-in',
      orderBy: { nextAttemptAt: 'asc', id: 'asc' },
    },
  );
}
