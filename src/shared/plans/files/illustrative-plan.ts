import { readFileSync } from 'node:fs';
import type { Actor } from '#shared/database/record-audit.ts';
import { Plan } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { importPlan } from './import-plan.ts';

/** Said wherever the sample is shown. */
export const illustrativeNote = 'Illustrative sample. Replace with your own plan.';

/** The sample of 38 entries, as CSV: a pattern to fill in. */
export const illustrativePlanCsv = (): string =>
  readFileSync(new URL('../../data/illustrative-plan.csv', import.meta.url), 'utf8');

/** The sample as it stands beside one's own plans; null where there is none, or it was archived. */
export const presentSample = ({ em }: Pick<Services, 'em'>): Promise<Plan | null> =>
  em.findOne(Plan, { note: illustrativeNote, archivedAt: null });

/** Loads the sample. @returns the plan's id */
export async function loadIllustrativePlan(
  services: Pick<Services, 'em' | 'clock'>,
  by: Actor,
): Promise<number> {
  const { planId } = await importPlan(services, {
    csv: illustrativePlanCsv(),
    note: illustrativeNote,
    by,
  });
  return planId;
}
