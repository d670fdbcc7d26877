import { defineEntity, p } from '@mikro-orm/core';
import { LineType } from '../line-type.ts';

/** What of the method changed: where is looked, what is searched for, by which words. */
export const methodSubjects = ['source', 'search', 'concept'] as const;
export type MethodSubject = (typeof methodSubjects)[number];

const MethodChangeSchema = defineEntity({
  name: 'MethodChange',
  tableName: 'method_change',
  indexes: [{ properties: ['subject', 'subjectId'] }],
  properties: {
    id: p.integer().primary(),
    at: p.datetime(3).index(),
    subject: p.string().length(20).$type<MethodSubject>(),
    subjectId: p.string().length(100),
    /** What it was called then. */
    name: p.text().type(LineType),
    /** As the audit calls it: "source.changed". */
    action: p.string().length(100),
    /** Only the fields that changed. */
    before: p.json<Record<string, unknown>>().nullable(),
    after: p.json<Record<string, unknown>>().nullable(),
    /** Who, in words. */
    by: p.string().length(320),
  },
});

/** A change to how is scanned, kept as a fact: method statements tell of it. */
export class MethodChange extends MethodChangeSchema.class {}
MethodChangeSchema.setClass(MethodChange);
