import { stringify } from 'csv-stringify/sync';
import type { Services } from '#shared/services.ts';
import { showPlan } from './show-plan.ts';

/** A plan with its linked counts as CSV for Excel: cells that look like formulas are defused. */
export async function exportPlanCsv(
  services: Pick<Services, 'em' | 'clock' | 'config'>,
  planId: number,
): Promise<string> {
  const plan = await showPlan(services, { planId });
  const rows = plan.entries.map((entry) => ({
    plan: plan.title,
    ref: entry.ref,
    parentRef: entry.parentRef ?? '',
    recommendation: entry.text,
    ownerAgency: entry.ownerAgency ?? '',
    leadRole: entry.leadRole ?? '',
    originalDueDate: entry.originalDueOn ?? '',
    currentDueDate: entry.dueOn ?? '',
    rag: entry.rag ?? '',
    status: entry.status,
    successMeasure: entry.successMeasure ?? '',
    themes: entry.themes.map(({ id }) => id).join(';'),
    linkedPublications: entry.publications,
    newestPublication: entry.newestOn ?? '',
    publicationsNotStandingWell: entry.notStandingWell.join('\n'),
    ...(services.config.isDemonstration
      ? { note: 'Demonstration. Fictional publications and plan; no council’s own.' }
      : {}),
  }));
  return stringify(rows, { header: true, bom: true, escape_formulas: true });
}
