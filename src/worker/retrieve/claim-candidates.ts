import { Candidate } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { isDead, leaseSeconds } from '../scan/lease-source.ts';

/** Retrieval of a long PDF on a slow site takes longer than a visit to a feed. */
const seconds = leaseSeconds * 5;

/**
 * Leases up to `limit` candidates that are due to this process, oldest first. Several workers may
 * ask at once: a row that another took in between is left out.
 *
 * @returns their ids
 */
export async function claimCandidates(
  { em, clock, holder }: Pick<Services, 'em' | 'clock' | 'holder'>,
  limit: number,
): Promise<number[]> {
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
  const claimed: number[] = [];
  for (const candidate of due) {
    if (claimed.length === limit) break;
    const { leasedBy = null, leaseUntil = null } = candidate;
    if (leasedBy && leaseUntil && leaseUntil > at && !(leasedBy !== holder && isDead(leasedBy))) {
      continue;
    }
    const changed = await fork.nativeUpdate(
      Candidate,
      { id: candidate.id, leasedBy, leaseUntil },
      { leasedBy: holder, leaseUntil: new Date(at.getTime() + seconds * 1000) },
    );
    if (changed === 1) claimed.push(candidate.id);
  }
  return claimed;
}
