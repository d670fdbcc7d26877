import { defineEntity, p } from '@mikro-orm/core';
import { Document, Version } from './document.ts';
import { Publication } from './publication.ts';
import { User } from './user.ts';

const PlanSchema = defineEntity({
  name: 'Plan',
  tableName: 'plan',
  properties: {
    id: p.integer().primary(),
    title: p.string().length(300).unique(),
    /** Shown wherever the plan is ("Illustrative sample. Replace with your own plan."). */
    note: p.text().nullable(),
    createdAt: p.datetime(3),
  },
});

/** An action plan. */
export class Plan extends PlanSchema.class {}
PlanSchema.setClass(Plan);

export const entryStatuses = [
  'not started',
  'in progress',
  'complete',
  'embedded',
  'superseded',
  'not accepted',
] as const;
export const bragColours = ['Blue', 'Red', 'Amber', 'Green'] as const;

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
    rag: p.enum(bragColours).nullable(),
    status: p.enum(entryStatuses),
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

const ProgressNoteSchema = defineEntity({
  name: 'ProgressNote',
  tableName: 'progress_note',
  properties: {
    id: p.integer().primary(),
    entry: () => p.manyToOne(PlanEntry).deleteRule('cascade').index(),
    text: p.text(),
    status: p.enum(entryStatuses),
    rag: p.enum(bragColours).nullable(),
    notedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    notedAt: p.datetime(3),
  },
});

/** What was said of an entry's progress at a date; never changed afterwards. */
export class ProgressNote extends ProgressNoteSchema.class {}
ProgressNoteSchema.setClass(ProgressNote);

export const bearings = ['supports', 'challenges', 'updates', 'example', 'gap'] as const;
export type Bearing = (typeof bearings)[number];

const LinkSchema = defineEntity({
  name: 'Link',
  tableName: 'link',
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('restrict').index(),
    entry: () => p.manyToOne(PlanEntry).deleteRule('restrict').index(),
    /** The version relied on. */
    version: () => p.manyToOne(Version).nullable().deleteRule('restrict').index(),
    bearing: p.enum(bearings),
    rationale: p.text(),
    quote: p.text().nullable(),
    document: () => p.manyToOne(Document).nullable().deleteRule('set null').index(),
    page: p.integer().nullable(),
    linkedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    linkedAt: p.datetime(3),
    /** A removed link stays as a record. */
    removedAt: p.datetime(3).nullable(),
    removedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    removedReason: p.text().nullable(),
  },
});

/** A publication's bearing on a plan entry; a pair may have several. */
export class Link extends LinkSchema.class {}
LinkSchema.setClass(Link);
