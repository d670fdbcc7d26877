import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { User } from '../people/user.ts';

const AssignmentSchema = defineEntity({
  name: 'Assignment',
  tableName: 'assignment',
  properties: {
    id: p.integer().primary(),
    publication: () => p.oneToOne(Publication).owner().deleteRule('cascade'),
    /** Who is to look at it. */
    to: () => p.manyToOne(User).deleteRule('cascade').index(),
    by: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    at: p.datetime(3),
    note: p.text().nullable(),
    /** What they make of it, once they have handed it back. */
    answer: p.text().nullable(),
    answeredAt: p.datetime(3).nullable(),
  },
});

/** That a person was asked to look at a publication that waits to be judged. */
export class Assignment extends AssignmentSchema.class {}
AssignmentSchema.setClass(Assignment);
