import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { nameOf, SiftCriteria, User } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** What the sub-group keeps, as somebody wrote it. */
export interface ShownCriteria {
  text: string;
  by: string | null;
  at: Date;
}

export const longestCriteria = 5000;

const shownOf = ({ text, by, at }: SiftCriteria): ShownCriteria => ({ text, by: nameOf(by), at });

/** The criteria and their earlier wordings, the latest first; none while nobody has written any. */
export async function listCriteria({ em }: Pick<Services, 'em'>): Promise<ShownCriteria[]> {
  const rows = await em.find(SiftCriteria, {}, { populate: ['by'], orderBy: { id: 'desc' } });
  return rows.map(shownOf);
}

/** As they are now; null while nobody has written any, or they were emptied. */
export async function currentCriteria({ em }: Pick<Services, 'em'>): Promise<ShownCriteria | null> {
  const row = await em.findOne(
    SiftCriteria,
    { id: { $gt: 0 } },
    { populate: ['by'], orderBy: { id: 'desc' } },
  );
  return row?.text ? shownOf(row) : null;
}

/**
 * Writes the criteria anew; what they were stays as history. Empty: there are none any more.
 *
 * @throws {Invalid} @throws {ChangedMeanwhile}
 */
export async function writeCriteria(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { text: string; seen?: Seen | undefined; by: Actor },
): Promise<void> {
  const text = given.text.replace(/\r\n?/g, '\n').trim();
  if (text.length > longestCriteria)
    throw new Invalid(`Keep the criteria to ${longestCriteria} characters`, 'text');
  const at = clock();
  await em.transactional(async (em) => {
    await checkSeen(em, 1, given.seen);
    const last = await em.findOne(SiftCriteria, { id: { $gt: 0 } }, { orderBy: { id: 'desc' } });
    if ((last?.text ?? '') === text) return;
    const by = given.by.userId === null ? null : em.getReference(User, given.by.userId);
    em.create(SiftCriteria, { text, by, at });
    recordAudit(em, {
      by: given.by,
      at,
      action: 'criteria.changed',
      subject: { type: 'criteria', id: 1 },
      before: { text: last?.text ?? null },
      after: { text },
    });
  });
}
