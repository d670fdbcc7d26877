import { defineEntity, p } from '@mikro-orm/core';
import type { VerdictRecord } from '../library/possible-duplicate.ts';
import { Publication } from '../library/publication.ts';
import { User } from '../people/user.ts';

/** What may be done with a publication in the sift. */
export const siftVerdicts = ['kept', 'set-aside', 'later', 'assigned'] as const;
export type SiftVerdict = (typeof siftVerdicts)[number];

/** Facts with where they come from, by column. */
export interface FactsRecord {
  publishedOn: string | null;
  publishedOnBasis: 'source' | 'document' | 'person' | 'first-seen';
  type: string | null;
  typeBasis: string | null;
  region: string | null;
  regionBasis: string | null;
}

/** Rows as they were; instants are ISO 8601. */
export interface DeferralRecord {
  week: string;
  why: string;
  by: number | null;
  at: string;
}
export interface AssignmentRecord {
  to: number;
  by: number | null;
  at: string;
  note: string | null;
  answer: string | null;
  answeredAt: string | null;
}
export interface MeaningRecord {
  meaning: string | null;
  by: number | null;
  at: string;
}

/** What an undone step puts back: only what it changed. */
export interface StepRecord {
  verdict?: VerdictRecord;
  keptWas?: VerdictRecord | null;
  facts?: FactsRecord;
  /** Null: nobody had assessed it. */
  meaning?: MeaningRecord | null;
  deferral?: DeferralRecord | null;
  assignment?: AssignmentRecord | null;
  /** What it gave: themes, accepted suggestions, links. */
  conceptIds: string[];
  suggestionIds: number[];
  linkIds: number[];
}

const SiftStepSchema = defineEntity({
  name: 'SiftStep',
  tableName: 'sift_step',
  properties: {
    id: p.integer().primary(),
    /** One for all that were decided together, and are undone together. */
    batch: p.string().length(16).index(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    verdict: p.string().length(20).$type<SiftVerdict>(),
    by: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    at: p.datetime(3),
    was: p.json<StepRecord>(),
    /** How people may have seen the publication after it: what changed since is not undone with it. */
    seenAfter: p.text(),
    undoneAt: p.datetime(3).nullable(),
    undoneBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
  },
});

/** One publication decided in the sift, with what it takes to undo that exactly. */
export class SiftStep extends SiftStepSchema.class {}
SiftStepSchema.setClass(SiftStep);
