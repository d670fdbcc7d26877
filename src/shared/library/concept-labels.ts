import type { EntityManager } from '#shared/database/open-database.ts';

export interface ConceptLabel {
  id: string;
  label: string;
  facet: string;
  /** Not to be given any more. */
  isRetired?: boolean;
}

/** What people read for each concept id, in the vocabulary's order. */
export async function conceptLabels(em: EntityManager): Promise<Map<string, ConceptLabel>> {
  const rows: (ConceptLabel & { retired_at: unknown })[] = await em.execute(
    'select id, label, facet, retired_at from concept order by position, id',
  );
  return new Map(
    rows.map(({ id, label, facet, retired_at }) => [
      id,
      { id, label, facet, ...(retired_at !== null && { isRetired: true }) },
    ]),
  );
}
