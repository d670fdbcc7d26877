import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';
import { Concept } from './concept.ts';

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
    text: p.string().length(100).type(ShortLineType),
    kind: fromList<LocalWordKind>(),
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
