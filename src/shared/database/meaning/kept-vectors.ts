import { KeptMeaning } from '#shared/entities/index.ts';
import { bytesOfVector, vectorOfBytes } from '#shared/text/vector-bytes.ts';
import type { EntityManager } from '../open-database.ts';

/** What vectors are kept of; each has its own rows. */
export type Kind = 'publication' | 'entry';

export interface KeptVector {
  id: number;
  /** Of the text that was read. */
  textHash: string;
  /** Of length 1. */
  vector: Float32Array;
}

/** Ids in one statement: databases take so many values and not many more. */
const mostIds = 500;

/**
 * The vectors that are kept of these, by id; what has not been read yet is left out. They may be of a
 * text that has changed since: `textHash` tells.
 *
 * @param model only its vectors: those of two models cannot be compared
 */
export async function keptVectors(
  em: EntityManager,
  of: { kind: Kind; ids: readonly number[]; model: string },
): Promise<Map<number, KeptVector>> {
  const found = new Map<number, KeptVector>();
  for (let start = 0; start < of.ids.length; start += mostIds) {
    const ids = of.ids.slice(start, start + mostIds);
    const rows = await em.find(
      KeptMeaning,
      { [of.kind]: { $in: ids }, model: of.model },
      { disableIdentityMap: true },
    );
    for (const row of rows) {
      const id = row[of.kind]?.id;
      if (id === undefined) continue;
      found.set(id, { id, textHash: row.textHash, vector: vectorOfBytes(row.vector) });
    }
  }
  return found;
}

/** Keeps vectors, each instead of what was kept of the same by the same model; all of them or none. */
export async function keepVectors(
  em: EntityManager,
  of: { kind: Kind; model: string; at: Date },
  vectors: KeptVector[],
): Promise<void> {
  if (vectors.length === 0) return;
  const rows = vectors.map(({ id, textHash, vector }) => ({
    [of.kind]: id,
    model: of.model,
    textHash,
    vector: bytesOfVector(vector),
    madeAt: of.at,
  }));
  await em.fork().upsertMany(KeptMeaning, rows as never, {
    onConflictFields: [of.kind, 'model'],
    onConflictMergeFields: ['textHash', 'vector', 'madeAt'],
  });
}
