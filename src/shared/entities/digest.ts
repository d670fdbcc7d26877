import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from './publication.ts';
import { sendingColumns } from './sending.ts';
import { Partner, User } from './user.ts';

const SubscriberSchema = defineEntity({
  name: 'Subscriber',
  tableName: 'subscriber',
  properties: {
    id: p.integer().primary(),
    email: p.string().length(320).unique(),
    name: p.string().length(200).nullable(),
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

export const digestStates = ['draft', 'approved', 'sending', 'sent', 'missed'] as const;
export type DigestState = (typeof digestStates)[number];

const DigestSchema = defineEntity({
  name: 'Digest',
  tableName: 'digest',
  properties: {
    id: p.integer().primary(),
    /** ISO 8601 week, "2026-W38". */
    week: p.string().length(8).unique(),
    /** Monday and Sunday, "YYYY-MM-DD". */
    startsOn: p.string().length(10),
    endsOn: p.string().length(10),
    /** draft: follows the library. approved: frozen. sending, sent: delivered. missed: never sent. */
    state: p.enum(digestStates).default('draft'),
    intro: p.text().nullable(),
    approvedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    approvedAt: p.datetime(3).nullable(),
    /** When delivery may begin: Monday 07:00 Europe/London after the week. */
    sendAt: p.datetime(3),
    sentAt: p.datetime(3).nullable(),
    /** When coordinators were told that it waits for approval. */
    remindedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});

/** One week's selection. */
export class Digest extends DigestSchema.class {}
DigestSchema.setClass(Digest);

export const digestGroups = ['decided', 'discussion', 'information'] as const;
export type DigestGroup = (typeof digestGroups)[number];

/**
 * in: it stands in the digest of that week, or the next that is open. later: it waits for the one
 * after that week. out: it is left out by name. again: it went out before, and goes once more.
 */
export const choices = ['in', 'later', 'out', 'again'] as const;
export type Choice = (typeof choices)[number];

const DigestChoiceSchema = defineEntity({
  name: 'DigestChoice',
  tableName: 'digest_choice',
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').unique(),
    /** The week from whose draft it was made. */
    week: p.string().length(8),
    choice: p.string().length(10).$type<Choice>(),
    /** Another group than the rules give. */
    group: p.string().length(20).$type<DigestGroup>().nullable(),
    /** A person's words; always there for "again". */
    reason: p.text().nullable(),
    chosenBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    chosenAt: p.datetime(3),
    /** The digest that was frozen with it: then the choice has done its work. */
    usedIn: () => p.manyToOne(Digest).nullable().deleteRule('set null').index(),
  },
});

/** What a coordinator chose last about where one publication stands among the digests. */
export class DigestChoice extends DigestChoiceSchema.class {}
DigestChoiceSchema.setClass(DigestChoice);

export const leftOutKinds = ['later', 'out', 'backlog', 'taken-down'] as const;
export type LeftOutKind = (typeof leftOutKinds)[number];

const DigestLeftOutSchema = defineEntity({
  name: 'DigestLeftOut',
  tableName: 'digest_left_out',
  uniques: [{ properties: ['digest', 'publication'] }],
  properties: {
    id: p.integer().primary(),
    digest: () => p.manyToOne(Digest).deleteRule('cascade'),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    kind: p.string().length(20).$type<LeftOutKind>(),
    /** Why, as a sentence. */
    reason: p.text(),
  },
});

/** A kept publication that a frozen digest does not carry, and why not. */
export class DigestLeftOut extends DigestLeftOutSchema.class {}
DigestLeftOutSchema.setClass(DigestLeftOut);

const DigestLineSchema = defineEntity({
  name: 'DigestLine',
  tableName: 'digest_line',
  uniques: [{ properties: ['digest', 'publication'] }],
  properties: {
    id: p.integer().primary(),
    digest: () => p.manyToOne(Digest).deleteRule('cascade'),
    publication: () => p.manyToOne(Publication).deleteRule('restrict').index(),
    group: p.enum(digestGroups),
    position: p.integer(),
    /** All as frozen at approval. */
    title: p.text(),
    publisher: p.string().length(300),
    publishedOn: p.string().length(10).nullable(),
    url: p.text().nullable(),
    summary: p.text().nullable(),
    /** "What this means here". */
    meaning: p.text().nullable(),
    /** Why this line is here, as a sentence. */
    why: p.text(),
    /** Why it goes out once more, in a coordinator's words. */
    again: p.text().nullable(),
  },
});

/** One publication in a frozen digest. */
export class DigestLine extends DigestLineSchema.class {}
DigestLineSchema.setClass(DigestLine);

const DeliverySchema = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  uniques: [{ properties: ['digest', 'subscriber'] }],
  indexes: [{ properties: ['state', 'nextAttemptAt'] }],
  properties: {
    id: p.integer().primary(),
    digest: () => p.manyToOne(Digest).deleteRule('cascade'),
    subscriber: () => p.manyToOne(Subscriber).deleteRule('cascade').index(),
    ...sendingColumns(),
  },
});

/** A digest's sending to one subscriber. */
export class Delivery extends DeliverySchema.class {}
DeliverySchema.setClass(Delivery);
