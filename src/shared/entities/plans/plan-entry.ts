import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { Plan } from './plan.ts';

export const entryStatuses = [
  'not started',
  'in progress',
  'complete',
  'embedded',
  'superseded',
  'not accepted',
] as const;

export type EntryStatus = (typeof entryStatuses)[number];

export const bragColours = ['Blue', 'Red', 'Amber', 'Green'] as const;

export type BragColour = (typeof bragColours)[number];

const PlanEntrySchema = defineEntity({
  name: 'PlanEntry',
  tableName: 'plan_entry',
  uniques: [{ properties: ['plan', 'ref'] }],
  properties: {
    id: p.integer().primary(),
    plan: () => p.manyToOne(Plan).deleteRule('cascade'),
    /** A recommendation may have actions under it. */
    parent: () => p.manyToOne(PlanEntry).nullable().deleteRule('set null').index(),
    ref: p.string().length(50),
    position: p.integer(),
    text: p.text(),
    ownerAgency: p.string().length(300).nullable(),
    /** A role, never a person's name. */
    leadRole: p.string().length(300).nullable(),
    /** "YYYY-MM-DD". */
    originalDueOn: p.string().length(10).nullable(),
    dueOn: p.string().length(10).nullable(),
    rag: fromList<BragColour>().nullable(),
    status: fromList<EntryStatus>(),
    successMeasure: p.text().nullable(),
    /** Concept ids. */
    themes: p.json<string[]>().default([]),
    /** Guards against two people changing the same entry. */
    revision: p.integer().version(),
  },
});

/** One recommendation or action in a plan. */
export class PlanEntry extends PlanEntrySchema.class {}
PlanEntrySchema.setClass(PlanEntry);
