import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { leaseSeconds } from './claim-sources.ts';

/**
 * Renews the leases of the sources under way while `work` runs: a slow site may take longer than a
 * lease.
 *
 * @param underWay ids of sources that this process visits, as it changes
 */
export async function whileLeased<T>(
  { em, clock, holder }: Pick<Services, 'em' | 'clock' | 'holder'>,
  underWay: ReadonlySet<number>,
  work: () => Promise<T>,
): Promise<T> {
  const renewal = setInterval(
    () => {
      const leaseUntil = new Date(clock().getTime() + leaseSeconds * 1000);
      em.fork()
        .nativeUpdate(Source, { id: { $in: [...underWay] }, leasedBy: holder }, { leaseUntil })
        // One that fails is made up for by the next, or the lease runs out.
        .catch(() => undefined);
    },
    (leaseSeconds * 1000) / 3,
  );
  try {
    return await work();
  } finally {
    clearInterval(renewal);
  }
}
