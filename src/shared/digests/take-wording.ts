import type { Actor } from '#shared/database/record-audit.ts';
import { Assessment } from '#shared/entities/index.ts';
import { Conflict } from '#shared/errors.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import type { Services } from '#shared/services.ts';
import { writeIntro } from './approve-digest.ts';
import { ensureDigest } from './weeks.ts';

/** A text of a draft as it is, and with better wording in it. */
export interface Rewording {
  week: string;
  /** Null for the words at the top; otherwise what its “What this means here” belongs to. */
  publicationId: number | null;
  /** The whole text as it was seen, and as it is to be. */
  from: string;
  to: string;
}

async function textNow(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { week, publicationId }: Rewording,
): Promise<string | null> {
  if (publicationId === null) return (await ensureDigest({ em, clock }, week)).intro ?? null;
  const row = await em.findOne(Assessment, { publication: publicationId });
  return row?.meaning ?? null;
}

/**
 * Puts better wording into the words at the top of a draft, or into what a publication means here.
 * Given the other way round, it takes that back.
 *
 * @throws {Conflict} when the text is no longer as it was seen, or the digest is frozen
 */
export async function takeWording(
  work: Pick<Services, 'em' | 'clock'>,
  given: Rewording & { by: Actor },
): Promise<void> {
  const { week, publicationId, from, to, by } = given;
  if ((await textNow(work, given)) !== from) {
    throw new Conflict('Somebody has changed these words meanwhile. Look at the digest again.');
  }
  if (publicationId === null) await writeIntro(work, { week, intro: to, by });
  else await assessPublication(work, { publicationId, meaning: to, by });
}
