import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from './publication.ts';

const IdentifierSchema = defineEntity({
  name: 'Identifier',
  tableName: 'identifier',
  uniques: [{ properties: ['scheme', 'value'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    /** "address" (canonical), "govuk-content-id", "doi", "isbn", "content" (hash of the text) … */
    scheme: p.string().length(50),
    value: p.string().length(700),
  },
});

/** Something that identifies one publication for certain: no two publications share one. */
export class Identifier extends IdentifierSchema.class {}
IdentifierSchema.setClass(Identifier);
