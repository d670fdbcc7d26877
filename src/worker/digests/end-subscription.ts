import { Delivery, Subscriber } from '#shared/entities/index.ts';
import { noSuchMailbox } from '#shared/mail/sort-refusal.ts';
import type { Services } from '#shared/services.ts';
import { day, hour } from '#shared/text/durations.ts';
import { patience } from '../claiming/retries.ts';

/** So many of one domain in an hour, and nobody there reached in a day: its directory is away. */
const tooMany = 5;

/**
 * Ends a subscription whose mailbox does not exist. A domain that says so of one after the other,
 * and takes nothing for anybody, has lost its directory for a while (as a very large one did in
 * December 2020, for hours): then all of them stand, and wait.
 */
export async function endSubscription(
  em: Services['em'],
  { id, subscriber, digest, waitsSince }: Delivery,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  const domain = `%@${subscriber.email.split('@').at(-1)}`;
  const ended = await em.find(
    Subscriber,
    { email: { $like: domain }, failedAt: { $gte: new Date(at.getTime() - hour) } },
    { fields: ['id'] },
  );
  const reached = await em.count(Delivery, {
    subscriber: { email: { $like: domain } },
    sentAt: { $gte: new Date(at.getTime() - day) },
  });
  const held = await em.count(Delivery, {
    subscriber: { email: { $like: domain } },
    state: 'waiting',
    reason: { $like: `${noSuchMailbox}%` },
  });
  const isOver = at.getTime() - (waitsSince ?? at).getTime() > patience;
  if (ended.length + held + 1 < tooMany || reached > 0 || isOver) {
    await em.nativeUpdate(Subscriber, { id: subscriber.id }, { failure: reason, failedAt: at });
    return;
  }
  const ids = ended.map((one) => one.id);
  await em.nativeUpdate(Subscriber, { id: { $in: ids } }, { failure: null, failedAt: null });
  await em.nativeUpdate(
    Delivery,
    { $or: [{ id }, { digest: digest.id, subscriber: { $in: ids }, state: 'failed' }] },
    { state: 'waiting', nextAttemptAt: new Date(at.getTime() + hour) },
  );
}
