import type { Actor } from '#shared/database/record-audit.ts';
import { Delivery, Subscriber } from '#shared/entities/index.ts';
import { Conflict } from '#shared/errors.ts';
import { newMessageId } from '#shared/mail/write-letters.ts';
import type { Services } from '#shared/services.ts';
import { changingDigest } from './changing-digest.ts';

/**
 * Writes the ledger: one row for each subscriber of this moment. Done again it adds nothing, so
 * nobody gets two and nobody who subscribes later gets an old one.
 */
export async function beginSending(
  work: Pick<Services, 'em' | 'clock'>,
  given: { week: string; host: string; by: Actor; onPurpose?: boolean },
): Promise<number> {
  let count = 0;
  await changingDigest(work, given, async (em, digest, at) => {
    if (digest.state === 'sending' || digest.state === 'sent') return null;
    if (digest.state !== 'approved')
      throw new Conflict('The digest is not approved, so it is not sent.');
    const subscribers = await em.find(Subscriber, { unsubscribedAt: null, failure: null });
    for (const subscriber of subscribers) {
      em.create(Delivery, {
        digest,
        subscriber,
        messageId: newMessageId(`digest.${digest.week}`, given.host),
        nextAttemptAt: at,
        waitsSince: at,
      });
    }
    digest.state = 'sending';
    count = subscribers.length;
    const action = given.onPurpose ? 'digest.sent-on-purpose' : 'digest.sending-begun';
    return { action, after: { subscribers: count } };
  });
  return count;
}
