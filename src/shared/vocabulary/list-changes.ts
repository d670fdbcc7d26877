import { VocabularyChange } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** A change to the vocabulary or the tags, as people see it. */
export interface ShownChange {
  id: number;
  /** What was done, as a sentence. */
  words: string;
  changedAt: Date;
  changedBy: string | null;
  undoneAt: Date | null;
}

/** Changes to vocabulary and tags, the latest first. */
export async function listChanges(
  { em }: Pick<Services, 'em'>,
  { page, size }: { page: number; size: number },
): Promise<{ total: number; page: number; size: number; items: ShownChange[] }> {
  const [rows, total] = await em.findAndCount(
    VocabularyChange,
    {},
    { populate: ['changedBy'], orderBy: { id: 'desc' }, limit: size, offset: (page - 1) * size },
  );
  const items = rows.map(({ id, words, changedAt, changedBy, undoneAt }) => ({
    id,
    words,
    changedAt,
    changedBy: changedBy?.name ?? changedBy?.email ?? null,
    undoneAt: undoneAt ?? null,
  }));
  return { total, page, size, items };
}
