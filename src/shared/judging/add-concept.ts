import { Concept, Suggestion } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';
import { giveConcept } from './give-concept.ts';

/** Facets whose concepts are facts with provenance: `correctFacts` changes those. */
const facts = ['type', 'region'];

/**
 * Gives a publication a concept of the vocabulary; giving it again changes nothing. An open
 * suggestion of the same is thereby accepted.
 *
 * @throws {NotFound} | {Invalid} when there is no such concept, or it is a type or region
 */
export async function addConcept(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { conceptId: string },
): Promise<void> {
  const { conceptId, by } = given;
  await changePublication(services, given, async (em, publication, at) => {
    const concept = await em.findOne(Concept, conceptId);
    if (!concept) throw new Invalid(`The vocabulary has no “${conceptId}”.`, 'conceptId');
    if (concept.retiredAt) {
      throw new Invalid(`“${concept.label}” is not used any more.`, 'conceptId');
    }
    if (facts.includes(concept.facet)) {
      throw new Invalid(`“${concept.label}” is a fact: correct the facts instead.`, 'conceptId');
    }
    if (!(await giveConcept(em, publication, { conceptId, by, at }))) return null;

    const suggestion = await em.findOne(Suggestion, { publication, concept, state: 'open' });
    if (suggestion) {
      suggestion.state = 'accepted';
      suggestion.decidedBy = personOf(em, by);
      suggestion.decidedAt = at;
    }
    return { action: 'concept.added', after: { concept: conceptId, label: concept.label } };
  });
}
