import { giveVerdict } from '#shared/database/keep-as-used.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { AuditEntry, type VerdictRecord } from '#shared/entities/index.ts';
import { Conflict } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { verdictActions } from './sift-publications.ts';

/** The last change of the verdict, where a link or an assessment made it; else null. */
async function keepingOf(em: EntityManager, publicationId: number): Promise<VerdictRecord | null> {
  const last = await em.findOne(
    AuditEntry,
    {
      subjectType: 'publication',
      subjectId: String(publicationId),
      action: { $in: verdictActions },
    },
    { orderBy: { id: 'desc' } },
  );
  return last?.after?.use ? (last.before as unknown as VerdictRecord | null) : null;
}

/** Whether a publication is kept because it was linked or assessed, and nobody has judged it since. */
export const canUndoKeeping = async (
  { em }: Pick<Services, 'em'>,
  { id, status }: { id: number; status: string },
): Promise<boolean> => status === 'kept' && (await keepingOf(em, id)) !== null;

/**
 * Takes back that a publication was kept because it was linked or assessed: its status is exactly
 * what it was, with reason, note, who and when. The link or the assessment stays.
 *
 * @throws {NotFound} @throws {Conflict} when it was not kept so, or was judged since
 */
export async function undoKeeping(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson,
): Promise<void> {
  await changePublication(services, given, async (em, publication) => {
    const before = publication.status === 'kept' ? await keepingOf(em, publication.id) : null;
    if (!before) throw new Conflict('It was judged since, so there is nothing to undo.');
    giveVerdict(em, publication, before);
    return {
      action: 'publication.keeping-undone',
      before: { status: 'kept', reason: null },
      after: { status: before.status, reason: before.reason },
    };
  });
}
