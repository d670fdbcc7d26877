import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Delivery, Digest } from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { freeze, thaw } from './freeze-digest.ts';
import { holdDigests } from './ledger.ts';
import { ensureDigest } from './weeks.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** A digest that is not frozen. @throws {NotFound} @throws {Conflict} */
export async function draftOf(em: Services['em'], week: string): Promise<Digest> {
  const digest = await em.findOne(Digest, { week }, { refresh: true });
  if (!digest) throw new NotFound('digest for week', week);
  if (digest.state !== 'draft' && digest.state !== 'missed') {
    throw new Conflict(
      'The digest is approved, so it is frozen. Withdraw the approval to change it.',
    );
  }
  return digest;
}

/**
 * Approves a digest: its lines are frozen as they stand, and what it leaves out is named. It is
 * delivered on the Monday after the week at 7am; one whose Monday has passed is delivered only when somebody sends it on purpose.
 *
 * @param given.confirmed ids of publications that do not stand well and go out all the same
 * @throws {Conflict} that names those that nobody has confirmed
 */
export async function approveDigest(
  work: Work,
  given: { week: string; by: Actor; confirmed?: readonly number[] },
): Promise<Digest> {
  await ensureDigest(work, given.week);
  return work.em.transactional(async (em) => {
    await holdDigests(em);
    const digest = await draftOf(em, given.week);
    const { by, confirmed } = given;
    await freeze(em, digest, { clock: work.clock, by, confirmed });
    return digest;
  });
}

/** Takes an approval back, as long as nothing was sent. */
export async function withdrawApproval(
  work: Work,
  given: { week: string; by: Actor },
): Promise<void> {
  await work.em.transactional(async (em) => {
    await holdDigests(em);
    const digest = await em.findOne(Digest, { week: given.week }, { refresh: true });
    if (!digest) throw new NotFound('digest for week', given.week);
    const begun = await em.count(Delivery, { digest, state: { $in: ['sending', 'sent'] } });
    if (digest.state !== 'approved' || begun > 0) {
      throw new Conflict(
        'The approval cannot be withdrawn: sending has begun, or the digest was not approved.',
      );
    }
    digest.state = 'draft';
    await thaw(em, digest);
    await em.nativeDelete(Delivery, { digest });
    recordAudit(em, {
      by: given.by,
      at: work.clock(),
      action: 'digest.approval-withdrawn',
      subject: { type: 'digest', id: digest.week },
    });
  });
}

/** Sets the words at the top of a draft. */
export async function writeIntro(
  work: Work,
  given: { week: string; intro: string; by: Actor },
): Promise<void> {
  const intro = given.intro.trim();
  if (intro.length > 1000) throw new Invalid('Keep it to 1,000 characters', 'intro');
  await ensureDigest(work, given.week);
  await work.em.transactional(async (em) => {
    const digest = await draftOf(em, given.week);
    const before = digest.intro ?? null;
    digest.intro = intro || null;
    recordAudit(em, {
      by: given.by,
      at: work.clock(),
      action: 'digest.intro-changed',
      subject: { type: 'digest', id: digest.week },
      before: { intro: before },
      after: { intro: digest.intro ?? null },
    });
  });
}
