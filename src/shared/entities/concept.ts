import { defineEntity, p } from '@mikro-orm/core';
import { PlanEntry } from './plan.ts';
import { Publication } from './publication.ts';
import { User } from './user.ts';

const ConceptSchema = defineEntity({
  name: 'Concept',
  tableName: 'concept',
  properties: {
    /** As in the vocabulary file: "county-lines", "doc-lcspr", "region-england". */
    id: p.string().length(100).primary(),
    facet: p.string().length(50).index(),
    label: p.string().length(300),
    position: p.integer(),
    synonyms: p.json<string[]>().default([]),
    abbreviations: p.json<string[]>().default([]),
    expansions: p.json<Record<string, string>>(),
    hints: p.json<string[]>().default([]),
    related: p.json<string[]>().default([]),
    needsContext: p.json<string[]>().default([]),
    excludeWhen: p.json<string[]>().default([]),
    retired: p.json<string[]>().default([]),
    note: p.text().nullable(),
  },
});

/** One term of the controlled vocabulary, with its synonyms. */
export class Concept extends ConceptSchema.class {}
ConceptSchema.setClass(Concept);

/** What a local word is to its concept. */
export const localWordKinds = ['synonym', 'abbreviation', 'retired'] as const;
export type LocalWordKind = (typeof localWordKinds)[number];

const LocalWordSchema = defineEntity({
  name: 'LocalWord',
  tableName: 'local_word',
  uniques: [{ properties: ['concept', 'text'] }],
  properties: {
    id: p.integer().primary(),
    concept: () => p.manyToOne(Concept).deleteRule('cascade'),
    kind: p.enum(localWordKinds),
    text: p.string().length(100),
    addedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    addedAt: p.datetime(3),
  },
});

/**
 * A name for a concept that a coordinator added. Kept apart from the vocabulary as shipped, so that
 * loading that anew leaves it alone.
 */
export class LocalWord extends LocalWordSchema.class {}
LocalWordSchema.setClass(LocalWord);

const PublicationConceptSchema = defineEntity({
  name: 'PublicationConcept',
  tableName: 'publication_concept',
  uniques: [{ properties: ['publication', 'concept'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade'),
    concept: () => p.manyToOne(Concept).deleteRule('cascade').index(),
    acceptedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    acceptedAt: p.datetime(3),
  },
});

/** A concept that a person gave to a publication, or accepted for it. */
export class PublicationConcept extends PublicationConceptSchema.class {}
PublicationConceptSchema.setClass(PublicationConcept);

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

const TagSchema = defineEntity({
  name: 'Tag',
  tableName: 'tag',
  uniques: [{ properties: ['publication', 'label'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade'),
    label: p.string().length(60).index(),
    addedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    addedAt: p.datetime(3),
  },
});

/** A free label a person adds. */
export class Tag extends TagSchema.class {}
TagSchema.setClass(Tag);

export const evidenceStrengths = [
  'statutory-duty',
  'national-finding',
  'evaluated-with-control',
  'evaluated-before-after',
  'described-practice',
  'opinion-or-news',
] as const;
export const horizons = ['now', 'next', 'later'] as const;

const AssessmentSchema = defineEntity({
  name: 'Assessment',
  tableName: 'assessment',
  properties: {
    id: p.integer().primary(),
    publication: () => p.oneToOne(Publication).owner().deleteRule('cascade'),
    /** 0 not, 1 slightly, 2 clearly, 3 directly. */
    relevance: p.integer().nullable(),
    evidenceStrength: p.enum(evidenceStrengths).nullable(),
    /** 1 to 5. */
    impact: p.integer().nullable(),
    horizon: p.enum(horizons).nullable(),
    /** One line: "What this means here". */
    meaning: p.text().nullable(),
    assessedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    assessedAt: p.datetime(3),
  },
});

/** A person's judgement of a publication. */
export class Assessment extends AssessmentSchema.class {}
AssessmentSchema.setClass(Assessment);
