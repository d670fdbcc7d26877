import { defineEntity, p } from '@mikro-orm/core';
import { Source } from '../gathering/source.ts';
import { LineType } from '../line-type.ts';
import { Publication } from './publication.ts';

const SightingSchema = defineEntity({
  name: 'Sighting',
  tableName: 'sighting',
  uniques: [{ properties: ['publication', 'source', 'url'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade'),
    source: () => p.manyToOne(Source).deleteRule('cascade').index(),
    url: p.string().length(2000),
    title: p.text().type(LineType),
    seenAt: p.datetime(3),
  },
});

/** One place that offered the publication. */
export class Sighting extends SightingSchema.class {}
SightingSchema.setClass(Sighting);
