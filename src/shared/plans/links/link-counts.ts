import type { EntityManager } from '#shared/database/open-database.ts';
import {
  type Bearing,
  type EvidenceStrength,
  evidenceStrengths,
  Link,
  type Plan,
} from '#shared/entities/index.ts';
import { standingInWords, standingOf } from '#shared/entities/standing.ts';
import { linksThen } from '../as-at/entry-rows.ts';
import type { Moment } from '../as-at/moment.ts';
import { type LinkedFacts, linkedNow } from './linked-facts.ts';

export interface EntryEvidence {
  /** Publications linked, each once. */
  publications: number;
  /** Newest publication date among them, "YYYY-MM-DD". */
  newestOn: string | null;
  challenges: number;
  /** Links that challenge the entry. */
  challengeLinks: number[];
  /** The strongest of what does not challenge it; null where nobody has judged any. */
  strength: EvidenceStrength | null;
  /** Publications among them that do not stand well, each as a sentence. */
  notStandingWell: string[];
}

export const noEvidence: EntryEvidence = {
  publications: 0,
  newestOn: null,
  challenges: 0,
  challengeLinks: [],
  strength: null,
  notStandingWell: [],
};

/** A link, with how it bore on which entry at the time. */
export interface Borne {
  link: Link;
  entryId: number;
  bearing: Bearing;
}

/** Links that stood as at a day: how a link was is kept since it first changed. */
export async function linksStanding(
  em: EntityManager,
  links: Link[],
  moment: Moment,
): Promise<Borne[]> {
  const ids = links.map(({ id }) => id);
  const { stood, changed } = await linksThen(em, ids, moment);
  return links.flatMap((link): Borne[] => {
    if (changed.has(link.id)) {
      const values = stood.get(link.id)?.values;
      return values && !values.isRemoved
        ? [{ link, entryId: Number(values.entryId), bearing: values.bearing as Bearing }]
        : [];
    }
    const { linkedAt, removedAt, entry, bearing } = link;
    const isThere = linkedAt < moment.end && (!removedAt || removedAt >= moment.end);
    return isThere ? [{ link, entryId: entry.id, bearing }] : [];
  });
}

type Counted = Pick<LinkedFacts, 'linkId' | 'entryId' | 'bearing' | 'publication'>;

/** How strong each publication is of which somebody has said so. */
async function strengthsOf(em: EntityManager): Promise<Map<number, EvidenceStrength>> {
  const judged = await em.execute<{ id: number; strength: EvidenceStrength }[]>(
    `select a.publication_id as id, a.evidence_strength as strength from assessment a
      where a.evidence_strength is not null
        and exists (select 1 from link l where l.publication_id = a.publication_id)`,
  );
  return new Map(judged.map(({ id, strength }) => [Number(id), strength]));
}

const stronger = (one: EvidenceStrength | null, other: EvidenceStrength): EvidenceStrength =>
  one && evidenceStrengths.indexOf(one) < evidenceStrengths.indexOf(other) ? one : other;

/** Adds a link to what is known of its entry. */
function count(
  evidence: EntryEvidence & { ids: Set<number> },
  { linkId, publication, bearing }: Counted,
  strength: EvidenceStrength | null | undefined,
): void {
  const standing = evidence.ids.has(publication.id) ? [] : publication.standing;
  if (standing.length > 0)
    evidence.notStandingWell.push(`“${publication.title}”: ${standingInWords(standing)}`);
  evidence.ids.add(publication.id);
  evidence.publications = evidence.ids.size;
  if (bearing === 'challenges') {
    evidence.challenges += 1;
    evidence.challengeLinks.push(linkId);
  } else if (strength) evidence.strength = stronger(evidence.strength, strength);
  const day = publication.publishedOn;
  if (day && (!evidence.newestOn || day > evidence.newestOn)) evidence.newestOn = day;
}

/** Links of entries as they stood at a day, with their publications as they are today. */
async function linkedThen(
  em: EntityManager,
  entryIds: number[],
  moment: Moment,
): Promise<Counted[]> {
  const links = await em.find(Link, { entry: { $in: entryIds } }, { populate: ['publication'] });
  return (await linksStanding(em, links, moment)).map(({ link, entryId, bearing }) => {
    const { id, title, type = null, publishedOn = null } = link.publication;
    const standing = standingOf(link.publication);
    return {
      linkId: link.id,
      entryId,
      bearing,
      publication: { id, title, type, publishedOn, standing },
    };
  });
}

/** What links come to for each entry; entries without a link are absent. */
async function evidenceOf(
  em: EntityManager,
  borne: Counted[],
): Promise<Map<number, EntryEvidence>> {
  const strengths = await strengthsOf(em);
  const found = new Map<number, EntryEvidence & { ids: Set<number> }>();
  for (const one of borne) {
    const evidence = found.get(one.entryId) ?? {
      ...structuredClone(noEvidence),
      ids: new Set<number>(),
    };
    count(evidence, one, strengths.get(one.publication.id));
    found.set(one.entryId, evidence);
  }
  return found;
}

/** What was linked to entries as at a day. */
export const evidenceThen = async (em: EntityManager, entryIds: number[], moment: Moment) =>
  evidenceOf(em, await linkedThen(em, entryIds, moment));

/** What is linked to each entry of a plan; entries without a link are absent. */
export const evidenceOfPlan = async (em: EntityManager, plan: Plan) =>
  evidenceOf(em, await linkedNow(em, { planId: plan.id }));
