import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';

const MeetingSchema = defineEntity({
  name: 'Meeting',
  tableName: 'meeting',
  properties: {
    id: p.integer().primary(),
    /** "YYYY-MM-DD", in London. */
    heldOn: p.string().length(10).unique(),
    /** What it was, where there are several kinds: "Sub-group", "Board". */
    name: p.string().length(200).type(ShortLineType).nullable(),
    addedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    addedAt: p.datetime(3),
  },
});

/** A day on which the group meets: "since the last meeting" counts from it. */
export class Meeting extends MeetingSchema.class {}
MeetingSchema.setClass(Meeting);
