import { defineEntity, p } from '@mikro-orm/core';
import { PlanEntry } from '../plans/plan-entry.ts';
import { Publication } from './publication.ts';

const PartVectorsSchema = defineEntity({
  name: 'PartVectors',
  tableName: 'part_vectors',
  uniques: [{ properties: ['publication', 'model'] }, { properties: ['entry', 'model'] }],
  properties: {
    id: p.integer().primary(),
    /** What the parts are of: one of the two. */
    publication: () => p.manyToOne(Publication).nullable().deleteRule('cascade'),
    entry: () => p.manyToOne(PlanEntry).nullable().deleteRule('cascade'),
    /** Name, version and hash of the model. */
    model: p.string().length(200),
    /** Of the texts of the parts, in the order of their vectors. */
    hashes: p.json<string[]>(),
    /** One after another, a byte for each number: see `roughBytesOf`. */
    vectors: p.blob(),
    madeAt: p.datetime(3),
  },
});

/** What parts of a publication, or of a plan entry, mean to one model: by these they are compared. */
export class PartVectors extends PartVectorsSchema.class {}
PartVectorsSchema.setClass(PartVectors);
