import { PartVectors } from '#shared/entities/index.ts';
import { roughBytesOf, vectorsOfRoughBytes } from '#shared/text/vector-bytes.ts';
import type { EntityManager } from '../open-database.ts';
import type { Kind } from './kept-vectors.ts';

/** Vectors by the hash of the text they are of. */
export type VectorsByHash = ReadonlyMap<string, Float32Array>;

/** Ids in one statement: databases take so many values and not many more. */
const mostIds = 500;

/** The vectors that are kept of the parts of these, by id and by the hash of the part's text. */
export async function partVectorsOf(
  em: EntityManager,
  of: { kind: Kind; ids: readonly number[]; model: string },
): Promise<Map<number, VectorsByHash>> {
  const found = new Map<number, VectorsByHash>();
  for (let start = 0; start < of.ids.length; start += mostIds) {
    const ids = of.ids.slice(start, start + mostIds);
    const rows = await em.find(
      PartVectors,
      { [of.kind]: { $in: ids }, model: of.model },
      { disableIdentityMap: true },
    );
    for (const row of rows) {
      const id = row[of.kind]?.id;
      const vectors = vectorsOfRoughBytes(row.vectors, row.hashes.length);
      if (id === undefined) continue;
      found.set(
        id,
        new Map(row.hashes.map((hash, at) => [hash, vectors[at] ?? new Float32Array()])),
      );
    }
  }
  return found;
}

/** Keeps the vectors of the parts of one, instead of those that were kept of it by the same model. */
export async function keepPartVectors(
  em: EntityManager,
  of: { kind: Kind; id: number; model: string; at: Date },
  vectors: VectorsByHash,
): Promise<void> {
  const row = {
    [of.kind]: of.id,
    model: of.model,
    hashes: [...vectors.keys()],
    vectors: roughBytesOf([...vectors.values()]),
    madeAt: of.at,
  };
  await em.fork().upsert(PartVectors, row as never, {
    onConflictFields: [of.kind, 'model'],
    onConflictMergeFields: ['hashes', 'vectors', 'madeAt'],
  });
}
