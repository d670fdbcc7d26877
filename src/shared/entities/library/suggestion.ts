import { defineEntity, p } from '@mikro-orm/core';
import type { Voice } from '#shared/text/bearing/find-bearings.ts';
import { User } from '../people/user.ts';
import { PlanEntry } from '../plans/plan-entry.ts';
import { Concept } from './concept.ts';
import { Publication } from './publication.ts';

const SuggestionSchema = defineEntity({
  name: 'Suggestion',
  tableName: 'suggestion',
  uniques: [{ properties: ['publication', 'concept'] }, { properties: ['publication', 'entry'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade'),
    /** One of the two: a concept, or a plan entry the publication may bear on. */
    concept: () => p.manyToOne(Concept).nullable().deleteRule('cascade').index(),
    entry: () => p.manyToOne(PlanEntry).nullable().deleteRule('cascade').index(),
    state: p.enum(['open', 'accepted', 'rejected'] as const).default('open'),
    /** The words that caused it. */
    words: p.json<string[]>(),
    /** How sure the rule is, in words. */
    strength: p.enum(['strong', 'weak'] as const),
    /** What spoke for a plan entry; empty for concepts, and for what an earlier version suggested. */
    voices: p.json<Voice[]>().default([]),
    /** How sure it is of a plan entry, from 0 to 1; null where it was not weighed. */
    score: p.float().nullable(),
    /** The passage they stand in. */
    passage: p.text().nullable(),
    page: p.integer().nullable(),
    createdAt: p.datetime(3),
    decidedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    decidedAt: p.datetime(3).nullable(),
  },
});

/** Proposed by a rule, with the words that caused it; counts for nothing until a person accepts it. */
export class Suggestion extends SuggestionSchema.class {}
SuggestionSchema.setClass(Suggestion);
