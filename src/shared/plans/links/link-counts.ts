import type { EntityManager } from '#shared/database/open-database.ts';
import {
  Assessment,
  type Bearing,
  type EvidenceStrength,
  evidenceStrengths,
  Link,
  type Plan,
} from '#shared/entities/index.ts';
import { standingInWords, standingOf } from '#shared/entities/standing.ts';
import { linksThen } from '../as-at/entry-rows.ts';
import type { Moment } from '../as-at/moment.ts';

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

async function strengthsOf(em: EntityManager, links: Borne[]) {
  const publication = { $in: [...new Set(links.map(({ link }) => link.publication.id))] };
  const judged = await em.find(
    Assessment,
    { publication, evidenceStrength: { $ne: null } },
    { fields: ['publication', 'evidenceStrength'] },
  );
  return new Map(judged.map((one) => [one.publication.id, one.evidenceStrength]));
}

const stronger = (one: EvidenceStrength | null, other: EvidenceStrength): EvidenceStrength =>
  one && evidenceStrengths.indexOf(one) < evidenceStrengths.indexOf(other) ? one : other;

/** Adds a link to what is known of its entry. */
function count(
  evidence: EntryEvidence & { ids: Set<number> },
  { link: { id, publication }, bearing }: Borne,
  strength: EvidenceStrength | null | undefined,
): void {
  const standing = evidence.ids.has(publication.id) ? [] : standingOf(publication);
  if (standing.length > 0)
    evidence.notStandingWell.push(`“${publication.title}”: ${standingInWords(standing)}`);
  evidence.ids.add(publication.id);
  evidence.publications = evidence.ids.size;
  if (bearing === 'challenges') {
    evidence.challenges += 1;
    evidence.challengeLinks.push(id);
  } else if (strength) evidence.strength = stronger(evidence.strength, strength);
  const day = publication.publishedOn ?? null;
  if (day && (!evidence.newestOn || day > evidence.newestOn)) evidence.newestOn = day;
}

/** What is linked to entries, now or as at a day; those without a link are absent. */
export async function evidenceOfEntries(
  em: EntityManager,
  entry: { plan: Plan } | { $in: number[] },
  moment: Moment | null = null,
): Promise<Map<number, EntryEvidence>> {
  const links = await em.find(
    Link,
    { entry, ...(moment ? {} : { removedAt: null }) },
    { populate: ['publication'] },
  );
  const borne = moment
    ? await linksStanding(em, links, moment)
    : links.map((link): Borne => ({ link, entryId: link.entry.id, bearing: link.bearing }));
  const strengths = await strengthsOf(em, borne);
  const found = new Map<number, EntryEvidence & { ids: Set<number> }>();
  for (const one of borne) {
    const evidence = found.get(one.entryId) ?? {
      ...structuredClone(noEvidence),
      ids: new Set<number>(),
    };
    count(evidence, one, strengths.get(one.link.publication.id));
    found.set(one.entryId, evidence);
  }
  return found;
}

/** What is linked to each entry of a plan; entries without a link are absent. */
export const evidenceOfPlan = (
  em: EntityManager,
  plan: Plan,
): Promise<Map<number, EntryEvidence>> => evidenceOfEntries(em, { plan });
