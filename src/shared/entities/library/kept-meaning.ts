import { defineEntity, p } from '@mikro-orm/core';
import { PlanEntry } from '../plans/plan-entry.ts';
import { Publication } from './publication.ts';

const KeptMeaningSchema = defineEntity({
  name: 'KeptMeaning',
  tableName: 'meaning',
  uniques: [{ properties: ['publication', 'model'] }, { properties: ['entry', 'model'] }],
  properties: {
    id: p.integer().primary(),
    /** What it is of: one of the two. */
    publication: () => p.manyToOne(Publication).nullable().deleteRule('cascade'),
    entry: () => p.manyToOne(PlanEntry).nullable().deleteRule('cascade'),
    /** Name, version and hash of the model: another has rows of its own beside these. */
    model: p.string().length(200),
    /** Of the text that was read: while it stays the same, so does the vector. */
    textHash: p.string().length(64),
    /** Of length 1; its numbers are of four bytes, least significant first. */
    vector: p.blob(),
    madeAt: p.datetime(3),
    /** When it was first shown as close in meaning: from then on its passages are read too. */
    passagesWantedAt: p.datetime(3).nullable(),
  },
});

/** What a publication or plan entry means to one model: a vector, near those of what means the same. */
export class KeptMeaning extends KeptMeaningSchema.class {}
KeptMeaningSchema.setClass(KeptMeaning);
