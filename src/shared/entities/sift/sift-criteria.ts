import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';

const SiftCriteriaSchema = defineEntity({
  name: 'SiftCriteria',
  tableName: 'sift_criteria',
  properties: {
    id: p.integer().primary(),
    text: p.text(),
    by: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    at: p.datetime(3),
  },
});

/** What the sub-group keeps, in its own words. The last row holds; those before are its history. */
export class SiftCriteria extends SiftCriteriaSchema.class {}
SiftCriteriaSchema.setClass(SiftCriteria);
