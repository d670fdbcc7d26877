import { LockMode } from '@mikro-orm/core';
import { announceToIndex } from '#shared/database/announce-to-index.ts';
import { keepAsUsed } from '#shared/database/keep-as-used.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { type Bearing, Link, Publication, User } from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { keptBy } from '../fields/kept-by.ts';
import { keepLink, stateOfLink } from './keep-link.ts';
import { linkShape, removalReasonRule } from './link-rules.ts';

/** Others wait, and what they changed before is seen. */
const held = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;

export type Work = Pick<Services, 'em' | 'clock'>;

/** What the audit entry says of a change to a link. */
interface Told {
  action: string;
  before: object;
  after: object;
  reason?: string;
}

/**
 * Changes one link in a transaction that holds it and its publication: the change, its audit entry
 * and the announcement to the index stand or fall together.
 *
 * @throws {NotFound} @throws {ChangedMeanwhile}
 */
export async function changingLink(
  { em, clock }: Work,
  given: { linkId: number; seen?: Seen | undefined; by: Actor },
  change: (link: Link, em: Services['em'], at: Date) => Told | Promise<Told>,
): Promise<Link> {
  const at = clock();
  return em.transactional(async (em) => {
    const link = await em.findOne(Link, given.linkId, { populate: ['entry', 'version'] });
    if (!link) throw new NotFound('link', given.linkId);
    // The publication first, as everybody who changes what belongs to one does.
    await em.findOneOrFail(Publication, link.publication.id, held);
    await em.refreshOrFail(link, { lockMode: held.lockMode });
    await checkSeen(em, link.id, given.seen);
    const was = stateOfLink(link);
    const { action, before, after, reason } = await change(link, em, at);
    await keepLink(em, link, was, { at, by: given.by });
    recordAudit(em, {
      by: given.by,
      at,
      action,
      subject: { type: 'publication', id: link.publication.id },
      before: { link: link.id, entry: link.entry.ref, ...before },
      after: { link: link.id, entry: link.entry.ref, ...after },
      reason: reason ?? null,
    });
    announceToIndex(em, link.publication, at);
    return link;
  });
}

/** Changes bearing or rationale. @throws {NotFound} @throws {Conflict} when it was removed */
export function changeLink(
  work: Work,
  given: {
    linkId: number;
    seen?: Seen | undefined;
    bearing?: Bearing;
    rationale?: string;
    by: Actor;
  },
): Promise<Link> {
  return changingLink(work, given, (link) => {
    if (link.removedAt) throw new Conflict('The link was removed. Restore it first.');
    const before = { bearing: link.bearing, rationale: link.rationale };
    link.bearing = given.bearing ?? link.bearing;
    if (given.rationale !== undefined)
      link.rationale = keptBy(linkShape.shape.rationale, given.rationale, 'rationale');
    return {
      action: 'link.changed',
      before,
      after: { bearing: link.bearing, rationale: link.rationale },
    };
  });
}

/** Removes a link; it stays as a record, with the reason. */
export function removeLink(
  work: Work,
  given: { linkId: number; seen?: Seen | undefined; reason: string; by: Actor },
): Promise<Link> {
  const reason = keptBy(removalReasonRule, given.reason, 'reason');
  return changingLink(work, given, (link, em, at) => {
    if (link.removedAt) throw new Conflict('The link was removed already.');
    link.removedAt = at;
    link.removedReason = reason;
    link.removedBy = given.by.userId === null ? null : em.getReference(User, given.by.userId);
    return { action: 'link.removed', before: { removed: false }, after: { removed: true }, reason };
  });
}

/** Brings a removed link back, and keeps its publication as a new link does. */
export async function restoreLink(
  work: Work,
  given: { linkId: number; seen?: Seen | undefined; by: Actor },
): Promise<{ link: Link; isKeptByThis: boolean }> {
  let isKeptByThis = false;
  const link = await changingLink(work, given, (link, em, at) => {
    if (!link.removedAt) throw new Conflict('The link was not removed.');
    link.removedAt = null;
    link.removedReason = null;
    link.removedBy = null;
    isKeptByThis = keepAsUsed(em, link.publication, { use: 'linked', by: given.by, at });
    return { action: 'link.restored', before: { removed: true }, after: { removed: false } };
  });
  return { link, isKeptByThis };
}
