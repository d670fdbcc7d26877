import { defineEntity, p } from '@mikro-orm/core';

const StateSchema = defineEntity({
  name: 'StateValue',
  tableName: 'state_value',
  properties: {
    name: p.string().length(100).primary(),
    value: p.json<unknown>(),
    changedAt: p.datetime(3),
  },
});

/** A fact the program keeps about itself: which index generation answers, when it last reconciled. */
export class StateValue extends StateSchema.class {}
StateSchema.setClass(StateValue);
