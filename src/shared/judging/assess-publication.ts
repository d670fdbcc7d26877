import { keepAsUsed } from '#shared/database/keep-as-used.ts';
import { Assessment, type evidenceStrengths, type horizons } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';

/** A judgement; null says nothing yet. What is left out stays as it was. */
export interface Judgement {
  /** 0 not, 1 slightly, 2 clearly, 3 directly. */
  relevance?: number | null;
  evidenceStrength?: (typeof evidenceStrengths)[number] | null;
  /** 1 to 5. */
  impact?: number | null;
  horizon?: (typeof horizons)[number] | null;
  /** One line: "What this means here". */
  meaning?: string | null;
}

export const longestMeaning = 300;

const fields = ['relevance', 'evidenceStrength', 'impact', 'horizon', 'meaning'] as const;

const isWithin = (value: number | null | undefined, from: number, to: number) =>
  value == null || (Number.isInteger(value) && value >= from && value <= to);

function check({ relevance, impact, meaning }: Judgement): void {
  if (!isWithin(relevance, 0, 3)) throw new Invalid('Relevance is from 0 to 3.', 'relevance');
  if (!isWithin(impact, 1, 5)) throw new Invalid('Impact is from 1 to 5.', 'impact');
  if ((meaning?.length ?? 0) > longestMeaning) {
    throw new Invalid(`Keep “What this means here” to ${longestMeaning} characters.`, 'meaning');
  }
}

/** Whether a judgement says that the publication is of use: something is said, and not "not relevant". */
const saysItIsOfUse = (changed: Judgement, after: { relevance?: number | null }) =>
  Object.values(changed).some((value) => value !== null) && after.relevance !== 0;

/**
 * Records a person's judgement of a publication, and keeps it unless it is said to be not relevant.
 *
 * @returns whether the publication is kept, and by this
 * @throws {NotFound} @throws {Invalid}
 */
export async function assessPublication(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & Judgement,
): Promise<{ isKept: boolean; isKeptByThis: boolean }> {
  const wanted: Judgement = { ...given };
  if (given.meaning !== undefined) {
    // One line, so that a digest can carry it.
    wanted.meaning = given.meaning?.replace(/\s+/g, ' ').trim() || null;
  }
  check(wanted);
  let isKept = false;
  let isKeptByThis = false;
  await changePublication(services, given, async (em, publication, at) => {
    isKept = publication.status === 'kept';
    const known = await em.findOne(Assessment, { publication });
    const changed = fields.filter(
      (field) => wanted[field] !== undefined && wanted[field] !== (known?.[field] ?? null),
    );
    if (changed.length === 0) return null;
    const pick = (from: Judgement) =>
      Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
    const before = pick(known ?? {});
    const assessment = known ?? em.create(Assessment, { publication, assessedAt: at });
    em.assign(assessment, pick(wanted));
    assessment.assessedAt = at;
    assessment.assessedBy = personOf(em, given.by);
    if (saysItIsOfUse(pick(wanted), assessment)) {
      isKeptByThis = keepAsUsed(em, publication, { use: 'assessed', by: given.by, at });
      isKept ||= isKeptByThis;
    }
    return { action: 'publication.assessed', before, after: pick(wanted) };
  });
  return { isKept, isKeptByThis };
}
