import type { Told } from '#shared/database/change-publication.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Digest } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { holdDigests } from './ledger.ts';

/**
 * Does something to the digest of one week in a transaction that holds all digests, as what stands
 * in one depends on the others: the change and its audit entry stand or fall together.
 *
 * @param change says what it did; null when there was nothing to change, or it told that itself
 * @throws {NotFound}
 */
export async function changingDigest(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { week, by }: { week: string; by: Actor },
  change: (em: EntityManager, digest: Digest, at: Date) => Promise<Told | null> | Told | null,
): Promise<Digest> {
  const at = clock();
  return em.transactional(async (em) => {
    await holdDigests(em);
    const digest = await em.findOne(Digest, { week }, { refresh: true });
    if (!digest) throw new NotFound('digest for week', week);
    const told = await change(em, digest, at);
    if (told) recordAudit(em, { by, at, subject: { type: 'digest', id: week }, ...told });
    return digest;
  });
}
