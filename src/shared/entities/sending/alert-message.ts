import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { User } from '../people/user.ts';
import type { AlertRhythm } from './search-alert.ts';
import { sendingColumns } from './sending.ts';

const AlertMessageSchema = defineEntity({
  name: 'AlertMessage',
  tableName: 'alert_message',
  indexes: [{ properties: ['state', 'nextAttemptAt'] }],
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    rhythm: fromList<AlertRhythm>(),
    createdAt: p.datetime(3),
    /** Unguessable, for the address that stops the alerts listed in it. */
    stopToken: p.string().length(64).unique(),
    ...sendingColumns(),
  },
});

/** One mail of what is new: all alerts of one person that found something together. */
export class AlertMessage extends AlertMessageSchema.class {}
AlertMessageSchema.setClass(AlertMessage);
