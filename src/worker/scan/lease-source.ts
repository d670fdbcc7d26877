import os from 'node:os';
import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** How long a lease holds without being renewed, in seconds. */
export const leaseSeconds = 60;

/** Whether the process that holds a lease is on this machine and no longer runs. */
export function isDead(holder: string): boolean {
  const match = /^(.*)-(\d+)-[0-9a-f]{8}$/.exec(holder);
  if (!match || match[1] !== os.hostname()) return false;
  try {
    process.kill(Number(match[2]), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Leases a source to this process.
 *
 * @returns the source as it stood before; null when another process has it. The lease of one that
 * died here is taken over.
 */
export async function leaseSource(
  { em, clock, holder }: Pick<Services, 'em' | 'clock' | 'holder'>,
  source: Pick<Source, 'id'>,
): Promise<Source | null> {
  const at = clock();
  const now = await em.fork().findOne(Source, source.id);
  if (!now) return null;
  const other = now.leasedBy && now.leasedBy !== holder && now.leaseUntil && now.leaseUntil > at;
  if (other && !isDead(now.leasedBy ?? '')) return null;
  const changed = await em
    .fork()
    .nativeUpdate(
      Source,
      { id: source.id, leasedBy: now.leasedBy ?? null, leaseUntil: now.leaseUntil ?? null },
      { leasedBy: holder, leaseUntil: new Date(at.getTime() + leaseSeconds * 1000) },
    );
  return changed === 1 ? now : null;
}

/** Renews the lease while `work` runs, and gives it back at the end. */
export async function whileLeased<T>(
  { em, clock, holder }: Pick<Services, 'em' | 'clock' | 'holder'>,
  source: Pick<Source, 'id'>,
  work: () => Promise<T>,
): Promise<T> {
  const renew = setInterval(
    () => {
      const leaseUntil = new Date(clock().getTime() + leaseSeconds * 1000);
      em.fork()
        .nativeUpdate(Source, { id: source.id, leasedBy: holder }, { leaseUntil })
        // A renewal that fails is made up for by the next, or the lease runs out.
        .catch(() => undefined);
    },
    (leaseSeconds * 1000) / 3,
  );
  try {
    return await work();
  } finally {
    clearInterval(renew);
    await em
      .fork()
      .nativeUpdate(
        Source,
        { id: source.id, leasedBy: holder },
        { leasedBy: null, leaseUntil: null },
      );
  }
}
