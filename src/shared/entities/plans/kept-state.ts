import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { User } from '../people/user.ts';
import { Plan } from './plan.ts';

/** Nouns of which is kept how they were at any time. */
export const keptNouns = ['plan', 'entry', 'link'] as const;

export type KeptNoun = (typeof keptNouns)[number];

const KeptStateSchema = defineEntity({
  name: 'KeptState',
  tableName: 'kept_state',
  indexes: [{ properties: ['plan', 'noun', 'since'] }, { properties: ['noun', 'nounId'] }],
  properties: {
    id: p.integer().primary(),
    plan: () => p.manyToOne(Plan).deleteRule('cascade'),
    noun: fromList<KeptNoun>(),
    nounId: p.integer(),
    /** It was so from this instant, until just before that one; null: it is so still. */
    since: p.datetime(3),
    until: p.datetime(3).nullable(),
    /** The whole of it, by field. */
    values: p.json<Record<string, unknown>>(),
    changedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
  },
});

/** How a plan, an entry or a link was for a time: what "as at a day" is asked of. */
export class KeptState extends KeptStateSchema.class {}
KeptStateSchema.setClass(KeptState);
