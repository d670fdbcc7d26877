import { type Publication, User, type VerdictRecord } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';
import { type Actor, recordAudit } from './record-audit.ts';

/** What somebody made of a publication, so that it is kept without being asked. */
export type Use = 'linked' | 'assessed';

const reasons: Record<Use, string> = {
  linked: 'Kept because it was linked to a plan entry.',
  assessed: 'Kept because it was assessed.',
};

/** The verdict on a publication as it stands. */
export const verdictOf = (publication: Publication): VerdictRecord => ({
  status: publication.status,
  reason: publication.setAsideReason ?? null,
  note: publication.setAsideNote ?? null,
  siftedBy: publication.siftedBy?.id ?? null,
  siftedAt: publication.siftedAt?.toISOString() ?? null,
});

/** Puts a verdict on a publication: the only way to one, so that what it was before is not put back later. */
export function giveVerdict(
  em: EntityManager,
  publication: Publication,
  { status, reason, note, siftedBy, siftedAt }: VerdictRecord,
): void {
  publication.status = status;
  publication.setAsideReason = reason;
  publication.setAsideNote = note;
  publication.siftedBy = siftedBy === null ? null : em.getReference(User, siftedBy);
  publication.siftedAt = siftedAt === null ? null : new Date(siftedAt);
  publication.keptWas = null;
}

/**
 * Keeps a publication that somebody links or assesses: what is relied on is not left unjudged, and
 * does not miss the digest. One that was merged into another stays out of sight.
 *
 * @returns whether it is kept by this
 */
export function keepAsUsed(
  em: EntityManager,
  publication: Publication,
  given: { use: Use; by: Actor; at: Date },
): boolean {
  if (publication.status === 'kept' || publication.mergedIntoId) return false;
  const before = verdictOf(publication);
  giveVerdict(em, publication, {
    status: 'kept',
    reason: null,
    note: null,
    siftedBy: given.by.userId,
    siftedAt: given.at.toISOString(),
  });
  publication.keptWas = before;
  recordAudit(em, {
    by: given.by,
    at: given.at,
    action: 'publication.kept',
    subject: { type: 'publication', id: publication.id },
    before: { ...before },
    after: { status: 'kept', reason: null, use: given.use },
    reason: reasons[given.use],
  });
  return true;
}
