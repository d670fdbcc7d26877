import { Hono } from 'hono';
import { z } from 'zod';
import { mayActAs } from '#shared/people/current-user.ts';
import { exportPlanCsv } from '#shared/plans/export-plan.ts';
import { illustrativePlanCsv, loadIllustrativePlan } from '#shared/plans/illustrative-plan.ts';
import { importPlan, previewPlanImport } from '#shared/plans/import-plan.ts';
import { planCoverage } from '#shared/plans/plan-coverage.ts';
import { listPlans, type PlanFilter, showPlan } from '#shared/plans/show-plan.ts';
import { largestPlanFile, textOfPlanFile } from '#shared/plans/text-of-plan-file.ts';
import { setFlash } from '../flash.ts';
import { problemOf } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { ImportPage, PreviewPage } from './import-pages.tsx';
import { CoveragePage, PlanPage, PlansPage } from './plan-pages.tsx';

const coordinator = requireRole('coordinator');

const filterQuery = z.object({
  owner: z.string().optional(),
  status: z.string().optional(),
  theme: z.string().optional(),
  linked: z.enum(['yes', 'no']).optional().catch(undefined),
});

/** Plans: the list, one with its entries, what is missing, import and export. */
export const plansRoutes = new Hono<WebEnv>()

  .get('/plans', async (c) => {
    const plans = await listPlans(c.var.services);
    return c.html(<PlansPage plans={plans} mayImport={mayActAs(c.var.user.role, 'coordinator')} />);
  })

  .post('/plans/sample', coordinator, async (c) => {
    const id = await loadIllustrativePlan(c.var.services, c.var.user.actor);
    setFlash(c, 'The sample was loaded. Replace it with your own plan when you are ready.');
    return c.redirect(`/plans/${id}`, 303);
  })

  .get('/plans/sample.csv', (c) =>
    c.body(illustrativePlanCsv(), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="illustrative-plan.csv"',
    }),
  )

  .get('/plans/import', coordinator, (c) => c.html(<ImportPage />))

  .post('/plans/import', coordinator, async (c) => {
    const { file, title } = await c.req.parseBody();
    const givenTitle = String(title ?? '').trim();
    const again = (message: string) =>
      c.html(<ImportPage title={givenTitle} problems={[{ field: 'file', message }]} />, 422);
    if (!(file instanceof File) || file.size === 0) return again('Choose a CSV file');
    if (file.size > largestPlanFile)
      return again('The file is larger than 1 MB. A plan of a thousand entries is smaller');
    let csv: string;
    try {
      csv = textOfPlanFile(new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      return again(problemOf(error)[0]?.message ?? '');
    }
    const preview = await previewPlanImport(c.var.services, { csv, title: givenTitle });
    return c.html(
      <PreviewPage preview={preview} csv={csv} givenTitle={givenTitle} />,
      preview.problems.length > 0 ? 422 : 200,
    );
  })

  .post('/plans/import/confirm', coordinator, async (c) => {
    const { csv, title } = await c.req.parseBody();
    const outcome = await importPlan(c.var.services, {
      csv: String(csv ?? ''),
      title: String(title ?? ''),
      by: c.var.user.actor,
    });
    setFlash(c, `The plan was imported: ${outcome.added} added, ${outcome.changed} changed.`);
    return c.redirect(`/plans/${outcome.planId}`, 303);
  })

  .get('/plans/:id{[0-9]+}', async (c) => {
    const filter = Object.fromEntries(
      Object.entries(filterQuery.parse(c.req.query())).filter(([, value]) => value),
    ) as PlanFilter;
    const plan = await showPlan(c.var.services, { planId: Number(c.req.param('id')), filter });
    return c.html(<PlanPage plan={plan} filter={filter} />);
  })

  .get('/plans/:id{[0-9]+}/coverage', async (c) => {
    const { plan, coverage } = await planCoverage(c.var.services, Number(c.req.param('id')));
    return c.html(<CoveragePage plan={plan} coverage={coverage} />);
  })

  .get('/plans/:id{[0-9]+}/export.csv', async (c) => {
    const csv = await exportPlanCsv(c.var.services, Number(c.req.param('id')));
    return c.body(csv, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="action-plan.csv"',
    });
  });
