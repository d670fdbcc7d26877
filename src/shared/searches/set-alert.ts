import type { EntityManager } from '#shared/database/open-database.ts';
import { type AlertRhythm, type SavedSearch, SearchAlert, User } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { findSearch } from './find-search.ts';

/** Writes how often a person hears of a search; what was there before that is not new. */
export async function writeAlert(
  em: EntityManager,
  given: { search: SavedSearch; userId: number; rhythm: AlertRhythm | null; at: Date },
): Promise<void> {
  const { search, userId, rhythm, at } = given;
  if (!rhythm) {
    await em.nativeDelete(SearchAlert, { search: search.id, user: userId });
    return;
  }
  const known = await em.findOne(SearchAlert, { search, user: userId });
  if (known) known.rhythm = rhythm;
  else {
    const user = em.getReference(User, userId);
    em.create(SearchAlert, { search, user, rhythm, since: at, checkedAt: at });
  }
  await em.flush();
}

/**
 * Sets whether a person is mailed what is new for a search they may see.
 *
 * @param given.rhythm null for never
 * @throws {NotFound}
 */
export async function setAlert(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { searchId: number; userId: number; rhythm: AlertRhythm | null },
): Promise<SavedSearch> {
  const at = clock();
  return em.transactional(async (em) => {
    const search = await findSearch({ em }, given);
    await writeAlert(em, { search, userId: given.userId, rhythm: given.rhythm, at });
    return search;
  });
}
