import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { Seen } from '#shared/database/seen.ts';
import { type AlertRhythm, type SavedSearch, SearchAlert } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type Asker, holdOwnSearch } from './find-search.ts';
import { usableName } from './save-search.ts';
import { writeAlert } from './set-alert.ts';

const actionOf = (before: { isShared: boolean }, after: { isShared: boolean }) => {
  if (before.isShared === after.isShared) return 'search.changed';
  return after.isShared ? 'search.shared' : 'search.unshared';
};

/**
 * Renames a search, shares it or keeps it private again, or changes what it searches for. Others'
 * alerts on it end when it is private again. Changes of what is shared are audited.
 *
 * @throws {NotFound} @throws {Forbidden} @throws {Invalid} @throws {ChangedMeanwhile}
 */
export async function changeSearch(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: {
    searchId: number;
    name?: string | undefined;
    parameters?: string | undefined;
    isShared?: boolean | undefined;
    /** The asker's own alert; left out, it stays as it is. */
    alert?: AlertRhythm | null | undefined;
    asker: Asker;
    /** What the person saw of it; left out, it is changed however it is. */
    seen?: Seen | undefined;
    by: Actor;
  },
): Promise<SavedSearch> {
  const { asker, by } = given;
  const at = clock();
  return em.transactional(async (em) => {
    const search = await holdOwnSearch(em, given);
    const before = { name: search.name, search: search.parameters, isShared: search.isShared };
    if (given.name !== undefined) {
      const { id: exceptId, owner } = search;
      search.name = await usableName(em, { name: given.name, ownerId: owner.id, exceptId });
    }
    search.parameters = given.parameters ?? search.parameters;
    search.isShared = given.isShared ?? search.isShared;
    const after = { name: search.name, search: search.parameters, isShared: search.isShared };
    await em.flush();
    if (!after.isShared) {
      await em.nativeDelete(SearchAlert, { search: search.id, user: { $ne: search.owner.id } });
    }
    if (given.alert !== undefined) {
      await writeAlert(em, { search, userId: asker.userId, rhythm: given.alert, at });
    }
    const hasChanged = JSON.stringify(before) !== JSON.stringify(after);
    if (hasChanged && (before.isShared || after.isShared)) {
      const subject = { type: 'search', id: search.id } as const;
      const change = { by, at, action: actionOf(before, after), subject, before, after };
      recordMethodChange(em, change, { name: after.name });
    }
    return search;
  });
}
