import { verdictOf } from '#shared/database/keep-as-used.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import {
  Assessment,
  Assignment,
  type AssignmentRecord,
  Deferral,
  type DeferralRecord,
  type FactsRecord,
  Link,
  type MeaningRecord,
  Publication,
  PublicationConcept,
  type StepRecord,
  Suggestion,
  type VerdictRecord,
} from '#shared/entities/index.ts';

/** All of a publication that the sift may change. */
export interface Snapshot {
  verdict: VerdictRecord;
  keptWas: VerdictRecord | null;
  facts: FactsRecord;
  meaning: MeaningRecord | null;
  deferral: DeferralRecord | null;
  assignment: AssignmentRecord | null;
  conceptIds: string[];
  /** Suggestions that were accepted. */
  suggestionIds: number[];
  linkIds: number[];
}

const factsOf = (row: Publication): FactsRecord => ({
  publishedOn: row.publishedOn ?? null,
  publishedOnBasis: row.publishedOnBasis,
  type: row.type ?? null,
  typeBasis: row.typeBasis ?? null,
  region: row.region ?? null,
  regionBasis: row.regionBasis ?? null,
});

export const deferralRecord = (row: Deferral | null): DeferralRecord | null =>
  row && { week: row.week, why: row.why, by: row.by?.id ?? null, at: row.at.toISOString() };

export const assignmentRecord = (row: Assignment | null): AssignmentRecord | null =>
  row && {
    to: row.to.id,
    by: row.by?.id ?? null,
    at: row.at.toISOString(),
    note: row.note ?? null,
    answer: row.answer ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };

/** As it stands in the transaction, whatever the unit of work has seen before. */
export async function snapshotOf(em: EntityManager, id: number): Promise<Snapshot> {
  const own = em.fork({ clear: true, keepTransactionContext: true });
  const row = await own.findOneOrFail(Publication, id);
  const assessment = await own.findOne(Assessment, { publication: id });
  const concepts = await own.find(PublicationConcept, { publication: id });
  const accepted = await own.find(Suggestion, { publication: id, state: 'accepted' });
  const links = await own.find(Link, { publication: id, removedAt: null }, { fields: ['id'] });
  return {
    verdict: verdictOf(row),
    keptWas: row.keptWas ?? null,
    facts: factsOf(row),
    meaning: assessment && {
      meaning: assessment.meaning ?? null,
      by: assessment.assessedBy?.id ?? null,
      at: assessment.assessedAt.toISOString(),
    },
    deferral: deferralRecord(await own.findOne(Deferral, { publication: id })),
    assignment: assignmentRecord(await own.findOne(Assignment, { publication: id })),
    conceptIds: concepts.map(({ concept }) => concept.id),
    suggestionIds: accepted.map(({ id }) => id),
    linkIds: links.map(({ id }) => id),
  };
}

const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
const givenSince = <Id>(before: Id[], after: Id[]) => after.filter((id) => !before.includes(id));

/** What it takes to come back from one snapshot to the one before. */
export function recordOf(before: Snapshot, after: Snapshot): StepRecord {
  const parts = ['verdict', 'keptWas', 'facts', 'meaning', 'deferral', 'assignment'] as const;
  const changed = parts.filter((part) => differ(before[part], after[part]));
  return {
    ...Object.fromEntries(changed.map((part) => [part, before[part]])),
    conceptIds: givenSince(before.conceptIds, after.conceptIds),
    suggestionIds: givenSince(before.suggestionIds, after.suggestionIds),
    linkIds: givenSince(before.linkIds, after.linkIds),
  };
}
