import type { Actor } from '#shared/database/record-audit.ts';
import type { Services } from '#shared/services.ts';
import { beginSending } from './begin-sending.ts';
import { changingDigest } from './changing-digest.ts';
import { type AllTheSame, freeze } from './freeze-digest.ts';
import { ensureDigest } from './weeks.ts';

/**
 * Sends a digest on purpose: approves it if it is not, and writes the ledger now instead of on
 * Monday. The worker delivers. A missed week is sent only this way, with what it would have carried
 * and has not gone out since.
 *
 * @returns to how many subscribers
 * @throws {NotFound} @throws {Conflict} when nothing stands in it
 */
export async function sendDigestNow(
  work: Pick<Services, 'em' | 'clock'>,
  given: AllTheSame & { week: string; host: string; by: Actor },
): Promise<number> {
  const { clock } = work;
  await ensureDigest(work, given.week);
  let count = 0;
  // One transaction: approved late and not begun, it would be missed once more.
  await changingDigest(work, given, async (em, digest) => {
    if (digest.state === 'draft' || digest.state === 'missed') {
      await freeze(em, digest, { ...given, clock });
      await em.flush();
    }
    count = await beginSending({ em, clock }, { ...given, onPurpose: true });
    return null;
  });
  return count;
}
