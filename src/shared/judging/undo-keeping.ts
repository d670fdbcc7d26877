import { giveVerdict } from '#shared/database/keep-as-used.ts';
import { Publication } from '#shared/entities/index.ts';
import { Conflict } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';

/** Whether a publication is kept because it was linked or assessed, and nobody has judged it since. */
export const canUndoKeeping = async (
  { em }: Pick<Services, 'em'>,
  { id }: { id: number },
): Promise<boolean> =>
  (await em.count(Publication, { id, status: 'kept', keptWas: { $ne: null } })) > 0;

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
  await changePublication(services, given, (em, publication) => {
    const before = publication.status === 'kept' ? publication.keptWas : null;
    if (!before) throw new Conflict('It was judged since, so there is nothing to undo.');
    giveVerdict(em, publication, before);
    return {
      action: 'publication.keeping-undone',
      before: { status: 'kept', reason: null },
      after: { status: before.status, reason: before.reason },
    };
  });
}
