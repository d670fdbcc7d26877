import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import {
  Delivery,
  Digest,
  DigestChoice,
  type DigestGroup,
  DigestLine,
  Publication,
  User,
} from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import { daysOfWeek } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { linesToConfirm, toConfirmInWords } from './lines-to-confirm.ts';
import { selectLines } from './select-lines.ts';
import { ensureDigest } from './weeks.ts';

type Work = Pick<Services, 'em' | 'clock'>;

async function draftOf(em: Services['em'], week: string): Promise<Digest> {
  const digest = await em.findOne(Digest, { week }, { refresh: true });
  if (!digest) throw new NotFound('digest for week', week);
  if (digest.state !== 'draft' && digest.state !== 'missed') {
    throw new Conflict(
      'The digest is approved, so it is frozen. Withdraw the approval to change it.',
    );
  }
  return digest;
}

/**
 * Approves a digest: its lines are frozen as they stand. It is delivered on the Monday after the
 * week at 7am; one whose Monday has passed is delivered only when somebody sends it on purpose.
 *
 * @param given.confirmed ids of publications that do not stand well and go out all the same
 * @throws {Conflict} that names those that nobody has confirmed
 */
export async function approveDigest(
  work: Work,
  given: { week: string; by: Actor; confirmed?: readonly number[] },
): Promise<Digest> {
  const at = work.clock();
  await ensureDigest(work, given.week);
  return work.em.transactional(async (em) => {
    const digest = await draftOf(em, given.week);
    const days = daysOfWeek(given.week);
    if (!days) throw new NotFound('digest for week', given.week);
    const { lines } = await selectLines({ em }, days);
    if (lines.length === 0)
      throw new Conflict('There is nothing in this digest yet. Keep a publication first.');
    const unconfirmed = linesToConfirm(lines, given.confirmed);
    if (unconfirmed.length > 0)
      throw new Conflict(
        `Confirm what does not stand well, or leave it out: ${toConfirmInWords(unconfirmed)}.`,
      );
    await em.nativeDelete(DigestLine, { digest });
    lines.forEach((line, position) => {
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
      });
    });
    digest.state = 'approved';
    digest.approvedAt = at;
    digest.approvedBy = given.by.userId === null ? null : em.getReference(User, given.by.userId);
    recordAudit(em, {
      by: given.by,
      at,
      action: 'digest.approved',
      subject: { type: 'digest', id: digest.week },
      after: {
        lines: lines.length,
        sendAt: digest.sendAt.toISOString(),
        ...(given.confirmed?.length && { confirmed: given.confirmed }),
      },
    });
    return digest;
  });
}

/** Takes an approval back, as long as nothing was sent. */
export async function withdrawApproval(
  work: Work,
  given: { week: string; by: Actor },
): Promise<void> {
  await work.em.transactional(async (em) => {
    const digest = await em.findOne(Digest, { week: given.week }, { refresh: true });
    if (!digest) throw new NotFound('digest for week', given.week);
    const begun = await em.count(Delivery, { digest, state: { $in: ['sending', 'sent'] } });
    if (digest.state !== 'approved' || begun > 0) {
      throw new Conflict(
        'The approval cannot be withdrawn: sending has begun, or the digest was not approved.',
      );
    }
    digest.state = 'draft';
    digest.approvedAt = null;
    digest.approvedBy = null;
    await em.nativeDelete(DigestLine, { digest });
    await em.nativeDelete(Delivery, { digest });
    recordAudit(em, {
      by: given.by,
      at: work.clock(),
      action: 'digest.approval-withdrawn',
      subject: { type: 'digest', id: digest.week },
    });
  });
}

/** Lets a publication into a draft, leaves it out, or moves it to another group. */
export async function chooseForDigest(
  work: Work,
  given: {
    week: string;
    publicationId: number;
    choice: 'in' | 'out';
    group?: DigestGroup | null;
    by: Actor;
  },
): Promise<void> {
  const at = work.clock();
  await ensureDigest(work, given.week);
  await work.em.transactional(async (em) => {
    await draftOf(em, given.week);
    const publication = await em.findOne(Publication, given.publicationId);
    if (!publication) throw new NotFound('publication', given.publicationId);
    if (given.choice === 'in' && publication.status !== 'kept') {
      throw new Invalid(
        'Keep the publication first: a digest lists only what was kept.',
        'publicationId',
      );
    }
    const known = await em.findOne(DigestChoice, { week: given.week, publication });
    const before = known ? { choice: known.choice, group: known.group ?? null } : null;
    const chosenBy = given.by.userId === null ? null : em.getReference(User, given.by.userId);
    const values = { choice: given.choice, group: given.group ?? null, chosenBy, chosenAt: at };
    if (known) Object.assign(known, values);
    else em.create(DigestChoice, { week: given.week, publication, ...values });
    recordAudit(em, {
      by: given.by,
      at,
      action: 'digest.chosen',
      subject: { type: 'digest', id: given.week },
      before,
      after: { publication: publication.id, choice: given.choice, group: given.group ?? null },
    });
  });
}

/** Sets the words at the top of a draft. */
export async function writeIntro(
  work: Work,
  given: { week: string; intro: string; by: Actor },
): Promise<void> {
  const intro = given.intro.trim();
  if (intro.length > 1000) throw new Invalid('Keep it to 1,000 characters', 'intro');
  await ensureDigest(work, given.week);
  await work.em.transactional(async (em) => {
    const digest = await draftOf(em, given.week);
    const before = digest.intro ?? null;
    digest.intro = intro || null;
    recordAudit(em, {
      by: given.by,
      at: work.clock(),
      action: 'digest.intro-changed',
      subject: { type: 'digest', id: digest.week },
      before: { intro: before },
      after: { intro: digest.intro ?? null },
    });
  });
}
