import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';
import { Publication } from './publication.ts';

/** A verdict as it was, to be put back exactly. */
export interface VerdictRecord {
  status: Publication['status'];
  reason: Publication['setAsideReason'] | null;
  note: string | null;
  siftedBy: number | null;
  /** ISO 8601. */
  siftedAt: string | null;
}

/** What an undone merge puts back. */
export interface MergeRecord {
  status: Publication['status'];
  setAsideReason: string | null;
  setAsideNote: string | null;
  /** What the one that stays was, where it is kept because the other was. */
  keptWas?: VerdictRecord;
  linkIds: number[];
  sightingIds: number[];
  conceptIds: string[];
  tags: string[];
}

const PossibleDuplicateSchema = defineEntity({
  name: 'PossibleDuplicate',
  tableName: 'possible_duplicate',
  uniques: [{ properties: ['first', 'second'] }],
  indexes: [{ properties: ['state'] }],
  properties: {
    id: p.integer().primary(),
    /** The one seen first: a merge keeps it unless a person chooses the other. */
    first: () => p.manyToOne(Publication).deleteRule('cascade'),
    second: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    /** Bits in which the fingerprints of their texts differ, of 64. */
    distance: p.integer(),
    /** What their offers both lead to, as a sentence; null where the texts were compared. */
    ledTo: p.text().nullable(),
    foundAt: p.datetime(3),
    state: p.enum(['open', 'merged', 'apart'] as const).default('open'),
    decidedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    decidedAt: p.datetime(3).nullable(),
    /** Id of the publication that was kept by a merge. */
    keptId: p.integer().nullable(),
    merged: p.json<MergeRecord>().nullable(),
  },
});

/** Two publications whose texts or addresses are nearly the same: a person says whether they are one. */
export class PossibleDuplicate extends PossibleDuplicateSchema.class {}
PossibleDuplicateSchema.setClass(PossibleDuplicate);
