import { defineEntity, p } from '@mikro-orm/core';

const ConceptSchema = defineEntity({
  name: 'Concept',
  tableName: 'concept',
  properties: {
    /** As in the vocabulary file: "county-lines", "doc-lcspr", "region-england". */
    id: p.string().length(100).primary(),
    facet: p.string().length(50).index(),
    label: p.string().length(300),
    position: p.integer(),
    synonyms: p.json<string[]>().default([]),
    abbreviations: p.json<string[]>().default([]),
    expansions: p.json<Record<string, string>>(),
    hints: p.json<string[]>().default([]),
    related: p.json<string[]>().default([]),
    needsContext: p.json<string[]>().default([]),
    excludeWhen: p.json<string[]>().default([]),
    retired: p.json<string[]>().default([]),
    note: p.text().nullable(),
    /** Added here, and not shipped. */
    isLocal: p.boolean().default(false),
    /** The label as shipped, where it was renamed here. */
    shippedLabel: p.string().length(300).nullable(),
    /** Not given, suggested or offered any more; what has it keeps it. */
    retiredAt: p.datetime(3).nullable(),
    /** Id of the concept that stands in its place, and has its names. */
    mergedIntoId: p.string().length(100).nullable(),
  },
});

/** One term of the controlled vocabulary, with its synonyms. */
export class Concept extends ConceptSchema.class {}
ConceptSchema.setClass(Concept);
