import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';
import { Partner } from '../people/partner.ts';

const SubscriberSchema = defineEntity({
  name: 'Subscriber',
  tableName: 'subscriber',
  properties: {
    id: p.integer().primary(),
    email: p.string().length(320).unique(),
    name: p.string().length(200).type(ShortLineType).nullable(),
    partner: () => p.manyToOne(Partner).nullable().deleteRule('set null').index(),
    /** Unguessable, for the unsubscribe address in every mail. */
    unsubscribeToken: p.string().length(64).unique(),
    createdAt: p.datetime(3),
    unsubscribedAt: p.datetime(3).nullable(),
    /** Why the subscription was ended: a mail server said that there is no such mailbox. A sentence. */
    failure: p.text().nullable(),
    /** When that was; versions that ended subscriptions for other reasons too did not write it. */
    failedAt: p.datetime(3).nullable(),
  },
});

/** A person who gets email. */
export class Subscriber extends SubscriberSchema.class {}
SubscriberSchema.setClass(Subscriber);
