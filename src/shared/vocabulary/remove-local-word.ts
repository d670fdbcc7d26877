import { announceVocabularyChange } from '#shared/database/announce-vocabulary-change.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
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
    const word = await em.findOne(LocalWord, { id: given.wordId, concept: given.conceptId });
    if (!word) throw new NotFound('local word', given.wordId);
    const { kind, text } = word;
    em.remove(word);
    await announceVocabularyChange(em, at);
    recordAudit(em, {
      by: given.by,
      at,
      action: 'vocabulary.word-removed',
      subject: { type: 'concept', id: given.conceptId },
      before: { [kind]: text },
    });
    return text;
  });
}
