import type { EntityName, FilterQuery } from '@mikro-orm/core';
import type { Services } from '#shared/services.ts';
import type { Leased } from './is-free.ts';

/**
 * Leases free rows to this process. Several workers may ask for the same at once: a row that another
 * took in between is left out.
 *
 * @param rows that were free when they were read just now
 * @param seconds how long the lease holds without being renewed
 * @returns ids of those that are leased to this process now, in the order of `rows`
 */
export async function leaseRows(
  { em, clock, holder }: Pick<Services, 'em' | 'clock' | 'holder'>,
  entity: EntityName<Leased>,
  rows: Leased[],
  seconds: number,
): Promise<number[]> {
  const lease = {
    leasedBy: holder,
    leaseUntil: new Date(clock().getTime() + seconds * 1000),
  };
  const fork = em.fork();
  /** Only those that are as they were seen: whoever comes second changes nothing. */
  const take = (ids: number[], seen: FilterQuery<Leased>) =>
    fork.nativeUpdate(entity, { $and: [{ id: { $in: ids } }, seen] }, lease);

  const fresh = rows.filter(({ leasedBy }) => !leasedBy).map(({ id }) => id);
  const taken = new Set<number>();
  if (fresh.length > 0) {
    const isWhole = (await take(fresh, { leasedBy: null })) === fresh.length;
    const ours = isWhole
      ? fresh.map((id) => ({ id }))
      : await fork.find(entity, { $and: [{ id: { $in: fresh } }, lease] }, { fields: ['id'] });
    for (const { id } of ours) taken.add(id);
  }
  for (const { id, leasedBy = null, leaseUntil = null } of rows) {
    if (leasedBy && (await take([id], { leasedBy, leaseUntil })) === 1) taken.add(id);
  }
  return rows.map(({ id }) => id).filter((id) => taken.has(id));
}
