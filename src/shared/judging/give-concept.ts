import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { Concept, type Publication, PublicationConcept } from '#shared/entities/index.ts';
import { personOf } from '../database/person-of.ts';

/** Gives a publication a concept unless it has it. @returns whether it was given now */
export async function giveConcept(
  em: EntityManager,
  publication: Publication,
  given: { conceptId: string; by: Actor; at: Date },
): Promise<boolean> {
  const concept = given.conceptId;
  if (await em.findOne(PublicationConcept, { publication, concept })) return false;
  em.create(PublicationConcept, {
    publication,
    concept: em.getReference(Concept, concept),
    acceptedBy: personOf(em, given.by),
    acceptedAt: given.at,
  });
  return true;
}
