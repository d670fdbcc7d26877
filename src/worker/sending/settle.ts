import type { FilterQuery } from '@mikro-orm/core';
import type { OutgoingRow } from '#shared/entities/index.ts';
import type { DeliveryFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { nextTry, patience } from '../claiming/retries.ts';
import type { Outgoing } from './outgoing.ts';

type Work = Pick<Services, 'em' | 'clock' | 'holder'>;

/** What became of a message. */
export type SendingOutcome =
  | { state: 'sent' }
  | { state: 'cancelled'; reason: string }
  | { state: 'not-taken'; failure: DeliveryFailure };

type Values = Pick<OutgoingRow, 'state'> & Partial<OutgoingRow>;

const givenUp = (reason: string) => `${reason} It was tried for five days.`;

function valuesOf(row: OutgoingRow, outcome: SendingOutcome, at: Date): Values {
  if (outcome.state === 'sent') return { state: 'sent', sentAt: at, reason: null };
  if (outcome.state === 'cancelled') return { state: 'cancelled', reason: outcome.reason };
  const { message: reason, fault } = outcome.failure;
  const waitsSince = row.waitsSince ?? at;
  if (fault === 'recipient') return { state: 'failed', reason };
  if (fault === 'message') {
    const next = nextTry({ attempts: row.attempts, waitsSince, at });
    return next
      ? { state: 'waiting', reason, nextAttemptAt: next }
      : { state: 'failed', reason: givenUp(reason) };
  }
  // Nothing was said about this message: it stays first in the queue, and the try does not count.
  return at.getTime() - waitsSince.getTime() > patience
    ? { state: 'failed', reason: givenUp(reason) }
    : { state: 'waiting', reason, attempts: row.attempts - 1, nextAttemptAt: at };
}

/** Writes what became of a message, once: if somebody else has the row now, nothing changes. */
export async function settle(
  work: Work,
  outgoing: Outgoing,
  given: { row: OutgoingRow; outcome: SendingOutcome },
): Promise<OutgoingRow['state']> {
  const { row, outcome } = given;
  const at = work.clock();
  const values = valuesOf(row, outcome, at);
  await work.em.fork().transactional(async (em) => {
    const ours = { id: row.id, state: 'sending', leasedBy: work.holder };
    const free = { leasedBy: null, leaseUntil: null };
    const changed = await em.nativeUpdate(outgoing.entity, ours as FilterQuery<OutgoingRow>, {
      ...free,
      ...values,
    });
    if (changed === 0) return;
    if (outcome.state === 'not-taken' && outcome.failure.fault === 'recipient')
      await outgoing.onNoSuchMailbox?.(em, row, { reason: outcome.failure.message, at });
    if (values.state !== 'waiting') await outgoing.onOver?.(em, row, at);
  });
  return values.state;
}
