import { keptVectors } from '#shared/database/meaning/kept-vectors.ts';
import { PlanEntry, Publication, pursuedEntries } from '#shared/entities/index.ts';
import type { Nearest } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { cosine } from '#shared/text/vector-bytes.ts';

/** Looked at besides those wanted: some may be taken down since they were indexed. */
const more = 20;

/**
 * Publications that mean what a vector means, nearest first, with the cosine; without those that were
 * taken down, or found to be the same as another. Nothing where meaning is off or nothing has been read.
 *
 * @param vector of length 1, from `services.embedder`, or kept of a publication or entry
 */
export async function nearestPublications(
  { em, search }: Pick<Services, 'em' | 'search'>,
  vector: Float32Array,
  { limit, without = [] }: { limit: number; without?: readonly number[] },
): Promise<Nearest[]> {
  const near = await search.nearest({ vector, limit: limit + without.length + more });
  const wanted = near.filter(({ id }) => !without.includes(id));
  const shown = await em.find(
    Publication,
    { id: { $in: wanted.map(({ id }) => id) }, takedown: null, mergedIntoId: null },
    { fields: ['id'], disableIdentityMap: true },
  );
  const ids = new Set(shown.map(({ id }) => id));
  return wanted.filter(({ id }) => ids.has(id)).slice(0, limit);
}

/**
 * Plan entries that mean what a vector means, nearest first, with the cosine; those that have not been
 * read yet are left out.
 *
 * @param given.planId of this plan only; of all plans when left out
 */
export async function nearestEntries(
  { em, embedder }: Pick<Services, 'em' | 'embedder'>,
  vector: Float32Array,
  { limit, planId }: { limit: number; planId?: number },
): Promise<Nearest[]> {
  if (!embedder) return [];
  const entries = await em.find(
    PlanEntry,
    {
      status: { $nin: ['superseded', 'not accepted'] },
      ...pursuedEntries(planId ? [planId] : undefined),
    },
    { fields: ['id'], disableIdentityMap: true },
  );
  const ids = entries.map(({ id }) => id);
  const kept = await keptVectors(em, { kind: 'entry', ids, model: embedder.model });
  return [...kept.values()]
    .map((one) => ({ id: one.id, nearness: cosine(vector, one.vector) }))
    .sort((one, other) => other.nearness - one.nearness || one.id - other.id)
    .slice(0, limit);
}
