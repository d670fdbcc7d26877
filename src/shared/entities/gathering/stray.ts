import { defineEntity, p } from '@mikro-orm/core';
import type { Instead } from '#shared/errors.ts';
import { Candidate } from './candidate.ts';

/** What an offer's address led to: a page that is no publication, or what other offers lead to too. */
export type StrayKind = Instead | 'shared-address' | 'shared-text';

const StraySchema = defineEntity({
  name: 'Stray',
  tableName: 'stray',
  uniques: [{ properties: ['candidate', 'scheme', 'value'] }],
  indexes: [{ properties: ['scheme', 'value'] }],
  properties: {
    id: p.integer().primary(),
    candidate: () => p.manyToOne(Candidate).deleteRule('cascade'),
    kind: p.string().length(30).$type<StrayKind>(),
    /** The identity that it led to, which therefore identifies none of those that do. */
    scheme: p.string().length(50),
    value: p.string().length(700),
    foundAt: p.datetime(3),
  },
});

/** An offer whose address answered with something that is not its own, until it answers otherwise. */
export class Stray extends StraySchema.class {}
StraySchema.setClass(Stray);
