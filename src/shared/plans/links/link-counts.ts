import type { EntityManager } from '#shared/database/open-database.ts';
import { Link, type Plan } from '#shared/entities/index.ts';
import { standingInWords, standingOf } from '#shared/entities/standing.ts';

export interface EntryEvidence {
  /** Publications linked, each once. */
  publications: number;
  /** Newest publication date among them, "YYYY-MM-DD". */
  newestOn: string | null;
  challenges: number;
  /** Publications among them that do not stand well, each as a sentence. */
  notStandingWell: string[];
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
      notStandingWell: [],
      ids: new Set<number>(),
    };
    const standing = evidence.ids.has(publication.id) ? [] : standingOf(publication);
    if (standing.length > 0) {
      evidence.notStandingWell.push(`“${publication.title}”: ${standingInWords(standing)}`);
    }
    evidence.ids.add(publication.id);
    evidence.publications = evidence.ids.size;
    if (bearing === 'challenges') evidence.challenges += 1;
    const day = publication.publishedOn ?? null;
    if (day && (!evidence.newestOn || day > evidence.newestOn)) evidence.newestOn = day;
    found.set(entry.id, evidence);
  }
  return found;
}
