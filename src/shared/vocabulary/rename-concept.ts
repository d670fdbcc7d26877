import { LocalWord, User } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { quoted } from '#shared/text/in-words.ts';
import { changingVocabulary } from './changing-vocabulary.ts';
import { type ConceptByPerson, freeLabel, usedConcept } from './used-concept.ts';

/**
 * Calls a concept otherwise; the name of before is searched for as ever.
 *
 * @returns the id of the change; null when it is called so already
 * @throws {Invalid} with field label
 */
export const renameConcept = (
  services: Pick<Services, 'em' | 'clock'>,
  given: ConceptByPerson & { label: string },
): Promise<number | null> =>
  changingVocabulary(services, given, async (em, at) => {
    const concept = await usedConcept(em, given);
    const before = concept.label;
    if (given.label.trim() === before) return null;
    const label = await freeLabel(em, given.label, concept.id);
    const known = await em.findOne(LocalWord, { concept, text: before });
    const word =
      known ??
      em.create(LocalWord, {
        concept,
        kind: 'synonym',
        text: before.slice(0, 100),
        addedBy: given.by.userId === null ? null : em.getReference(User, given.by.userId),
        addedAt: at,
      });
    concept.label = label;
    if (!concept.isLocal) concept.shippedLabel ??= before;
    await em.flush();
    return {
      kind: 'renamed',
      concept: { id: concept.id, label: before },
      words: `${quoted(before)} is called ${quoted(label)} now.`,
      before: { label: before },
      after: { label },
      undo: { label: before, ...(known ? {} : { localWordId: word.id }) },
      publications: [],
    };
  });
