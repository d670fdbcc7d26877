import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import type { Services } from '#shared/services.ts';
import { type Asker, findOwnSearch } from './find-search.ts';

/**
 * Deletes a saved search with its alerts and its feed.
 *
 * @throws {NotFound} @throws {Forbidden}
 * @returns the name it had
 */
export async function deleteSearch(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { searchId: number; asker: Asker; by: Actor },
): Promise<string> {
  const at = clock();
  return em.transactional(async (em) => {
    const search = await findOwnSearch({ em }, given);
    const { id, name, parameters, isShared } = search;
    if (isShared) {
      recordAudit(em, {
        by: given.by,
        at,
        action: 'search.deleted',
        subject: { type: 'search', id },
        before: { name, search: parameters },
      });
    }
    em.remove(search);
    return name;
  });
}
