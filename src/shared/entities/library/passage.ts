import { defineEntity, p } from '@mikro-orm/core';
import { Document } from './document.ts';

const PassageSchema = defineEntity({
  name: 'Passage',
  tableName: 'passage',
  indexes: [{ properties: ['document', 'position'] }],
  properties: {
    id: p.integer().primary(),
    document: () => p.manyToOne(Document).deleteRule('cascade'),
    position: p.integer(),
    /** Null in documents without pages. */
    page: p.integer().nullable(),
    text: p.text(),
  },
});

/** A stretch of a document's text with its page: what search finds and people quote. */
export class Passage extends PassageSchema.class {}
PassageSchema.setClass(Passage);
