import { renderHtml, renderText, subjectOf } from '#shared/digests/render-message.tsx';
import { type DigestView, showDigest } from '#shared/digests/show-digest.ts';
import { Delivery, Digest, Subscriber, User } from '#shared/entities/index.ts';
import { DeliveryFailure } from '#shared/errors.ts';
import { rolesThatMay } from '#shared/people/permissions.ts';
import type { Services } from '#shared/services.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'config' | 'log'>;

/** A message that a dead process was sending is sent again after this, under the same Message-ID. */
const leaseSeconds = 120;
const minute = 60_000;
/** Waits before a further try; after the last one the delivery has failed. */
const waits = [5 * minute, 30 * minute, 2 * 60 * minute, 6 * 60 * minute, 12 * 60 * minute];

/** Takes the next delivery that is due: `sending` is committed before the message goes out. */
async function claim(work: Work, digest: Digest): Promise<Delivery | null> {
  const { em, clock } = work;
  const at = clock();
  const fork = em.fork();
  const due = await fork.findOne(
    Delivery,
    {
      digest: digest.id,
      $or: [
        { state: 'waiting', nextAttemptAt: { $lte: at } },
        { state: 'sending', leaseUntil: { $lt: at } },
      ],
    },
    { orderBy: { id: 'asc' }, populate: ['subscriber'] },
  );
  if (!due) return null;
  const changed = await fork.nativeUpdate(
    Delivery,
    { id: due.id, state: due.state, leaseUntil: due.leaseUntil ?? null },
    {
      state: 'sending',
      attempts: due.attempts + 1,
      leaseUntil: new Date(at.getTime() + leaseSeconds * 1000),
    },
  );
  return changed === 1 ? due : claim(work, digest);
}

async function settle(
  { em }: Work,
  delivery: Delivery,
  values: {
    state: 'sent' | 'waiting' | 'failed' | 'cancelled';
    sentAt?: Date;
    reason?: string;
    nextAttemptAt?: Date;
  },
): Promise<void> {
  await em
    .fork()
    .nativeUpdate(Delivery, { id: delivery.id }, { leaseUntil: null, reason: null, ...values });
}

/** Those who answer for the scan are told how it went; other readers are not. */
async function assuranceFor(work: Work, email: string): Promise<string | null> {
  const em = work.em.fork();
  const user = await em.findOne(User, {
    email: email.toLowerCase(),
    isActive: true,
    role: { $in: rolesThatMay('manage sources') },
  });
  return user ? (await scanAssurance({ em, clock: work.clock })).words : null;
}

async function send(
  work: Work,
  view: DigestView,
  delivery: Delivery,
  baseUrl: string,
): Promise<void> {
  const { subscriber } = delivery;
  const unsubscribeUrl = `${baseUrl}/unsubscribe/${subscriber.unsubscribeToken}`;
  const place = {
    baseUrl,
    unsubscribeUrl,
    isDemonstration: work.config.isDemonstration,
    assurance: await assuranceFor(work, subscriber.email),
  };
  await work.mailer.send({
    to: subscriber.email,
    subject: subjectOf(view),
    text: renderText(view, place),
    html: await renderHtml(view, place),
    messageId: delivery.messageId,
    unsubscribeUrl,
  });
}

async function deliver(
  work: Work,
  view: DigestView,
  delivery: Delivery,
  baseUrl: string,
): Promise<void> {
  const { subscriber } = delivery;
  if (subscriber.unsubscribedAt)
    return settle(work, delivery, {
      state: 'cancelled',
      reason: 'Unsubscribed before it was sent.',
    });
  try {
    await send(work, view, delivery, baseUrl);
    await settle(work, delivery, { state: 'sent', sentAt: work.clock() });
  } catch (error) {
    if (!(error instanceof DeliveryFailure)) throw error;
    const wait = waits[delivery.attempts];
    const isOver = error.permanent || wait === undefined;
    await settle(
      work,
      delivery,
      isOver
        ? { state: 'failed', reason: error.message }
        : {
            state: 'waiting',
            reason: error.message,
            nextAttemptAt: new Date(work.clock().getTime() + wait),
          },
    );
    if (error.permanent) {
      await work.em
        .fork()
        .nativeUpdate(Subscriber, { id: subscriber.id }, { failure: error.message });
    }
  }
}

/** Delivers what is due of a digest that is being sent. @returns how many messages were handed over or failed */
export async function deliverDigest(
  work: Work,
  given: { digestId: number; baseUrl: string },
): Promise<number> {
  const em = work.em.fork();
  const digest = await em.findOneOrFail(Digest, given.digestId);
  const view = await showDigest({ em, clock: work.clock }, digest.week);
  let handled = 0;
  for (let next = await claim(work, digest); next; next = await claim(work, digest)) {
    await deliver(work, view, next, given.baseUrl);
    handled += 1;
  }
  const open = await em.count(Delivery, { digest, state: { $in: ['waiting', 'sending'] } });
  if (open === 0) {
    await em.nativeUpdate(
      Digest,
      { id: digest.id, state: 'sending' },
      { state: 'sent', sentAt: work.clock() },
    );
  }
  return handled;
}
