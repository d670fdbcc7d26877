import type { EntityManager } from '#shared/database/open-database.ts';
import { Concept } from '#shared/entities/index.ts';
import type { KnownConcepts } from './field-kinds.ts';

/** What the library knows that the fields of an entry ask for. */
export async function knownFor(em: EntityManager): Promise<KnownConcepts> {
  const concepts = await em.find(
    Concept,
    {},
    { fields: ['id', 'label', 'facet'], orderBy: { position: 'asc' } },
  );
  return { concepts: new Map(concepts.map(({ id, label, facet }) => [id, { label, facet }])) };
}
