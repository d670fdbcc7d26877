import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Suggestion } from '#shared/entities/index.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** Rejects a suggested link: it is not offered again for this pair. */
export async function rejectEntrySuggestion(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { suggestionId: number; by: Actor },
): Promise<{ entryId: number; publicationId: number }> {
  const at = clock();
  return em.transactional(async (em) => {
    const suggestion = await em.findOne(
      Suggestion,
      { id: given.suggestionId, state: 'open', entry: { $ne: null } },
      { populate: ['entry'] },
    );
    if (!suggestion?.entry) throw new NotFound('suggestion', given.suggestionId);
    await em.nativeUpdate(
      Suggestion,
      { id: suggestion.id },
      { state: 'rejected', decidedAt: at, decidedBy: given.by.userId },
    );
    recordAudit(em, {
      by: given.by,
      at,
      action: 'suggestion.rejected',
      subject: { type: 'publication', id: suggestion.publication.id },
      after: { entry: suggestion.entry.ref, words: suggestion.words },
    });
    return { entryId: suggestion.entry.id, publicationId: suggestion.publication.id };
  });
}

/** Plan entries that a rule suggests for a publication. */
export async function suggestedEntries({ em }: Pick<Services, 'em'>, publicationId: number) {
  const rows = await em.find(
    Suggestion,
    { publication: publicationId, state: 'open', entry: { $ne: null } },
    {
      populate: ['entry', 'publication.source'],
      orderBy: [{ score: 'desc nulls last' }, { strength: 'asc' }, { id: 'asc' }],
    },
  );
  return rows.flatMap(({ id, entry, publication, words: because, strength }) => {
    if (!entry) return [];
    const words = textExitOf(publication).words(because);
    return [{ id, entryId: entry.id, ref: entry.ref, text: entry.text, words, strength }];
  });
}
