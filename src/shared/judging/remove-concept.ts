import { PublicationConcept, Suggestion } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';

/** Takes a concept away again; it is not suggested anew. @throws {NotFound} */
export async function removeConcept(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { conceptId: string },
): Promise<void> {
  const { publicationId, conceptId: concept } = given;
  await changePublication(services, given, async (em, _publication, at) => {
    const row = await em.findOne(
      PublicationConcept,
      { publication: publicationId, concept },
      { populate: ['concept'] },
    );
    if (!row) throw new NotFound('concept', concept);
    em.remove(row);
    const suggestion = await em.findOne(Suggestion, { publication: publicationId, concept });
    if (suggestion) {
      suggestion.state = 'rejected';
      suggestion.decidedAt = at;
    }
    return { action: 'concept.removed', before: { concept, label: row.concept.label } };
  });
}
