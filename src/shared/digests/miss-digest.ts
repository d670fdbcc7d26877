import type { Actor } from '#shared/database/record-audit.ts';
import type { Services } from '#shared/services.ts';
import { changingDigest } from './changing-digest.ts';
import { thaw } from './freeze-digest.ts';
import { isMissed } from './weeks.ts';

/**
 * Marks a digest whose time has passed without it being sent: what stood in it stands in the next
 * one, also where it had been approved. Done again, or too early, it changes nothing.
 *
 * @throws {NotFound}
 */
export async function missDigest(
  services: Pick<Services, 'em' | 'clock'>,
  given: { week: string; by: Actor },
): Promise<void> {
  await changingDigest(services, given, async (em, digest, at) => {
    if (digest.state === 'missed' || !isMissed(digest, at)) return null;
    const before = { state: digest.state };
    await thaw(em, digest);
    digest.state = 'missed';
    return { action: 'digest.missed', before, after: { state: 'missed' } };
  });
}
