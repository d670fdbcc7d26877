import { StateValue } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';

/** Under this name the indexes of all processes find out that the vocabulary changed. */
export const vocabularyState = 'search.vocabulary';

/** What is kept under it: an ISO 8601 instant that no two changes share. */
export interface VocabularyChange {
  changed: string;
}

/** Tells the indexes that the vocabulary changed, in the transaction of the change itself. */
export async function announceVocabularyChange(em: EntityManager, at: Date): Promise<void> {
  const before = await em.findOne(StateValue, { name: vocabularyState });
  const last = Date.parse((before?.value as VocabularyChange | undefined)?.changed ?? '');
  const changed = new Date(Math.max(at.getTime(), Number.isNaN(last) ? 0 : last + 1));
  const value: VocabularyChange = { changed: changed.toISOString() };
  if (before) Object.assign(before, { value, changedAt: at });
  else em.create(StateValue, { name: vocabularyState, value, changedAt: at });
}
