import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';

/** Kinds of change that can be undone; guarded where they are written. */
export type VocabularyChangeKind = 'added' | 'renamed' | 'retired' | 'merged' | 'split' | 'tags';

/** Ids of rows that a change moved, and what they were: enough to put them back. */
export interface VocabularyUndo {
  /** The label before. */
  label?: string;
  localWordId?: number;
  /** The other concept was made for it. */
  isMade?: boolean;
  /** Id of the concept that stands in its place, or beside it. */
  other?: string;
  /** Rows of publications' concepts that were moved; publications that had both. */
  moved?: number[];
  both?: { publication: number; acceptedBy: number | null; acceptedAt: string }[];
  /** Open suggestions that were moved, and those that were closed. */
  suggestions?: number[];
  closed?: number[];
  /** Themes of plan entries as they were, and as they are now. */
  entries?: { id: number; before: string[]; after: string[] }[];
  /** ISO instant, of a concept that was retired before it was merged. */
  wasRetiredAt?: string;
  /** Saved searches as they were, and as they are now. */
  searches?: { id: number; before: string; after: string }[];
  /** Rules that suggest the other concept now. */
  rules?: number[];
  tags?: { id: number; label: string }[];
  bothTags?: { publication: number; label: string; addedBy: number | null; addedAt: string }[];
}

const VocabularyChangeSchema = defineEntity({
  name: 'VocabularyChange',
  tableName: 'vocabulary_change',
  properties: {
    id: p.integer().primary(),
    kind: p.string().length(20).$type<VocabularyChangeKind>(),
    /** The concept; null for tags. */
    conceptId: p.string().length(100).nullable().index(),
    /** What was done, as a sentence. */
    words: p.text(),
    changedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    changedAt: p.datetime(3),
    undo: p.json<VocabularyUndo>(),
    undoneAt: p.datetime(3).nullable(),
  },
});

/** A change to the vocabulary or the tags that a person made, with what takes it back. */
export class VocabularyChange extends VocabularyChangeSchema.class {}
VocabularyChangeSchema.setClass(VocabularyChange);
