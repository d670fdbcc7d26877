import { LockMode } from '@mikro-orm/core';
import { announceToIndex } from '#shared/database/announce-to-index.ts';
import { keepAsUsed } from '#shared/database/keep-as-used.ts';
import { personOf } from '#shared/database/person-of.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import {
  type Bearing,
  Document,
  Link,
  PlanEntry,
  Publication,
  Suggestion,
  Version,
} from '#shared/entities/index.ts';
import { standingInWords, standingOf } from '#shared/entities/standing.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { week } from '#shared/text/durations.ts';
import { placeOfQuotation } from '../evidence/place-of-quotation.ts';
import { settleAnew } from '../evidence/settle-fate.ts';
import { keptBy } from '../fields/kept-by.ts';
import { keepLink } from './keep-link.ts';
import { linkShape } from './link-rules.ts';

export interface NewLink {
  publicationId: number;
  /** What the person saw of the publication; left out, it is not checked. */
  seen?: Seen | undefined;
  entryId: number;
  bearing: Bearing;
  rationale: string;
  quote?: string | null;
  page?: number | null;
  /** Where the quotation was selected, and what stands around it there. */
  documentId?: number | null;
  before?: string | null;
  after?: string | null;
  /** Whether to link it however it stands; left out, whoever asks has said so before. */
  isConfirmed?: boolean | undefined;
  /** The version that was read. */
  versionRead?: number | null | undefined;
  by: Actor;
}

/**
 * Records that a publication, as it stands now, bears on an entry of an action plan, and keeps it.
 *
 * @throws {NotFound} @throws {Invalid}
 */
export async function linkToEntry(
  services: Pick<Services, 'em' | 'clock'>,
  given: NewLink,
): Promise<Link> {
  return (await linkAndKeep(services, given)).link;
}

/** The link itself, with what it relies on. @throws {Invalid} when its quotation does not stand there */
async function madeOf(
  em: Services['em'],
  made: {
    publication: Publication;
    entry: PlanEntry;
    given: NewLink;
    rationale: string;
    quote: string | null;
    at: Date;
  },
): Promise<Link> {
  const { publication, entry, given, rationale, quote, at } = made;
  const place = await placeOfQuotation(em, publication, {
    ...given,
    quote,
    page: given.page ?? null,
  });
  const link = em.create(Link, {
    publication,
    entry,
    version: await em.findOne(Version, { publication, number: publication.versionNumber }),
    bearing: given.bearing,
    rationale,
    quote,
    document: place.document,
    page: place.page,
    quoteBefore: place.before,
    quoteAfter: place.after,
    linkedBy: personOf(em, given.by),
    linkedAt: at,
  });
  settleAnew(link, publication.versionNumber, at);
  return link;
}

/**
 * What to know before relying on a publication, at the moment of linking it, where nobody has said to link it
 * all the same.
 *
 * @param versionRead number of the version that was read; null where it is not said
 * @throws {Conflict}
 */
function warnOf(publication: Publication, versionRead: number | null): void {
  const standing = standingInWords(standingOf(publication));
  const { versionNumber } = publication;
  const isChanged = versionRead !== null && versionRead !== versionNumber;
  if (!standing && !isChanged) return;
  const changed = isChanged
    ? `It has changed: version ${versionNumber} was read since, not ${versionRead}.`
    : '';
  throw new Conflict(`${[standing, changed].filter(Boolean).join(' ')} Nothing was linked yet.`);
}

/** The same, and says whether the publication is kept by this. */
export async function linkAndKeep(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: NewLink,
): Promise<{ link: Link; isKeptByThis: boolean }> {
  const at = clock();
  const rationale = keptBy(linkShape.shape.rationale, given.rationale, 'rationale');
  const quote = keptBy(linkShape.shape.quote, given.quote, 'quote') ?? null;
  return em.transactional(async (em) => {
    const publication = await em.findOne(Publication, given.publicationId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    if (!publication) throw new NotFound('publication', given.publicationId);
    await checkSeen(em, publication.id, given.seen);
    if (given.isConfirmed === false) warnOf(publication, given.versionRead ?? null);
    const entry = await em.findOne(PlanEntry, given.entryId);
    if (!entry) throw new NotFound('plan entry', given.entryId);
    if (quote && publication.takedown)
      throw new Invalid('It was taken down: link it without a quotation', 'quote');
    const link = await madeOf(em, { publication, entry, given, rationale, quote, at });
    // What a plan relies on is read again weekly.
    const soon = new Date(at.getTime() + week);
    if (publication.recheckAt && publication.recheckAt > soon) publication.recheckAt = soon;
    await em.flush();
    await keepLink(em, link, null, { at, by: given.by });
    // The suggestion has served its purpose, whoever made the link and however.
    await em.nativeUpdate(
      Suggestion,
      { publication, entry, state: 'open' },
      { state: 'accepted', decidedAt: at, decidedBy: given.by.userId },
    );
    recordAudit(em, {
      by: given.by,
      at,
      action: 'link.added',
      subject: { type: 'publication', id: publication.id },
      after: {
        link: link.id,
        entry: entry.ref,
        bearing: link.bearing,
        rationale,
        version: link.version?.number ?? null,
      },
    });
    const isKeptByThis = keepAsUsed(em, publication, { use: 'linked', by: given.by, at });
    announceToIndex(em, publication, at);
    return { link, isKeptByThis };
  });
}

/** Documents of a publication, for choosing where a quotation stands. */
export const documentsOf = (
  { em }: Pick<Services, 'em'>,
  publicationId: number,
): Promise<Document[]> =>
  em.find(Document, { publication: publicationId }, { orderBy: { position: 'asc' } });
