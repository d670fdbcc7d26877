import { defineEntity, p } from '@mikro-orm/core';
import type { Voice } from '#shared/text/bearing/find-bearings.ts';
import { fromList } from '../from-list.ts';
import { ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';
import { Plan } from './plan.ts';
import type { BragColour, EntryStatus } from './plan-entry.ts';

/** reading: the worker has it; open: people answer it; finished: frozen; failed: `reason` says why. */
export const matchStates = ['reading', 'open', 'finished', 'failed'] as const;
export type MatchState = (typeof matchStates)[number];

/** What is said of a line of somebody else's list. */
export const answers = ['accepted', 'part', 'gap', 'new entry', 'not for us'] as const;
export type Answer = (typeof answers)[number];

const MatchSchema = defineEntity({
  name: 'Match',
  tableName: 'plan_match',
  properties: {
    id: p.integer().primary(),
    /** Whose list it is: "Ostermere Inquiry: final report". */
    title: p.string().length(300).type(ShortLineType),
    /** The plan it is compared with; null: all plans. */
    plan: () => p.manyToOne(Plan).nullable().deleteRule('cascade').index(),
    state: fromList<MatchState>(),
    reason: p.text().nullable(),
    /** A file that waits to be read; nothing of it is kept once it was. */
    fileName: p.string().length(300).type(ShortLineType).nullable(),
    mediaType: p.string().length(200).nullable(),
    file: p.blob().nullable().lazy(),
    /** Whether the model read it; else words alone answered. */
    isByMeaning: p.boolean().default(false),
    /** The finished one that this is run again of. */
    earlierId: p.integer().nullable().index(),
    createdBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    createdAt: p.datetime(3),
    comparedAt: p.datetime(3).nullable(),
    finishedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    finishedAt: p.datetime(3).nullable(),
  },
});

/** Somebody else's recommendations beside the entries of our plans. */
export class Match extends MatchSchema.class {}
MatchSchema.setClass(Match);

/** An entry that may answer a line, and why. */
export interface SuggestedAnswer {
  entryId: number;
  score: number;
  strength: 'strong' | 'weak';
  voices: Voice[];
  /** Words that both have. */
  words: string[];
}

/** An entry as it stood when a table was finished. */
export interface AnswerAtThatTime {
  entryId: number;
  plan: string;
  ref: string;
  text: string;
  status: EntryStatus;
  rag: BragColour | null;
  dueOn: string | null;
  /** Publications linked. */
  publications: number;
  /** "YYYY-MM-DD" of the last note of progress; null: none. */
  notedOn: string | null;
}

const MatchLineSchema = defineEntity({
  name: 'MatchLine',
  tableName: 'plan_match_line',
  uniques: [{ properties: ['match', 'position'] }],
  properties: {
    id: p.integer().primary(),
    match: () => p.manyToOne(Match).deleteRule('cascade'),
    position: p.integer(),
    /** As the list numbers it: "12", "12(b)". */
    number: p.string().length(50),
    /** A sub-clause stands behind the words that lead into it. */
    text: p.text(),
    suggested: p.json<SuggestedAnswer[]>().default([]),
    /** Of the whole line, a byte for each number: what was answered before helps the next list. */
    vector: p.blob().nullable().lazy(),
    /** Of which model that is. */
    model: p.string().length(200).nullable(),
    answer: p.string().length(20).$type<Answer>().nullable(),
    /** Ids of the entries that answer it. */
    entries: p.json<number[]>().default([]),
    reason: p.text().nullable(),
    /** Taken over from the run before, and not looked at since. */
    isCarried: p.boolean().default(false),
    answeredBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    answeredAt: p.datetime(3).nullable(),
    /** The entries named in it as they stood when it was finished; null until then. */
    atThatTime: p.json<AnswerAtThatTime[]>().nullable(),
  },
});

/** One recommendation of such a list, and what is said of it. */
export class MatchLine extends MatchLineSchema.class {}
MatchLineSchema.setClass(MatchLine);
