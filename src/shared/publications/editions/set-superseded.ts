import { changePublication } from '#shared/database/change-publication.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { Seen } from '#shared/database/seen.ts';
import { PossibleEdition, Publication, type SupersededBasis } from '#shared/entities/index.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

type Work = Pick<Services, 'em' | 'clock'>;

export interface Superseding {
  publicationId: number;
  /** What the person saw of the older one; left out, it is not checked. */
  seen?: Seen | undefined;
  newerId: number;
  basis: SupersededBasis;
  by: Actor;
}

/** Longest line of editions that is followed. */
const longestLine = 50;

/** Whether the newer one is, by way of others, superseded by the older one: a circle. */
async function leadsBack(em: EntityManager, newer: Publication, olderId: number): Promise<boolean> {
  let next: number | null | undefined = newer.supersededById;
  for (let step = 0; next && step < longestLine; step += 1) {
    if (next === olderId) return true;
    next = (await em.findOne(Publication, next))?.supersededById;
  }
  return false;
}

/** @throws {Invalid} with field newerId */
async function newerOf(em: EntityManager, older: Publication, newerId: number) {
  const newer = await em.findOne(Publication, newerId);
  if (!newer) throw new Invalid(`There is no publication ${newerId} here.`, 'newerId');
  if (newer.id === older.id)
    throw new Invalid('Choose another publication than this one.', 'newerId');
  if (newer.mergedIntoId)
    throw new Invalid(
      'That one was merged into another publication: choose the other one.',
      'newerId',
    );
  if (await leadsBack(em, newer, older.id))
    throw new Invalid('This one is the newer edition of that one already.', 'newerId');
  return newer;
}

/**
 * Says that a publication has a newer edition: whoever relies on it is told. What is so already stays.
 *
 * @throws {NotFound} @throws {ChangedMeanwhile} @throws {Invalid} with field newerId
 */
export const setSuperseded = (work: Work, given: Superseding): Promise<void> =>
  changePublication(work, given, async (em, older, at) => {
    const newer = await newerOf(em, older, given.newerId);
    if (older.supersededById === newer.id) return null;
    const before = { supersededById: older.supersededById ?? null };
    older.supersededById = newer.id;
    older.supersededAt = at;
    older.supersededBasis = given.basis;
    older.notSupersededBy = older.notSupersededBy.filter((id) => id !== newer.id);
    const pair = await em.findOne(PossibleEdition, { older, newer });
    if (pair) Object.assign(pair, { state: 'set', decidedBy: given.by.userId, decidedAt: at });
    const after = { supersededById: newer.id, basis: given.basis };
    return { action: 'publication.superseded', before, after };
  });

/**
 * Takes back that a publication has a newer edition: nobody is asked about the two again, and no notice of
 * a publisher sets it again.
 *
 * @throws {NotFound} @throws {ChangedMeanwhile} @throws {Conflict} when none is known
 */
export const clearSuperseded = (
  work: Work,
  given: { publicationId: number; seen?: Seen | undefined; by: Actor; asksAgain?: boolean },
): Promise<void> =>
  changePublication(work, given, async (em, older, at) => {
    const newerId = older.supersededById;
    if (!newerId) throw new Conflict('No newer edition of it is known.');
    const before = { supersededById: newerId, basis: older.supersededBasis ?? null };
    Object.assign(older, { supersededById: null, supersededAt: null, supersededBasis: null });
    const pair = await em.findOne(PossibleEdition, { older, newer: newerId });
    if (given.asksAgain && pair)
      Object.assign(pair, { state: 'open', decidedBy: null, decidedAt: null });
    else {
      older.notSupersededBy = [...new Set([...older.notSupersededBy, newerId])];
      if (pair)
        Object.assign(pair, { state: 'refused', decidedBy: given.by.userId, decidedAt: at });
    }
    return { action: 'publication.not-superseded', before, after: { supersededById: null } };
  });
