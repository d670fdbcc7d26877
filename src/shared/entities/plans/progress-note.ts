import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { User } from '../people/user.ts';
import { type BragColour, type EntryStatus, PlanEntry } from './plan-entry.ts';

const ProgressNoteSchema = defineEntity({
  name: 'ProgressNote',
  tableName: 'progress_note',
  properties: {
    id: p.integer().primary(),
    entry: () => p.manyToOne(PlanEntry).deleteRule('cascade').index(),
    text: p.text(),
    /** The owner whose part it is about; null: the entry as a whole. */
    owner: p.string().length(300).nullable(),
    status: fromList<EntryStatus>(),
    rag: fromList<BragColour>().nullable(),
    notedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    notedAt: p.datetime(3),
  },
});

/** What was said of an entry's progress at a date; never changed afterwards. */
export class ProgressNote extends ProgressNoteSchema.class {}
ProgressNoteSchema.setClass(ProgressNote);
