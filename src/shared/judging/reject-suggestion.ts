import { Suggestion } from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';

/**
 * Rejects a suggestion: it is not made again.
 *
 * @throws {NotFound} | {Conflict} when it was decided already
 */
export async function rejectSuggestion(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { suggestionId: number },
): Promise<void> {
  const { publicationId, suggestionId, by } = given;
  await changePublication(services, given, async (em, _publication, at) => {
    const suggestion = await em.findOne(
      Suggestion,
      { id: suggestionId, publication: publicationId },
      { populate: ['concept', 'entry'] },
    );
    if (!suggestion) throw new NotFound('suggestion', suggestionId);
    if (suggestion.state !== 'open') {
      throw new Conflict(`This suggestion was ${suggestion.state} already.`);
    }
    suggestion.state = 'rejected';
    suggestion.decidedBy = personOf(em, by);
    suggestion.decidedAt = at;
    const concept = suggestion.concept;
    return {
      action: 'suggestion.rejected',
      before: concept
        ? { concept: concept.id, label: concept.label }
        : { entry: suggestion.entry?.id, label: suggestion.entry?.ref },
    };
  });
}
