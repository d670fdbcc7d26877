import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { Seen } from '#shared/database/seen.ts';
import type { Services } from '#shared/services.ts';
import { type Asker, holdOwnSearch } from './find-search.ts';

/**
 * Deletes a saved search with its alerts and its feed.
 *
 * @throws {NotFound} @throws {Forbidden} @throws {ChangedMeanwhile}
 * @returns the name it had
 */
export async function deleteSearch(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { searchId: number; asker: Asker; seen?: Seen | undefined; by: Actor },
): Promise<string> {
  const at = clock();
  return em.transactional(async (em) => {
    const search = await holdOwnSearch(em, given);
    const { id, name, parameters, isShared } = search;
    if (isShared) {
      const subject = { type: 'search', id } as const;
      const before = { name, search: parameters };
      const change = { by: given.by, at, action: 'search.deleted', subject, before };
      recordMethodChange(em, change, { name });
    }
    em.remove(search);
    return name;
  });
}
