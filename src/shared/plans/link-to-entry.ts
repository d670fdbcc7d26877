import { LockMode } from '@mikro-orm/core';
import { announceToIndex } from '#shared/database/announce-to-index.ts';
import { keepAsUsed } from '#shared/database/keep-as-used.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import {
  type Bearing,
  Document,
  Link,
  Passage,
  PlanEntry,
  Publication,
  Suggestion,
  User,
  Version,
} from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { week } from '#shared/text/durations.ts';
import { keptBy } from './kept-by.ts';
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
  by: Actor;
}

/** For comparing a quotation with the text: white space, quotation marks and dashes are written many ways. */
const comparable = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”«»„]/g, '"')
    .replace(/[‐‑‒–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** The passage that has a quotation, or the one in which it begins. */
function passageWith(passages: Passage[], quote: string): Passage | undefined {
  const wanted = comparable(quote);
  const found = passages.find(({ text }) => comparable(text).includes(wanted));
  if (found) return found;
  // A quotation may run on into the next passage.
  return passages.find((passage, at) => {
    const next = passages[at + 1];
    return next && comparable(`${passage.text} ${next.text}`).includes(wanted);
  });
}

/**
 * Finds where a quotation stands.
 *
 * @throws {Invalid} when the publication's text does not have it there
 */
async function placeOf(
  em: Services['em'],
  publication: Publication,
  quote: string | null,
  page: number | null,
) {
  const passages = await em.find(
    Passage,
    { document: { publication }, ...(page === null ? {} : { page }) },
    { populate: ['document'], orderBy: { document: { position: 'asc' }, position: 'asc' } },
  );
  const [first] = passages;
  if (!first) {
    // Nothing could be read here: the person has read it elsewhere, and is believed.
    const hasText = page !== null && (await em.count(Passage, { document: { publication } })) > 0;
    if (hasText) throw new Invalid(`The publication has no text on page ${page}`, 'page');
    return { document: null, page };
  }
  if (!quote) return { document: page === null ? null : first.document, page };
  const found = passageWith(passages, quote);
  if (found) return { document: found.document, page: found.page ?? page };
  throw new Invalid(
    page === null
      ? 'These words are not in the text that was read. Copy them from the publication exactly, or leave the quotation out'
      : `These words are not on page ${page}. Copy them exactly, correct the page, or leave the page out`,
    'quote',
  );
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
    const entry = await em.findOne(PlanEntry, given.entryId);
    if (!entry) throw new NotFound('plan entry', given.entryId);
    if (quote && publication.takedown)
      throw new Invalid('It was taken down: link it without a quotation', 'quote');
    const place = await placeOf(em, publication, quote, given.page ?? null);
    const version = await em.findOne(Version, { publication, number: publication.versionNumber });
    const link = em.create(Link, {
      publication,
      entry,
      version,
      bearing: given.bearing,
      rationale,
      quote,
      document: place.document,
      page: place.page,
      linkedBy: given.by.userId === null ? null : em.getReference(User, given.by.userId),
      linkedAt: at,
    });
    // What a plan relies on is read again weekly.
    const soon = new Date(at.getTime() + week);
    if (publication.recheckAt && publication.recheckAt > soon) publication.recheckAt = soon;
    await em.flush();
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
        version: version?.number ?? null,
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
