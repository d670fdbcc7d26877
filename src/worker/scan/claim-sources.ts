import { Scan, Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { isFree } from '../claiming/is-free.ts';
import { leaseRows } from '../claiming/lease-rows.ts';

/** How long a lease holds without being renewed, in seconds. */
export const leaseSeconds = 60;

/** A visit that has begun. */
export interface Visit {
  scanId: number;
  /** As it stood before. */
  source: Source;
}

/**
 * Leases sources to this process and notes that a visit to each has begun.
 *
 * @returns those that nobody else is visiting, in the order of the ids
 */
export async function claimSources(
  services: Pick<Services, 'em' | 'clock' | 'holder'>,
  ids: number[],
): Promise<Visit[]> {
  const fork = services.em.fork();
  const found = await fork.find(Source, { id: { $in: ids } }, { disableIdentityMap: true });
  const free = found.filter((source) => isFree(services, source));
  const leased = new Set(await leaseRows(services, Source, free, leaseSeconds));
  const sources = ids.flatMap(
    (id) => found.find((source) => source.id === id && leased.has(id)) ?? [],
  );
  if (sources.length === 0) return [];

  const at = services.clock();
  // We hold the lease, so a scan that still says "running" belongs to a process that died.
  const brokenOff = sources.filter(({ leasedBy }) => leasedBy).map(({ id }) => id);
  if (brokenOff.length > 0) {
    await fork.nativeUpdate(
      Scan,
      { source: { $in: brokenOff }, outcome: 'running' },
      { outcome: 'abandoned', endedAt: at, reason: 'The scan was broken off and is repeated.' },
    );
  }
  const scans = sources.map((source) =>
    fork.create(
      Scan,
      {
        source: fork.getReference(Source, source.id),
        startedAt: at,
        outcome: 'running',
        isFirst: !source.lastSucceededAt,
      },
      { persist: false },
    ),
  );
  // Given as entities: of plain rows only the first one's id comes back.
  const scanIds = await fork.insertMany(Scan, scans);
  return sources.map((source, position) => ({ source, scanId: Number(scanIds[position]) }));
}
