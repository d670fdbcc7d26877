import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { Plan } from './plan.ts';

/** What owners say of an entry. The first says that nobody has said anything, and asks for no click. */
export const entryStatuses = [
  'not said yet',
  'not started',
  'in progress',
  'waits for somebody else',
  'cannot be done here',
  'superseded',
  'not accepted',
  'complete',
  'embedded',
] as const;

export type EntryStatus = (typeof entryStatuses)[number];

export const bragColours = ['Blue', 'Red', 'Amber', 'Green'] as const;

export type BragColour = (typeof bragColours)[number];

/** What is made of a recommendation at the start. */
export const dispositions = ['adopt', 'already in place', 'adapt', 'not applicable'] as const;

export type Disposition = (typeof dispositions)[number];

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
    /** The title of the priority that it stands under; the plan has their order. */
    priority: p.string().length(300).nullable(),
    disposition: fromList<Disposition>().nullable(),
    dispositionReason: p.text().nullable(),
    ownerAgency: p.string().length(300).nullable(),
    /** Other owners, each as "Owner: their part". */
    parts: p.json<string[]>().default([]),
    /** A role, never a person's name. */
    leadRole: p.string().length(300).nullable(),
    /** "YYYY-MM-DD". */
    originalDueOn: p.string().length(10).nullable(),
    dueOn: p.string().length(10).nullable(),
    /** The colour that a person set; null: as the rule has it. */
    rag: fromList<BragColour>().nullable(),
    /** Why it is another than the rule's. */
    ragReason: p.text().nullable(),
    status: fromList<EntryStatus>(),
    /** What it waits for, for whom, and since when ("YYYY-MM-DD"). */
    waitsFor: p.text().nullable(),
    waitsOn: p.string().length(300).nullable(),
    waitsSince: p.string().length(10).nullable(),
    /** The risk that stays where something is closed and was not done. */
    unmetRisk: p.text().nullable(),
    /** When what is embedded is looked at again, "YYYY-MM-DD". */
    recheckOn: p.string().length(10).nullable(),
    successMeasure: p.text().nullable(),
    /** Concept ids. */
    themes: p.json<string[]>().default([]),
    /** Why it is no longer pursued; null while it is. */
    retiredReason: p.text().nullable(),
    /** Guards against two people changing the same entry. */
    revision: p.integer().version(),
  },
});

/** One recommendation or action in a plan. */
export class PlanEntry extends PlanEntrySchema.class {}
PlanEntrySchema.setClass(PlanEntry);

/**
 * What is pursued: neither retired, nor of a plan that is archived. The one rule for all that compares,
 * suggests, counts or warns of entries.
 *
 * @param planIds of these plans only, archived or not
 */
export const pursuedEntries = (planIds?: readonly number[]) => ({
  retiredReason: null,
  plan: planIds ? { $in: [...planIds] } : { archivedAt: null },
});
