import { PossibleDuplicate, Publication } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { probablySame } from '#shared/text/fingerprint.ts';

/** Publications compared with all others in one go. */
const batch = 200;
/** Pairs kept of each, the nearest: a form that is filled in a thousand times is no thousand questions. */
const mostPairs = 10;

interface Fingerprint {
  id: number;
  high: number;
  low: number;
}

const halves = (id: number, hex: string): Fingerprint => ({
  id,
  high: Number.parseInt(hex.slice(0, 8), 16),
  low: Number.parseInt(hex.slice(8), 16),
});

/** Bits set in a 32-bit number. */
function bitsIn(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** All fingerprints in the library; 50,000 of them are some 5 MB and read in a moment. */
async function allFingerprints(em: Services['em']): Promise<Fingerprint[]> {
  const rows: { id: number | string; fingerprint: string }[] = await em.execute(
    'select id, fingerprint from publication where fingerprint is not null and merged_into_id is null and takedown is null',
  );
  return rows.map(({ id, fingerprint }) => halves(Number(id), fingerprint));
}

/** The other fingerprints that are nearly this one, nearest first. */
function nearest(one: Fingerprint, all: Fingerprint[]): { id: number; distance: number }[] {
  const near: { id: number; distance: number }[] = [];
  for (const { id, high, low } of all) {
    const distance = bitsIn(one.high ^ high) + bitsIn(one.low ^ low);
    if (distance <= probablySame && id !== one.id) near.push({ id, distance });
  }
  return near.sort((a, b) => a.distance - b.distance || a.id - b.id).slice(0, mostPairs);
}

/**
 * Compares publications that were read anew with all others, and keeps the pairs whose texts are
 * nearly the same for a person to decide, of each the nearest few. A pair decided before stays decided.
 *
 * @returns how many publications were compared
 */
export async function findDuplicates(services: Pick<Services, 'em' | 'clock'>): Promise<number> {
  const em = services.em.fork();
  const fresh: { id: number | string; fingerprint: string | null; version_number: number }[] =
    await em.execute(
      `select id, fingerprint, version_number from publication
        where compared_version < version_number order by id limit ${batch}`,
    );
  if (fresh.length === 0) return 0;
  const all = fresh.some(({ fingerprint }) => fingerprint) ? await allFingerprints(em) : [];
  const at = services.clock();
  for (const row of fresh) {
    const one = row.fingerprint ? halves(Number(row.id), row.fingerprint) : null;
    for (const { id, distance } of one ? nearest(one, all) : []) {
      await em.upsert(
        PossibleDuplicate,
        {
          first: em.getReference(Publication, Math.min(Number(row.id), id)),
          second: em.getReference(Publication, Math.max(Number(row.id), id)),
          distance,
          foundAt: at,
          state: 'open',
        },
        { onConflictFields: ['first', 'second'], onConflictAction: 'ignore' },
      );
    }
    await em.nativeUpdate(
      Publication,
      { id: Number(row.id) },
      { comparedVersion: Number(row.version_number) },
    );
  }
  return fresh.length;
}
