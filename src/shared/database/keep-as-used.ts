import { type Publication, User } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';
import { type Actor, recordAudit } from './record-audit.ts';

/** What somebody made of a publication, so that it is kept without being asked. */
export type Use = 'linked' | 'assessed';

/** What a publication was before it was kept for its use: an undo puts back exactly this. */
export interface Unkept {
  status: Publication['status'];
  reason: Publication['setAsideReason'] | null;
  note: string | null;
  siftedBy: number | null;
  siftedAt: string | null;
}

const reasons: Record<Use, string> = {
  linked: 'Kept because it was linked to a plan entry.',
  assessed: 'Kept because it was assessed.',
};

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
  const before: Unkept = {
    status: publication.status,
    reason: publication.setAsideReason ?? null,
    note: publication.setAsideNote ?? null,
    siftedBy: publication.siftedBy?.id ?? null,
    siftedAt: publication.siftedAt?.toISOString() ?? null,
  };
  publication.status = 'kept';
  publication.setAsideReason = null;
  publication.setAsideNote = null;
  publication.siftedBy = given.by.userId === null ? null : em.getReference(User, given.by.userId);
  publication.siftedAt = given.at;
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
