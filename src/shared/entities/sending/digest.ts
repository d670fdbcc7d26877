import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';

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
