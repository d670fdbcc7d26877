import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { User } from '../people/user.ts';
import { PlanEntry } from './plan-entry.ts';

/** What is recorded of an entry beside notes of progress. */
export const recordKinds = [
  'extension',
  'confirmation',
  'measure',
  'figure',
  'recheck',
  'answer',
] as const;

export type RecordKind = (typeof recordKinds)[number];

const EntryRecordSchema = defineEntity({
  name: 'EntryRecord',
  tableName: 'entry_record',
  indexes: [{ properties: ['entry', 'kind', 'saidAt'] }],
  properties: {
    id: p.integer().primary(),
    entry: () => p.manyToOne(PlanEntry).deleteRule('cascade'),
    kind: fromList<RecordKind>(),
    /** As its row in `shared/plans/records/record-kinds.ts` has it. */
    content: p.json<Record<string, unknown>>(),
    words: p.text().nullable(),
    /** The day that it is about, "YYYY-MM-DD". */
    aboutDay: p.string().length(10).nullable(),
    /** When it was said here: how a plan stood on a day is what had been said by its end. */
    saidAt: p.datetime(3),
    saidBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
  },
});

/** Something said of an entry, with author, date and words; never changed afterwards. */
export class EntryRecord extends EntryRecordSchema.class {}
EntryRecordSchema.setClass(EntryRecord);
