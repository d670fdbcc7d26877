import { giveVerdict } from '#shared/database/keep-as-used.ts';
import { AuditEntry, type VerdictRecord } from '#shared/entities/index.ts';
import { Conflict } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from './change-publication.ts';
import { verdictActions } from './sift-publications.ts';

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
    const last = await em.findOne(
      AuditEntry,
      {
        subjectType: 'publication',
        subjectId: String(publication.id),
        action: { $in: verdictActions },
      },
      { orderBy: { id: 'desc' } },
    );
    const before = last?.before as unknown as VerdictRecord | null | undefined;
    if (publication.status !== 'kept' || !before || !last?.after?.use) {
      throw new Conflict('It was judged since, so there is nothing to undo.');
    }
    giveVerdict(em, publication, before);
    return {
      action: 'publication.keeping-undone',
      before: { status: 'kept', reason: null },
      after: { status: before.status, reason: before.reason },
    };
  });
}
