import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';

/** What entries stand under: a strategy has three, say. */
export interface Priority {
  title: string;
  /** It stays at its entries, and is offered for no others. */
  isRetired: boolean;
}

const PlanSchema = defineEntity({
  name: 'Plan',
  tableName: 'plan',
  properties: {
    id: p.integer().primary(),
    title: p.string().length(300).type(ShortLineType).unique(),
    /** Shown wherever the plan is ("Illustrative sample. Replace with your own plan."). */
    note: p.text().nullable(),
    /** In their order. */
    priorities: p.json<Priority[]>().default([]),
    createdAt: p.datetime(3),
    /** From when on how it stood is known for any day; null: from the beginning. */
    recordedSince: p.datetime(3).nullable(),
    archivedAt: p.datetime(3).nullable(),
  },
});

/** An action plan. */
export class Plan extends PlanSchema.class {}
PlanSchema.setClass(Plan);
