import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Delivery, Digest, Subscriber } from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import { newMessageId } from '#shared/mail/write-letters.ts';
import type { Services } from '#shared/services.ts';

/**
 * Writes the ledger: one row for each subscriber of this moment. Done again it adds nothing, so
 * nobody gets two and nobody who subscribes later gets an old one.
 */
export async function beginSending(
  work: Pick<Services, 'em' | 'clock'>,
  given: { week: string; host: string; by: Actor; onPurpose?: boolean },
): Promise<number> {
  const at = work.clock();
  return work.em.transactional(async (em) => {
    const digest = await em.findOne(Digest, { week: given.week }, { refresh: true });
    if (!digest) throw new NotFound('digest for week', given.week);
    if (digest.state === 'sending' || digest.state === 'sent') return 0;
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
    recordAudit(em, {
      by: given.by,
      at,
      action: given.onPurpose ? 'digest.sent-on-purpose' : 'digest.sending-begun',
      subject: { type: 'digest', id: digest.week },
      after: { subscribers: subscribers.length },
    });
    return subscribers.length;
  });
}
