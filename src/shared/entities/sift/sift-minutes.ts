import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';

const SiftMinutesSchema = defineEntity({
  name: 'SiftMinutes',
  tableName: 'sift_minutes',
  uniques: [{ properties: ['week', 'by'] }],
  properties: {
    id: p.integer().primary(),
    /** ISO 8601, "2026-W38", as London counts. */
    week: p.string().length(8),
    minutes: p.integer(),
    by: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    at: p.datetime(3),
  },
});

/** How long a week's sift took somebody, as they noted it: nothing is timed. */
export class SiftMinutes extends SiftMinutesSchema.class {}
SiftMinutesSchema.setClass(SiftMinutes);
