import { randomBytes } from 'node:crypto';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Partner, Subscriber } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';

type Work = Pick<Services, 'em' | 'clock'>;

const emailPattern = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$|^[^\s@,;<>"]+@localhost$/;

/** Adds a subscriber, or brings one back who had left. @throws {Invalid} */
export async function addSubscriber(
  { em, clock }: Work,
  given: { email: string; name?: string | null; partner?: string | null; by: Actor },
): Promise<Subscriber> {
  const email = given.email.trim().toLowerCase();
  if (!emailPattern.test(email))
    throw new Invalid('Enter an email address, like name@example.org', 'email');
  const at = clock();
  return em.transactional(async (em) => {
    const known = await em.findOne(Subscriber, { email });
    if (known && !known.unsubscribedAt && !known.failure)
      throw new Invalid(`${email} gets the digest already`, 'email');
    const partnerName = lineOfText(given.partner ?? '');
    const partner = partnerName
      ? ((await em.findOne(Partner, { name: partnerName })) ??
        em.create(Partner, { name: partnerName }))
      : null;
    const subscriber =
      known ??
      em.create(Subscriber, {
        email,
        unsubscribeToken: randomBytes(24).toString('base64url'),
        createdAt: at,
      });
    subscriber.unsubscribedAt = null;
    subscriber.failure = null;
    subscriber.failedAt = null;
    subscriber.name = lineOfText(given.name ?? '') || subscriber.name || null;
    if (partner) subscriber.partner = partner;
    await em.flush();
    recordAudit(em, {
      by: given.by,
      at,
      action: known ? 'subscriber.returned' : 'subscriber.added',
      subject: { type: 'subscriber', id: subscriber.id },
      after: { partner: partnerName || null },
    });
    return subscriber;
  });
}

/** Ends a subscription on a coordinator's word. */
export async function removeSubscriber(
  { em, clock }: Work,
  given: { subscriberId: number; by: Actor },
): Promise<Subscriber> {
  const subscriber = await em.findOne(Subscriber, given.subscriberId);
  if (!subscriber) throw new NotFound('subscriber', given.subscriberId);
  const at = clock();
  subscriber.unsubscribedAt ??= at;
  recordAudit(em, {
    by: given.by,
    at,
    action: 'subscriber.removed',
    subject: { type: 'subscriber', id: subscriber.id },
  });
  await em.flush();
  return subscriber;
}

/** Finds whom an unsubscribe address belongs to. */
export const findByUnsubscribeToken = (
  { em }: Pick<Services, 'em'>,
  token: string,
): Promise<Subscriber | null> => em.findOne(Subscriber, { unsubscribeToken: token });

/** Ends a subscription on the subscriber's own word; once more changes nothing. */
export async function unsubscribe({ em, clock }: Work, token: string): Promise<Subscriber | null> {
  const subscriber = await findByUnsubscribeToken({ em }, token);
  if (!subscriber || subscriber.unsubscribedAt) return subscriber;
  const at = clock();
  subscriber.unsubscribedAt = at;
  recordAudit(em, {
    by: { userId: null, name: 'subscriber' },
    at,
    action: 'subscriber.left',
    subject: { type: 'subscriber', id: subscriber.id },
  });
  await em.flush();
  return subscriber;
}

/** Subscribers by address, those who left last. */
export async function listSubscribers(
  { em }: Pick<Services, 'em'>,
  given: { page: number; size: number },
) {
  const [items, total] = await em.findAndCount(
    Subscriber,
    {},
    {
      populate: ['partner'],
      orderBy: [{ unsubscribedAt: 'asc nulls first' }, { email: 'asc' }],
      limit: given.size,
      offset: (given.page - 1) * given.size,
    },
  );
  return { total, ...given, items };
}
