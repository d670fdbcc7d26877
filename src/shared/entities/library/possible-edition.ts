import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';
import { Publication } from './publication.ts';

/** Who says so: its publisher, or its series and year. */
export type PossibleEditionBasis = 'publisher' | 'series';

/** open: it waits for a person. set: the older one is superseded. refused: a person said that it is not. */
export type PossibleEditionState = 'open' | 'set' | 'refused';

const PossibleEditionSchema = defineEntity({
  name: 'PossibleEdition',
  tableName: 'possible_edition',
  uniques: [{ properties: ['older', 'newer'] }],
  indexes: [{ properties: ['state'] }],
  properties: {
    id: p.integer().primary(),
    older: () => p.manyToOne(Publication).deleteRule('cascade'),
    newer: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    basis: p.string().length(20).$type<PossibleEditionBasis>(),
    /** The publisher's words; null where series and year tell. */
    said: p.text().nullable(),
    foundAt: p.datetime(3),
    state: p.string().length(20).$type<PossibleEditionState>().default('open'),
    /** Null where nobody had to be asked. */
    decidedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    decidedAt: p.datetime(3).nullable(),
  },
});

/** Two publications of which one is, or is likely to be, the newer edition of the other. */
export class PossibleEdition extends PossibleEditionSchema.class {}
PossibleEditionSchema.setClass(PossibleEdition);
