import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Digest } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { thaw } from './freeze-digest.ts';
import { holdDigests } from './ledger.ts';
import { isMissed } from './weeks.ts';

/**
 * Marks a digest whose time has passed without it being sent: what stood in it stands in the next
 * one, also where it had been approved. Done again, or too early, it changes nothing.
 */
export async function missDigest(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { week: string; by: Actor },
): Promise<void> {
  const at = clock();
  await em.transactional(async (em) => {
    await holdDigests(em);
    const digest = await em.findOne(Digest, { week: given.week }, { refresh: true });
    if (!digest || digest.state === 'missed' || !isMissed(digest, at)) return;
    const before = { state: digest.state };
    await thaw(em, digest);
    digest.state = 'missed';
    recordAudit(em, {
      by: given.by,
      at,
      action: 'digest.missed',
      subject: { type: 'digest', id: digest.week },
      before,
      after: { state: 'missed' },
    });
  });
}
