import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Concept, entryStatuses } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { type CoverageGap, coverageGapNames } from '#shared/plans/coverage/evidence-kinds.ts';
import { coverageCsv, coverageExcel } from '#shared/plans/coverage/export-coverage.ts';
import { type CoverageFilter, showCoverage } from '#shared/plans/coverage/show-coverage.ts';
import { excelType } from '#shared/text/paper/workbook.ts';
import type { WebEnv } from '../../../request/env.ts';
import { needs } from '../../../request/permission.ts';
import { EvidencePage } from './coverage-page.tsx';

const said = z
  .string()
  .optional()
  .transform((text) => text || undefined);

const asked = z.object({
  plan: z.coerce.number().int().positive().optional().catch(undefined),
  owner: said,
  theme: said,
  status: z.enum(entryStatuses).optional().catch(undefined),
  gap: z
    .enum(coverageGapNames as [CoverageGap, ...CoverageGap[]])
    .optional()
    .catch(undefined),
});

function filterOf(c: Context<WebEnv>): CoverageFilter {
  const { plan, ...filter } = asked.parse(c.req.query());
  return { planId: plan, ...filter };
}

const attached = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
});

/** What has no evidence, or none that holds. */
export const coverageRoutes = new Hono<WebEnv>()

  .get('/coverage', needs('read plans'), async (c) => {
    const filter = filterOf(c);
    const coverage = await showCoverage(c.var.services, filter);
    if (filter.planId && !coverage.plan) throw new NotFound('plan', filter.planId);
    const concepts = await c.var.services.em.find(Concept, {}, { fields: ['id', 'label'] });
    const labels = new Map(concepts.map(({ id, label }) => [id, label]));
    return c.html(<EvidencePage coverage={coverage} filter={filter} labels={labels} />);
  })

  .get('/coverage/excel', needs('read plans'), async (c) => {
    const coverage = await showCoverage(c.var.services, filterOf(c));
    const file = await coverageExcel(c.var.services, coverage);
    return c.body(Buffer.from(file), 200, attached(excelType, 'coverage.xlsx'));
  })

  .get('/coverage/table.csv', needs('read plans'), async (c) => {
    const coverage = await showCoverage(c.var.services, filterOf(c));
    const csv = coverageCsv(c.var.services, coverage);
    return c.body(csv, 200, attached('text/csv; charset=utf-8', 'coverage.csv'));
  });
