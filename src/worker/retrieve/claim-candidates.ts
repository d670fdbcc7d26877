import { Candidate } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { isDead, leaseSeconds } from '../scan/lease-source.ts';

/** Retrieval of a long PDF on a slow site takes longer than a visit to a feed. */
const seconds = leaseSeconds * 5;

/**
 * Leases up to `limit` candidates that are due to this process, oldest first. Several workers may
 * ask at once: a row that another took in between is left out.
 *
 * @returns them, with source and publication
 */
export async function claimCandidates(
  { em, clock, holder }: Pick<Services, 'em' | 'clock' | 'holder'>,
  limit: number,
): Promise<Candidate[]> {
  const at = clock();
  const fork = em.fork();
  const due = await fork.find(
    Candidate,
    {
      state: { $in: ['pending', 'unread'] },
      nextAttemptAt: { $lte: at },
      source: { isPaused: false },
    },
    {
      orderBy: [{ nextAttemptAt: 'asc' }, { id: 'asc' }],
      fields: ['id', 'leasedBy', 'leaseUntil'],
      limit: limit * 2,
    },
  );
  const isFree = ({ leasedBy, leaseUntil }: (typeof due)[number]) =>
    !leasedBy || !leaseUntil || leaseUntil <= at || (leasedBy !== holder && isDead(leasedBy));
  const free = due.filter(isFree).slice(0, limit);
  const lease = { leasedBy: holder, leaseUntil: new Date(at.getTime() + seconds * 1000) };
  const take = (ids: number[], seen: { leasedBy: string | null; leaseUntil: Date | null }) =>
    fork.nativeUpdate(Candidate, { id: { $in: ids }, ...seen }, lease);

  const fresh = free.filter(({ leasedBy }) => !leasedBy).map(({ id }) => id);
  const isWhole =
    fresh.length === 0 ||
    (await take(fresh, { leasedBy: null, leaseUntil: null })) === fresh.length;
  const claimed = isWhole
    ? fresh
    : (await fork.find(Candidate, { id: { $in: fresh }, ...lease }, { fields: ['id'] })).map(
        ({ id }) => id,
      );
  for (const { id, leasedBy = null, leaseUntil = null } of free) {
    if (leasedBy && (await take([id], { leasedBy, leaseUntil })) === 1) claimed.push(id);
  }
  return em
    .fork()
    .find(
      Candidate,
      { id: { $in: claimed } },
      { populate: ['source', 'publication'], orderBy: { nextAttemptAt: 'asc', id: 'asc' } },
    );
}
