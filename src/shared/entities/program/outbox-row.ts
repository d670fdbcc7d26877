import { defineEntity, p } from '@mikro-orm/core';

const OutboxSchema = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  properties: {
    id: p.integer().primary(),
    /** Not a foreign key: the publication may be gone when the index hears of it. */
    publicationId: p.integer().index(),
    number: p.integer(),
    change: p.enum(['put', 'remove'] as const),
    createdAt: p.datetime(3),
  },
});

/** Announces a change to the index; written in the transaction that makes the change. */
export class OutboxRow extends OutboxSchema.class {}
OutboxSchema.setClass(OutboxRow);
