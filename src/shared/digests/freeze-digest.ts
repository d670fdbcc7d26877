import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import {
  type Digest,
  DigestChoice,
  DigestLeftOut,
  DigestLine,
  PassedOver,
  Publication,
  User,
} from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import { daysOfWeek } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import {
  type DigestWording,
  digestWording,
  type PassingOver,
  toAnswer,
  wordingInWords,
} from './digest-wording.ts';
import type { LeftOut } from './left-out.ts';
import { linesToConfirm, toConfirmInWords } from './lines-to-confirm.ts';
import { type Line, selectLines } from './select-lines.ts';

const writeLine = (em: EntityManager, digest: Digest, line: Line, position: number): DigestLine =>
  em.create(DigestLine, {
    digest,
    publication: em.getReference(Publication, line.publicationId),
    group: line.group,
    position,
    title: line.title,
    publisher: line.publisher,
    publishedOn: line.publishedOn,
    url: line.url,
    summary: line.summary,
    meaning: line.meaning,
    why: line.why,
    again: line.again,
  });

/** Its lines and what it left out are no more; the choices that it used stand again. */
export async function thaw(em: EntityManager, digest: Digest): Promise<void> {
  await em.nativeDelete(DigestLine, { digest });
  await em.nativeDelete(DigestLeftOut, { digest });
  await em.nativeUpdate(DigestChoice, { usedIn: digest }, { usedIn: null });
  digest.approvedAt = null;
  digest.approvedBy = null;
}

function nameLeftOut(em: EntityManager, digest: Digest, leftOut: LeftOut[]): void {
  for (const { publicationId, kind, reason } of leftOut) {
    // What has no kind was kept for a later week: it is nothing that this one leaves out.
    if (!kind) continue;
    em.create(DigestLeftOut, {
      digest,
      publication: em.getReference(Publication, publicationId),
      kind,
      reason,
    });
  }
}

/** Words that were left as they are, with the reason: as a record beside the digest. */
async function notePassedOver(
  em: EntityManager,
  digest: Digest,
  found: readonly DigestWording[],
  { reasons, by, at }: { reasons: PassingOver; by: Actor; at: Date },
): Promise<number> {
  const passed = toAnswer(found).filter(({ key }) => reasons[key]?.trim());
  await em.nativeDelete(PassedOver, { digest });
  for (const [key, { publicationId, kind, words }] of new Map(
    passed.map((one) => [one.key, one]),
  )) {
    em.create(PassedOver, {
      digest,
      publication: publicationId === null ? null : em.getReference(Publication, publicationId),
      key,
      kind,
      words,
      reason: reasons[key]?.trim() ?? '',
      passedBy: by.userId === null ? null : em.getReference(User, by.userId),
      passedAt: at,
    });
  }
  return passed.length;
}

/** What a person says of what stands in the way: it goes out all the same. */
export interface AllTheSame {
  /** Ids of publications that do not stand well. */
  confirmed?: readonly number[] | undefined;
  /** Reasons to leave words that blame or may identify. */
  reasons?: PassingOver | undefined;
}

/** @throws {Conflict} that names what nobody has confirmed or given a reason for */
function checkIsAnswered(
  lines: Line[],
  found: readonly DigestWording[],
  { confirmed, reasons }: AllTheSame,
): void {
  const unconfirmed = linesToConfirm(lines, confirmed);
  if (unconfirmed.length > 0)
    throw new Conflict(
      `Confirm what does not stand well, or leave it out: ${toConfirmInWords(unconfirmed)}.`,
    );
  const unanswered = toAnswer(found, reasons);
  if (unanswered.length > 0)
    throw new Conflict(
      `Change these words, or give a reason to leave each of them: ${wordingInWords(unanswered)}.`,
    );
}

/**
 * Freezes what stands in a draft, or what a missed week would have carried, and names what it leaves
 * out and why. In the caller's transaction, which holds the digests.
 *
 * @param given what goes out all the same
 * @throws {Conflict} when nothing stands in it, and one that names what nobody has confirmed
 */
export async function freeze(
  em: EntityManager,
  digest: Digest,
  { clock, by, confirmed, reasons = {} }: Pick<Services, 'clock'> & AllTheSame & { by: Actor },
): Promise<void> {
  const at = clock();
  const days = daysOfWeek(digest.week);
  if (!days) throw new NotFound('digest for week', digest.week);
  await thaw(em, digest);
  const { lines, ifSent, waits, leftOut } = await selectLines({ em, clock }, days);
  const frozen = [...lines, ...ifSent];
  if (frozen.length === 0)
    throw new Conflict('There is nothing in this digest yet. Keep a publication first.');
  const found = await digestWording(em, { intro: digest.intro ?? null, lines: frozen });
  checkIsAnswered(frozen, found, { confirmed, reasons });
  const passedOver = await notePassedOver(em, digest, found, { reasons, by, at });
  for (const [position, line] of frozen.entries()) writeLine(em, digest, line, position);
  nameLeftOut(em, digest, [...leftOut, ...waits]);
  const publication = { $in: frozen.map(({ publicationId }) => publicationId) };
  await em.nativeUpdate(DigestChoice, { publication }, { usedIn: digest });
  digest.state = 'approved';
  digest.approvedAt = at;
  digest.approvedBy = by.userId === null ? null : em.getReference(User, by.userId);
  recordAudit(em, {
    by,
    at,
    action: 'digest.approved',
    subject: { type: 'digest', id: digest.week },
    after: {
      lines: frozen.length,
      leftOut: leftOut.length,
      waits: waits.length,
      sendAt: digest.sendAt.toISOString(),
      ...(confirmed?.length && { confirmed }),
      ...(passedOver > 0 && { passedOver }),
    },
  });
}
