import { defineEntity, p } from '@mikro-orm/core';
import { Digest } from './digest.ts';
import { sendingColumns } from './sending.ts';
import { Subscriber } from './subscriber.ts';

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
