import type { EntityManager } from '#shared/database/open-database.ts';
import { Link, type Plan } from '#shared/entities/index.ts';

export interface EntryEvidence {
  /** Publications linked, each once. */
  publications: number;
  /** Newest publication date among them, "YYYY-MM-DD". */
  newestOn: string | null;
  challenges: number;
}

/** What is linked to each entry of a plan; entries without a link are absent. */
export async function evidenceOfPlan(
  em: EntityManager,
  plan: Plan,
): Promise<Map<number, EntryEvidence>> {
  const links = await em.find(
    Link,
    { removedAt: null, entry: { plan } },
    { populate: ['publication'] },
  );
  const found = new Map<number, EntryEvidence & { ids: Set<number> }>();
  for (const { entry, publication, bearing } of links) {
    const evidence = found.get(entry.id) ?? {
      publications: 0,
      newestOn: null,
      challenges: 0,
      ids: new Set<number>(),
    };
    evidence.ids.add(publication.id);
    evidence.publications = evidence.ids.size;
    if (bearing === 'challenges') evidence.challenges += 1;
    const day = publication.publishedOn ?? null;
    if (day && (!evidence.newestOn || day > evidence.newestOn)) evidence.newestOn = day;
    found.set(entry.id, evidence);
  }
  return found;
}
