import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Mention, Publication, User } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { findPublications } from './find-publications.ts';
import { setAsideAt } from './known.ts';

export interface MentionDecision {
  mentionId: number;
  /**
   * The publication of the library that it is; null: it is none of them. "found": what its address
   * and title say, which takes a person's word back. Left out, it stays as it is.
   */
  publicationId?: number | null | 'found' | undefined;
  /** Whether recall counts it; left out, it stays as it is. */
  isCounted?: boolean | undefined;
  by: Actor;
}

async function settle(
  em: Services['em'],
  mention: Mention,
  { publicationId, by, at }: { publicationId: number | null | 'found'; by: Actor; at: Date },
): Promise<void> {
  const { title, url, publisher } = mention;
  const isFound = publicationId === 'found';
  const [found = null] = isFound
    ? await findPublications(em, [
        { title: title ?? null, url: url ?? null, publisher: publisher ?? null },
      ])
    : [publicationId];
  const publication = found === null ? null : await em.findOne(Publication, found);
  if (found !== null && !publication)
    throw new Invalid(`There is no publication ${found}.`, 'publicationId');
  mention.publication = publication;
  // Whoever says that it is none of the library's means the one that was added with it, too.
  if (publicationId === null) mention.candidate = null;
  mention.decidedAt = isFound ? null : at;
  mention.decidedBy = isFound || by.userId === null ? null : em.getReference(User, by.userId);
  mention.wasSetAside = publication ? setAsideAt(publication, mention.reachedAt) : null;
}

/**
 * Says of something that reached the group by another way which publication it is, or whether it
 * counts. Both can be taken back.
 *
 * @throws {NotFound} @throws {Invalid} with field publicationId
 */
export async function decideMention(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: MentionDecision,
): Promise<void> {
  const { mentionId, publicationId, isCounted, by } = given;
  const at = clock();
  await em.transactional(async (em) => {
    const mention = await em.findOne(Mention, mentionId, { populate: ['candidate'] });
    if (!mention) throw new NotFound('mention', mentionId);
    const state = () => ({
      publication: mention.publication?.id ?? null,
      isCounted: !mention.leftOutAt,
      isDecided: !!mention.decidedAt,
    });
    const before = state();
    if (publicationId !== undefined) await settle(em, mention, { publicationId, by, at });
    if (isCounted !== undefined) {
      mention.leftOutAt = isCounted ? null : at;
      mention.leftOutBy = isCounted || by.userId === null ? null : em.getReference(User, by.userId);
    }
    const after = state();
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const subject = { type: 'mention', id: mentionId };
    recordAudit(em, { by, at, action: 'mention.decided', subject, before, after });
  });
}
