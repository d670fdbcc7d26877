import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { SavedSearch } from '#shared/entities/index.ts';
import { Forbidden } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { findSearch } from './find-search.ts';

/**
 * Sets the token that opens a search's feed; the one before no longer does. Only the person who
 * saved the search may: the feed shows what that person may see.
 *
 * @param given.tokenHash SHA-256 of the token; null closes the feed
 * @throws {NotFound} @throws {Forbidden}
 */
export async function setFeedToken(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { searchId: number; tokenHash: string | null; userId: number; by: Actor },
): Promise<SavedSearch> {
  const { tokenHash, by } = given;
  const at = clock();
  return em.transactional(async (em) => {
    const search = await findSearch({ em }, given);
    if (search.owner.id !== given.userId) {
      throw new Forbidden(
        'Only the person who saved this search may make an address for its feed. Save it under a name of your own to have one.',
      );
    }
    const before = search.feedTokenMadeAt?.toISOString() ?? null;
    search.feedTokenHash = tokenHash;
    search.feedTokenMadeAt = tokenHash ? at : null;
    recordAudit(em, {
      by,
      at,
      action: tokenHash ? 'search.feed-opened' : 'search.feed-closed',
      subject: { type: 'search', id: search.id },
      before: { feed: before },
      after: { feed: tokenHash ? at.toISOString() : null },
    });
    return search;
  });
}

/** The search whose feed this token opens; null for a wrong token, or when its owner has left. */
export async function findByFeedToken(
  { em }: Pick<Services, 'em'>,
  given: { searchId: number; tokenHash: string },
): Promise<SavedSearch | null> {
  const { searchId: id, tokenHash: feedTokenHash } = given;
  return em.findOne(
    SavedSearch,
    { id, feedTokenHash, owner: { isActive: true } },
    { populate: ['owner'] },
  );
}
