import { Suggestion } from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';
import { giveConcept } from './give-concept.ts';

/**
 * Accepts a suggested concept: from now on it counts. A suggested plan entry is accepted by linking
 * to it, since a link needs a rationale.
 *
 * @throws {NotFound} | {Conflict} when it was decided already | {Invalid} for a plan entry
 */
export async function acceptSuggestion(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { suggestionId: number },
): Promise<void> {
  const { publicationId, suggestionId, by } = given;
  await changePublication(services, given, async (em, publication, at) => {
    const suggestion = await em.findOne(
      Suggestion,
      { id: suggestionId, publication: publicationId },
      { populate: ['concept'] },
    );
    if (!suggestion) throw new NotFound('suggestion', suggestionId);
    if (suggestion.state !== 'open') {
      throw new Conflict(`This suggestion was ${suggestion.state} already.`);
    }
    const concept = suggestion.concept;
    if (!concept) throw new Invalid('Link the publication to the plan entry instead.');

    suggestion.state = 'accepted';
    suggestion.decidedBy = personOf(em, by);
    suggestion.decidedAt = at;
    await giveConcept(em, publication, { conceptId: concept.id, by, at });
    return { action: 'suggestion.accepted', after: { concept: concept.id, label: concept.label } };
  });
}
