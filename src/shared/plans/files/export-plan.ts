import { stringify } from 'csv-stringify/sync';
import { Plan, PlanEntry } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { demonstrationNotice } from '#shared/notices.ts';
import type { Services } from '#shared/services.ts';
import { formulaSafe } from '#shared/text/formula-safe.ts';
import { entryField, ofEachField } from '../fields/entry-fields.ts';
import { evidenceOfPlan } from '../links/link-counts.ts';
import { headingOf, placeColumns } from './plan-columns.ts';

/** The cells of an entry's fields, by their headings. */
function cellsOf(entry: PlanEntry): Record<string, string> {
  const cells = ofEachField((name) => entryField(name).write(entry[name] ?? null));
  // An empty cell would mean the original date.
  if (!entry.dueOn && entry.originalDueOn) cells.dueOn = 'none';
  return Object.fromEntries(
    Object.entries(cells).map(([name, cell]) => [headingOf(name as keyof typeof cells), cell]),
  );
}

/**
 * A plan with its linked counts as CSV for Excel: cells that look like formulas are defused, and
 * what `importPlan` reads of it is the plan as it is.
 *
 * @throws {NotFound}
 */
export async function exportPlanCsv(
  { em, config }: Pick<Services, 'em' | 'config'>,
  planId: number,
): Promise<string> {
  const plan = await em.findOne(Plan, planId);
  if (!plan) throw new NotFound('plan', planId);
  const entries = await em.find(
    PlanEntry,
    { plan },
    { populate: ['parent'], orderBy: { position: 'asc', id: 'asc' } },
  );
  const evidence = await evidenceOfPlan(em, plan);
  const rows = entries.map((entry) => ({
    [placeColumns.plan]: plan.title,
    [placeColumns.ref]: entry.ref,
    [placeColumns.parentRef]: entry.parent?.ref ?? '',
    ...cellsOf(entry),
    linkedPublications: String(evidence.get(entry.id)?.publications ?? 0),
    newestPublication: evidence.get(entry.id)?.newestOn ?? '',
    publicationsNotStandingWell: (evidence.get(entry.id)?.notStandingWell ?? []).join('\n'),
    ...(config.isDemonstration ? { note: demonstrationNotice } : {}),
  }));
  return stringify(rows, { header: true, bom: true, cast: { string: formulaSafe } });
}
