import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';
import { Concept } from './concept.ts';

const SuggestionRuleSchema = defineEntity({
  name: 'SuggestionRule',
  tableName: 'suggestion_rule',
  properties: {
    id: p.integer().primary(),
    concept: () => p.manyToOne(Concept).deleteRule('cascade').index(),
    /** What is typed into the search box: "hotel type:guidance". */
    search: p.text(),
    createdBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    createdAt: p.datetime(3),
    /** A rule that was taken away stays, to be brought back. */
    removedAt: p.datetime(3).nullable(),
  },
});

/** "When this search matches, suggest this": looked at when a publication is recorded. */
export class SuggestionRule extends SuggestionRuleSchema.class {}
SuggestionRuleSchema.setClass(SuggestionRule);
