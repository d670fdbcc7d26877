import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';
import { Concept } from './concept.ts';
import { Publication } from './publication.ts';

const PublicationConceptSchema = defineEntity({
  name: 'PublicationConcept',
  tableName: 'publication_concept',
  uniques: [{ properties: ['publication', 'concept'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade'),
    concept: () => p.manyToOne(Concept).deleteRule('cascade').index(),
    acceptedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    acceptedAt: p.datetime(3),
  },
});

/** A concept that a person gave to a publication, or accepted for it. */
export class PublicationConcept extends PublicationConceptSchema.class {}
PublicationConceptSchema.setClass(PublicationConcept);
