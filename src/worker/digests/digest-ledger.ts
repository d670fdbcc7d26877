import { LockMode } from '@mikro-orm/core';
import { digestMail } from '#shared/digests/render-message.tsx';
import { showDigest } from '#shared/digests/show-digest.ts';
import { Delivery, Digest, User } from '#shared/entities/index.ts';
import { listIdOf } from '#shared/mail/write-letters.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { type Composing, ledger } from '../sending/outgoing.ts';
import { endSubscription } from './end-subscription.ts';

/** Those who answer for the scan are told how it went; other readers are not. */
async function assuranceFor(work: Composing, email: string): Promise<string | null> {
  const user = await work.em.findOne(User, {
    email: email.toLowerCase(),
    isActive: true,
    role: { $in: ['coordinator', 'administrator'] },
  });
  return user ? (await scanAssurance(work)).words : null;
}

/** Each row is one week's digest for one subscriber. */
export const digestLedger = ledger<Delivery>({
  name: 'digest',
  entity: Delivery,
  populate: ['subscriber', 'digest'],

  async compose(work, { subscriber, digest }, place) {
    if (subscriber.unsubscribedAt) return { cancelled: 'Unsubscribed before it was sent.' };
    if (subscriber.failure) return { cancelled: 'The subscription ended before it was sent.' };
    const unsubscribeUrl = `${place.baseUrl}/unsubscribe/${subscriber.unsubscribeToken}`;
    const assurance = await assuranceFor(work, subscriber.email);
    const view = await showDigest(work, digest.week);
    return {
      to: subscriber.email,
      ...(await digestMail(view, { ...place, unsubscribeUrl, assurance })),
      unsubscribeUrl,
      listId: listIdOf('digest', 'Published learning', place.baseUrl),
    };
  },

  onNoSuchMailbox: endSubscription,

  async onOver(em, { digest }, at) {
    // Two that end at the same time would each see the other still open.
    await em.findOne(Digest, { id: digest.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const isOpen = { digest: digest.id, state: { $in: ['waiting', 'sending'] } } as const;
    if ((await em.count(Delivery, isOpen)) > 0) return;
    await em.nativeUpdate(
      Digest,
      { id: digest.id, state: 'sending' },
      { state: 'sent', sentAt: at },
    );
  },
});
