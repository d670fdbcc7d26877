import { KeptMeaning } from '#shared/entities/index.ts';
import { vectorOfBytes } from '#shared/text/vector-bytes.ts';
import type { EntityManager } from '../open-database.ts';
import type { KeptVector } from './kept-vectors.ts';

/** Asks that the passages of these are read: they were shown, and which passage is closest is not known. */
export async function wantPassages(
  em: EntityManager,
  { ids, model, at }: { ids: number[]; model: string; at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await em.nativeUpdate(
    KeptMeaning,
    { publication: { $in: ids }, model, passagesWantedAt: null },
    { passagesWantedAt: at },
  );
}

/** Publications of which the passages are to be read, those asked for first before the others. */
export async function wantedPassages(
  em: EntityManager,
  { model, limit }: { model: string; limit: number },
): Promise<KeptVector[]> {
  const rows = await em.find(
    KeptMeaning,
    { model, publication: { $ne: null }, passagesWantedAt: { $ne: null } },
    { orderBy: { passagesWantedAt: 'asc', id: 'asc' }, limit, disableIdentityMap: true },
  );
  return rows.map(({ publication, textHash, vector }) => ({
    id: publication?.id ?? 0,
    textHash,
    vector: vectorOfBytes(vector),
  }));
}

/** The passages have been read, or there are none. */
export async function donePassages(
  em: EntityManager,
  { id, model }: { id: number; model: string },
): Promise<void> {
  await em.nativeUpdate(KeptMeaning, { publication: id, model }, { passagesWantedAt: null });
}
