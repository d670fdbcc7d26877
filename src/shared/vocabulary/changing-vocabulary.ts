import { announceToIndex } from '#shared/database/announce-to-index.ts';
import { announceVocabularyChange } from '#shared/database/announce-vocabulary-change.ts';
import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import {
  Publication,
  User,
  VocabularyChange,
  type VocabularyChangeKind,
  type VocabularyUndo,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** What a change did. */
export interface Changed {
  kind: VocabularyChangeKind;
  /** The concept, with its name of before; null for tags. */
  concept: { id: string; label: string } | null;
  /** As a sentence. */
  words: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  undo: VocabularyUndo;
  /** Publications that the index is to hear of. */
  publications: number[];
}

const batch = 500;

/** Tells the index of publications whose concepts or tags changed. */
export async function announceAll(em: EntityManager, ids: number[], at: Date): Promise<void> {
  const all = [...new Set(ids)];
  for (let start = 0; start < all.length; start += batch) {
    const rows = await em.find(Publication, { id: { $in: all.slice(start, start + batch) } });
    for (const publication of rows) announceToIndex(em, publication, at);
  }
}

/**
 * Changes the vocabulary or the tags in one transaction: rows, audit, the index and what takes it back
 * stand or fall together.
 *
 * @param change says what it did; null when there was nothing to change
 * @returns the id of the change, by which it is undone; null when there was none
 */
export async function changingVocabulary(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { by }: { by: Actor },
  change: (em: EntityManager, at: Date) => Promise<Changed | null>,
): Promise<number | null> {
  const at = clock();
  return em.transactional(async (em) => {
    const changed = await change(em, at);
    if (!changed) return null;
    const { kind, concept, words, before = null, after = null, undo, publications } = changed;
    const row = em.create(VocabularyChange, {
      kind,
      conceptId: concept?.id ?? null,
      words,
      changedBy: by.userId === null ? null : em.getReference(User, by.userId),
      changedAt: at,
      undo,
    });
    await em.flush();
    await announceAll(em, publications, at);
    if (concept) {
      await announceVocabularyChange(em, at);
      const subject = { type: 'concept', id: concept.id } as const;
      const action = `vocabulary.${kind}`;
      recordMethodChange(em, { by, at, action, subject, before, after }, { name: concept.label });
    } else {
      const subject = { type: 'tags', id: row.id };
      recordAudit(em, { by, at, action: 'tags.merged', subject, before, after });
    }
    return row.id;
  });
}
