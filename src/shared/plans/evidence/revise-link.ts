import { personOf } from '#shared/database/person-of.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { Seen } from '#shared/database/seen.ts';
import { type EarlierReliance, type Link, Version } from '#shared/entities/index.ts';
import { stoodBetter } from '#shared/entities/reliance.ts';
import { Conflict } from '#shared/errors.ts';
import { keptBy } from '../fields/kept-by.ts';
import { changingLink, type Work } from '../links/change-link.ts';
import { linkShape } from '../links/link-rules.ts';
import { placeOfQuotation } from './place-of-quotation.ts';
import { settleAnew } from './settle-fate.ts';

interface OfLink {
  linkId: number;
  /** What the person saw of the link; left out, it is not checked. */
  seen?: Seen | undefined;
  by: Actor;
  /** The version that the person saw; another one meanwhile is to be looked at first. */
  version?: number | null;
}

const changedMeanwhile = 'The publication has changed again meanwhile. Look at what it says now.';

function standsStill(link: Link, version: number | null | undefined): void {
  if (link.removedAt) throw new Conflict('The link was removed. Restore it first.');
  if (version != null && version !== link.publication.versionNumber) {
    throw new Conflict(changedMeanwhile);
  }
}

/**
 * Says that a link still holds, though what it relies on has changed.
 *
 * @throws {NotFound} @throws {Conflict} when nothing changed, or something changed again
 */
export function sayStillHolds(work: Work, given: OfLink): Promise<Link> {
  return changingLink(work, given, (link, em, at) => {
    standsStill(link, given.version);
    if (!link.needsLook && !stoodBetter(link)) {
      throw new Conflict('Nothing has changed since it was relied on, or somebody has looked.');
    }
    link.needsLook = false;
    link.heldBy = personOf(em, given.by);
    link.heldAt = at;
    link.heldVersion = link.publication.versionNumber;
    return { action: 'link.holds', before: { holds: false }, after: { holds: true } };
  });
}

/** Takes back that a link still holds. @throws {NotFound} @throws {Conflict} when nobody said so */
export function undoStillHolds(work: Work, given: OfLink): Promise<Link> {
  return changingLink(work, given, (link) => {
    if (!link.heldAt) throw new Conflict('Nobody has said that it still holds.');
    link.heldBy = null;
    link.heldAt = null;
    link.heldVersion = null;
    link.needsLook = !!link.fate && link.fate !== 'unchanged' && link.fate !== 'moved';
    return { action: 'link.holds-undone', before: { holds: true }, after: { holds: false } };
  });
}

export interface Revision extends OfLink {
  quote?: string | null;
  page?: number | null;
  documentId?: number | null;
  before?: string | null;
  after?: string | null;
}

const relied = (link: Link) => ({
  quote: link.quote ?? null,
  page: link.page ?? null,
  version: link.version?.number ?? null,
});

/**
 * Lets a link rely on what its publication says now: another quotation, another page, or none. What it
 * relied on before stays with it.
 *
 * @throws {NotFound} @throws {Invalid} @throws {Conflict}
 */
export function reviseLink(work: Work, given: Revision): Promise<Link> {
  const quote = keptBy(linkShape.shape.quote, given.quote, 'quote') ?? null;
  return changingLink(work, given, async (link, em, at) => {
    standsStill(link, given.version);
    const { publication } = link;
    const place = await placeOfQuotation(em, publication, {
      ...given,
      quote,
      page: given.page ?? null,
    });
    const before = relied(link);
    const earlier: EarlierReliance = {
      ...before,
      version: link.version?.id ?? null,
      before: link.quoteBefore ?? null,
      after: link.quoteAfter ?? null,
      until: at.toISOString(),
      by: given.by.name,
    };
    link.earlier = [...link.earlier, earlier];
    link.version = await em.findOne(Version, { publication, number: publication.versionNumber });
    link.quote = quote;
    link.page = place.page;
    link.document = place.document;
    link.quoteBefore = place.before;
    link.quoteAfter = place.after;
    settleAnew(link, publication.versionNumber, at);
    return { action: 'link.revised', before, after: relied(link) };
  });
}

/** Lets a link rely again on what it relied on before it was revised last. */
export function undoRevision(work: Work, given: OfLink): Promise<Link> {
  return changingLink(work, given, async (link, em) => {
    const last = link.earlier.at(-1);
    if (!last) throw new Conflict('The link was not revised.');
    const before = relied(link);
    link.version = last.version === null ? null : await em.findOne(Version, last.version);
    link.quote = last.quote;
    link.page = last.page;
    link.quoteBefore = last.before;
    link.quoteAfter = last.after;
    link.earlier = link.earlier.slice(0, -1);
    // The worker looks for it again, and says what became of it.
    Object.assign(link, { checkedVersion: null, fate: null, quoteNow: null, pageNow: null });
    return { action: 'link.revision-undone', before, after: relied(link) };
  });
}
