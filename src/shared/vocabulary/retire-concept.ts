import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { quoted } from '#shared/text/in-words.ts';
import { changingVocabulary } from './changing-vocabulary.ts';
import { closeSuggestions } from './suggestions-of-concept.ts';
import { type ConceptByPerson, isFact, usedConcept } from './used-concept.ts';

/**
 * Gives a concept to nothing any more; what has it keeps it.
 *
 * @returns the id of the change; null when it was retired already
 * @throws {Invalid} for a fact
 */
export const retireConcept = (
  services: Pick<Services, 'em' | 'clock'>,
  given: ConceptByPerson,
): Promise<number | null> =>
  changingVocabulary(services, given, async (em, at) => {
    const concept = await usedConcept(em, given);
    if (isFact(concept)) throw new Invalid('Types and regions are facts: rename it instead.');
    if (concept.retiredAt) return null;
    concept.retiredAt = at;
    const { closed, touched } = await closeSuggestions(em, concept, at);
    return {
      kind: 'retired',
      concept: { id: concept.id, label: concept.label },
      words: `${quoted(concept.label)} is not used any more.`,
      before: { isRetired: false },
      after: { isRetired: true },
      undo: { closed },
      publications: touched,
    };
  });
