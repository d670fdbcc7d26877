import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';

const PlanSchema = defineEntity({
  name: 'Plan',
  tableName: 'plan',
  properties: {
    id: p.integer().primary(),
    title: p.string().length(300).type(ShortLineType).unique(),
    /** Shown wherever the plan is ("Illustrative sample. Replace with your own plan."). */
    note: p.text().nullable(),
    createdAt: p.datetime(3),
  },
});

/** An action plan. */
export class Plan extends PlanSchema.class {}
PlanSchema.setClass(Plan);
