import type { Actor } from '#shared/database/record-audit.ts';
import { Digest } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { approveDigest } from './approve-digest.ts';
import { beginSending } from './begin-sending.ts';

/**
 * Sends a digest on purpose: approves it if it is not, and writes the ledger now instead of on
 * Monday. The worker delivers. A missed week is sent only this way.
 *
 * @returns to how many subscribers
 */
export async function sendDigestNow(
  work: Pick<Services, 'em' | 'clock'>,
  given: { week: string; host: string; by: Actor; confirmed?: readonly number[] },
): Promise<number> {
  const digest = await work.em.fork().findOne(Digest, { week: given.week });
  if (!digest) throw new NotFound('digest for week', given.week);
  if (digest.state === 'draft' || digest.state === 'missed') await approveDigest(work, given);
  return beginSending(work, { ...given, onPurpose: true });
}
