import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Subscriber } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** Ended by a mail server's refusal, not by a person. */
const refused = { failure: { $ne: null }, unsubscribedAt: null };

export interface EndedSubscription {
  id: number;
  email: string;
  partner: string | null;
  /** What the mail server said, as a sentence. */
  reason: string;
  /** Null: by an earlier version, which blamed the address for whatever was refused. */
  endedAt: Date | null;
}

/** Subscriptions that a mail server's refusal ended; those of earlier versions first. */
export async function listEndedSubscriptions({
  em,
}: Pick<Services, 'em'>): Promise<EndedSubscription[]> {
  const rows = await em.find(Subscriber, refused, {
    populate: ['partner'],
    orderBy: [{ failedAt: 'desc nulls first' }, { email: 'asc' }],
  });
  return rows.map(({ id, email, partner, failure, failedAt }) => ({
    id,
    email,
    partner: partner?.name ?? null,
    reason: failure ?? '',
    endedAt: failedAt ?? null,
  }));
}

/**
 * Puts back subscriptions that a mail server's refusal ended: they get the next digest. Those that
 * stand, or were ended by a person, are left as they are.
 *
 * @param given.ids which; all if left out
 * @returns the addresses that were put back
 */
export async function putBackSubscribers(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { ids?: number[] | undefined; by: Actor },
): Promise<string[]> {
  const at = clock();
  const { ids } = given;
  return em.transactional(async (em) => {
    const rows = await em.find(
      Subscriber,
      { ...refused, ...(ids ? { id: { $in: ids } } : {}) },
      { orderBy: { email: 'asc' } },
    );
    for (const row of rows) {
      const before = row.failure ?? null;
      row.failure = null;
      row.failedAt = null;
      recordAudit(em, {
        by: given.by,
        at,
        action: 'subscriber.returned',
        subject: { type: 'subscriber', id: row.id },
        before: { failure: before },
        after: { failure: null },
      });
    }
    return rows.map(({ email }) => email);
  });
}
