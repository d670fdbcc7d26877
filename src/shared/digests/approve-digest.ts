import type { Actor } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { Delivery, type Digest } from '#shared/entities/index.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { changingDigest } from './changing-digest.ts';
import { type AllTheSame, freeze, thaw } from './freeze-digest.ts';
import { ensureDigest } from './weeks.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** @throws {Conflict} where a digest is frozen */
export function checkIsDraft({ state }: Pick<Digest, 'state'>): void {
  if (state !== 'draft' && state !== 'missed') {
    throw new Conflict(
      'The digest is approved, so it is frozen. Withdraw the approval to change it.',
    );
  }
}

/**
 * Approves a digest: its lines are frozen as they stand, and what it leaves out is named. It is
 * delivered on the Monday after the week at 7am; one whose Monday has passed is delivered only when somebody sends it on purpose.
 *
 * @param given what goes out all the same: what does not stand well, words that blame or may identify
 * @throws {Conflict} that names what nobody has confirmed or given a reason for
 */
export async function approveDigest(
  work: Work,
  given: AllTheSame & { week: string; by: Actor },
): Promise<Digest> {
  await ensureDigest(work, given.week);
  return changingDigest(work, given, async (em, digest) => {
    checkIsDraft(digest);
    await freeze(em, digest, { ...given, clock: work.clock });
    return null;
  });
}

/** Takes an approval back, as long as nothing was sent. */
export async function withdrawApproval(
  work: Work,
  given: { week: string; by: Actor },
): Promise<void> {
  await changingDigest(work, given, async (em, digest) => {
    const begun = await em.count(Delivery, { digest, state: { $in: ['sending', 'sent'] } });
    if (digest.state !== 'approved' || begun > 0) {
      throw new Conflict(
        'The approval cannot be withdrawn: sending has begun, or the digest was not approved.',
      );
    }
    digest.state = 'draft';
    await thaw(em, digest);
    await em.nativeDelete(Delivery, { digest });
    return { action: 'digest.approval-withdrawn' };
  });
}

/** Sets the words at the top of a draft. @throws {Invalid} @throws {ChangedMeanwhile} */
export async function writeIntro(
  work: Work,
  given: { week: string; intro: string; seen?: Seen | undefined; by: Actor },
): Promise<void> {
  const intro = given.intro.trim();
  if (intro.length > 1000) throw new Invalid('Keep it to 1,000 characters', 'intro');
  await ensureDigest(work, given.week);
  await changingDigest(work, given, async (em, digest) => {
    checkIsDraft(digest);
    await checkSeen(em, digest.week, given.seen);
    const before = { intro: digest.intro ?? null };
    digest.intro = intro || null;
    return { action: 'digest.intro-changed', before, after: { intro: digest.intro } };
  });
}
