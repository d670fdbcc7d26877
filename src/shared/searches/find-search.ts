import { LockMode } from '@mikro-orm/core';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { SavedSearch } from '#shared/entities/index.ts';
import { Forbidden, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** Who asks: a coordinator may also change what others share. */
export interface Asker {
  userId: number;
  mayChangeShared: boolean;
}

/** A saved search that this person may see: their own, or one that is shared. @throws {NotFound} */
export async function findSearch(
  { em }: Pick<Services, 'em'>,
  given: { searchId: number; userId: number },
): Promise<SavedSearch> {
  const search = await em.findOne(
    SavedSearch,
    { id: given.searchId, $or: [{ owner: given.userId }, { isShared: true }] },
    { populate: ['owner'] },
  );
  if (!search) throw new NotFound('saved search', given.searchId);
  return search;
}

export const mayChange = (search: SavedSearch, asker: Asker): boolean =>
  search.owner.id === asker.userId || (search.isShared && asker.mayChangeShared);

/** The same, to change it. @throws {NotFound} @throws {Forbidden} */
export async function findOwnSearch(
  work: Pick<Services, 'em'>,
  given: { searchId: number; asker: Asker },
): Promise<SavedSearch> {
  const { searchId, asker } = given;
  const search = await findSearch(work, { searchId, userId: asker.userId });
  if (!mayChange(search, asker)) {
    throw new Forbidden(
      'Only the person who saved this search, or a coordinator, may change it. You can save it under a name of your own.',
    );
  }
  return search;
}

/**
 * The same, held until the transaction ends, and not changed by somebody else meanwhile.
 *
 * @throws {NotFound} @throws {Forbidden} @throws {ChangedMeanwhile}
 */
export async function holdOwnSearch(
  em: Services['em'],
  given: { searchId: number; asker: Asker; seen?: Seen | undefined },
): Promise<SavedSearch> {
  const search = await findOwnSearch({ em }, given);
  await em.refreshOrFail(search, { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ['owner'] });
  await checkSeen(em, search.id, given.seen);
  return search;
}
