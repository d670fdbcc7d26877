import type { EntityManager } from '#shared/database/open-database.ts';

export interface ConceptLabel {
  id: string;
  label: string;
  facet: string;
}

/** What people read for each concept id, in the vocabulary's order. */
export async function conceptLabels(em: EntityManager): Promise<Map<string, ConceptLabel>> {
  const rows: ConceptLabel[] = await em.execute(
    'select id, label, facet from concept order by position',
  );
  return new Map(rows.map(({ id, label, facet }) => [id, { id, label, facet }]));
}
