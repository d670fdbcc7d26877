import { z } from 'zod';
import type { RecordKind } from '#shared/entities/index.ts';
import { earliestDay, latestDay } from '#shared/text/read-day.ts';
import { lineRule, optionalTextRule, textRule } from '../fields/field-kinds.ts';

/** Bodies that confirm what owners say, in the order of pages. */
export const confirmers = [
  'independent chair',
  'scrutiny',
  'people with lived experience',
  'audit',
] as const;

export type Confirmer = (typeof confirmers)[number];

/** "Not yet asked" is what is so before anybody was, and may be said again. */
export const stances = ['agreed', 'not agreed', 'not yet asked'] as const;

export type Stance = (typeof stances)[number];

export const differences = ['yes', 'in part', 'no', 'cannot tell yet'] as const;
export const keptUps = ['yes', 'in part', 'no'] as const;

const noDay = 'Enter a date that exists, like 2026-09-30';
export const dayRule = z.iso
  .date(noDay)
  .refine((day) => day >= earliestDay && day <= latestDay, noDay);

const numberRule = z.number('Enter a number').finite().min(-1e12).max(1e12);

/** What each kind of record holds beside words, day and author; one row for each. */
export const recordRules = {
  extension: z.object({
    from: z.string(),
    to: dayRule,
    /** Whether it is later than it was: one that is brought forward is none of the extensions. */
    isLater: z.boolean(),
  }),
  confirmation: z.object({
    confirmer: z.enum(confirmers, 'Say who was asked'),
    stance: z.enum(stances, 'Say what they think of it'),
  }),
  measure: z.object({
    /** Id of the record by which the figure was first described; null in that one. */
    measureId: z.number().int().nullable(),
    name: lineRule(200, 'Say what is counted or measured'),
    unit: lineRule(50),
    baseline: numberRule.nullable(),
    target: numberRule.nullable(),
    countsPeople: z.boolean(),
    /** No longer measured: it stays as a record. */
    isEnded: z.boolean(),
  }),
  figure: z.object({ measureId: z.number().int(), value: numberRule }),
  recheck: z.object({
    madeDifference: z.enum(differences, 'Say whether it made a difference'),
    isKeptUp: z.enum(keptUps, 'Say whether it is kept up'),
    unintended: optionalTextRule(5000),
    nextOn: dayRule.nullable(),
  }),
  answer: z.object({ linkId: z.number().int() }),
} satisfies Record<RecordKind, z.ZodType>;

export type RecordContent<Kind extends RecordKind> = z.infer<(typeof recordRules)[Kind]>;

/** Words that must be there, and what is said where they are not; others may be left out. */
export const wordsRules: Record<RecordKind, z.ZodType<string | null>> = {
  extension: textRule(2000, 'Say why the date moves'),
  confirmation: optionalTextRule(5000),
  measure: optionalTextRule(2000),
  figure: optionalTextRule(2000),
  recheck: textRule(5000, 'Say what was found'),
  answer: textRule(5000, 'Say how it is answered'),
};
