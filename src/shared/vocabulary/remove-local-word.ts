import { announceVocabularyChange } from '#shared/database/announce-vocabulary-change.ts';
import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { LocalWord } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** Takes a local name away from its concept. @throws {NotFound} @returns what it was */
export async function removeLocalWord(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { conceptId: string; wordId: number; by: Actor },
): Promise<string> {
  const at = clock();
  return em.transactional(async (em) => {
    const word = await em.findOne(
      LocalWord,
      { id: given.wordId, concept: given.conceptId },
      { populate: ['concept'] },
    );
    if (!word) throw new NotFound('local word', given.wordId);
    const { kind, text, concept } = word;
    em.remove(word);
    await announceVocabularyChange(em, at);
    const subject = { type: 'concept', id: concept.id } as const;
    const before = { [kind]: text };
    const change = { by: given.by, at, action: 'vocabulary.word-removed', subject, before };
    recordMethodChange(em, change, { name: concept.label });
    return text;
  });
}
