import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { Link, Publication } from '#shared/entities/index.ts';
import {
  linkParts,
  type NamedPublication,
  namedPublication,
  type ShownLink,
  shownLink,
} from '#shared/entities/shown-link.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { removeLink, restoreLink, type Work } from '../links/change-link.ts';
import { linkToEntry } from '../links/link-to-entry.ts';
import { placeOfQuotation } from './place-of-quotation.ts';

/** Longest line of editions that is followed. */
const longestLine = 50;

/** The newest edition of a publication. @throws {Conflict} where none is known */
async function newestOf(em: EntityManager, publication: Publication): Promise<Publication> {
  let newest: Publication = publication;
  for (let step = 0; newest.supersededById && step < longestLine; step += 1)
    newest = await em.findOneOrFail(Publication, newest.supersededById);
  if (newest.id === publication.id)
    throw new Conflict('No newer edition of what it relies on is known.');
  return newest;
}

async function standing(
  em: EntityManager,
  { linkId, seen }: Pick<Moving, 'linkId' | 'seen'>,
): Promise<Link> {
  const link = await em.findOne(Link, linkId, { populate: linkParts });
  if (!link) throw new NotFound('link', linkId);
  await checkSeen(em, linkId, seen);
  if (link.removedAt) throw new Conflict('The link was removed. Restore it first.');
  return link;
}

/** What moving a link to the newest edition begins with. */
export interface Move {
  link: ShownLink;
  newer: NamedPublication;
  /** Whether its words stand in the newer edition too, and on which page. */
  stands: boolean;
  page: number | null;
}

/** Looks whether what a link quotes stands in the newest edition. @throws {NotFound} @throws {Conflict} */
export async function showMove({ em }: Pick<Services, 'em'>, linkId: number): Promise<Move> {
  const link = await standing(em, { linkId });
  const newest = await newestOf(em, link.publication);
  const shown = { link: shownLink(link), newer: namedPublication(newest) };
  if (!link.quote) return { ...shown, stands: true, page: null };
  try {
    const given = {
      quote: link.quote,
      page: null,
      before: link.quoteBefore,
      after: link.quoteAfter,
    };
    const { page } = await placeOfQuotation(em, newest, { ...given, documentId: null });
    return { ...shown, stands: true, page };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { ...shown, stands: false, page: null };
  }
}

export interface Moving {
  linkId: number;
  seen?: Seen | undefined;
  quote?: string | null;
  page?: number | null;
  by: Actor;
}

/**
 * Lets a plan entry rely on the newest edition in the place of an older one: a link to that, and the old
 * one stays as a record.
 *
 * @returns the new link
 * @throws {NotFound} @throws {ChangedMeanwhile} @throws {Conflict} @throws {Invalid} with field quote or page
 */
export const moveLink = ({ em, clock }: Work, given: Moving): Promise<Link> =>
  em.transactional(async (em) => {
    const work = { em, clock };
    const link = await standing(em, given);
    const newest = await newestOf(em, link.publication);
    const { entry, bearing, rationale } = link;
    const { quote = null, page = null, by } = given;
    const made = await linkToEntry(work, {
      publicationId: newest.id,
      entryId: entry.id,
      bearing,
      rationale,
      quote,
      page,
      by,
    });
    made.movedFromId = link.id;
    await removeLink(work, { linkId: link.id, reason: 'Moved to the newer edition', by });
    return made;
  });

/** Takes it back: the old link stands again, the new one stays as a record. @returns the old link */
export const undoMove = (
  { em, clock }: Work,
  given: { linkId: number; seen?: Seen | undefined; by: Actor },
): Promise<Link> =>
  em.transactional(async (em) => {
    const work = { em, clock };
    const link = await em.findOne(Link, given.linkId);
    if (!link) throw new NotFound('link', given.linkId);
    await checkSeen(em, link.id, given.seen);
    if (!link.movedFromId || link.removedAt)
      throw new Conflict('The link was not moved here from an older edition, or was removed.');
    const { by } = given;
    await removeLink(work, { linkId: link.id, reason: 'Moved back to the older edition', by });
    return (await restoreLink(work, { linkId: link.movedFromId, by })).link;
  });
