import { Hono } from 'hono';
import { z } from 'zod';
import { may } from '#shared/people/permissions.ts';
import { listChanged } from '#shared/plans/evidence/list-changed.ts';
import { exportPlanCsv } from '#shared/plans/files/export-plan.ts';
import {
  illustrativePlanCsv,
  loadIllustrativePlan,
} from '#shared/plans/files/illustrative-plan.ts';
import { importPlan, previewPlanImport } from '#shared/plans/files/import-plan.ts';
import { largestPlanFile, textOfPlanFile } from '#shared/plans/files/text-of-plan-file.ts';
import { planCoverage } from '#shared/plans/plan-coverage.ts';
import { listPlans, type PlanFilter, showPlan } from '#shared/plans/show-plan.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, chosenFile, submit } from '../../request/submit.ts';
import { ImportPage, PreviewPage } from './files/import-pages.tsx';
import { CoveragePage, PlanPage, PlansPage } from './plan-pages.tsx';

const title = z.string().trim().default('');
const fileForm = z.object({
  file: chosenFile('Choose a CSV file')
    .refine(({ size }) => size > 0, 'Choose a CSV file')
    .refine(
      ({ size }) => size <= largestPlanFile,
      'The file is larger than 1 MB. A plan of a thousand entries is smaller',
    ),
  title,
});
const confirmForm = z.object({ csv: z.string(), title });

const filterQuery = z.object({
  owner: z.string().optional(),
  status: z.string().optional(),
  theme: z.string().optional(),
  linked: z.enum(['yes', 'no']).optional().catch(undefined),
});

/** Plans: the list, one with its entries, what is missing, import and export. */
export const plansRoutes = new Hono<WebEnv>()

  .get('/plans', needs('read plans'), async (c) => {
    const plans = await listPlans(c.var.services);
    const changed = may(c.var.user, 'link')
      ? (await listChanged(c.var.services, { page: 1, size: 1 })).total
      : 0;
    const mayImport = may(c.var.user, 'edit plan');
    return c.html(<PlansPage plans={plans} mayImport={mayImport} changed={changed} />);
  })

  .post('/plans/sample', needs('edit plan'), async (c) => {
    const id = await loadIllustrativePlan(c.var.services, c.var.user.actor);
    setFlash(c, 'The sample was loaded. Replace it with your own plan when you are ready.');
    return c.redirect(`/plans/${id}`, 303);
  })

  .get('/plans/sample.csv', needs('read plans'), (c) =>
    c.body(illustrativePlanCsv(), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="illustrative-plan.csv"',
    }),
  )

  .get('/plans/import', needs('edit plan'), (c) => c.html(<ImportPage />))

  .post('/plans/import', needs('edit plan'), async (c) => {
    const again: Again = (problems, { title = '' }) => (
      <ImportPage title={title} problems={problems} />
    );
    return submit(c, fileForm, again, async ({ file, title }) => {
      const csv = textOfPlanFile(new Uint8Array(await file.arrayBuffer()));
      const preview = await previewPlanImport(c.var.services, { csv, title });
      return c.html(
        <PreviewPage preview={preview} csv={csv} givenTitle={title} />,
        preview.problems.length > 0 ? 422 : 200,
      );
    });
  })

  .post('/plans/import/confirm', needs('edit plan'), async (c) =>
    submit(c, confirmForm, null, async ({ csv, title }) => {
      const outcome = await importPlan(c.var.services, { csv, title, by: c.var.user.actor });
      setFlash(c, `The plan was imported: ${outcome.added} added, ${outcome.changed} changed.`);
      return c.redirect(`/plans/${outcome.planId}`, 303);
    }),
  )

  .get('/plans/:id{[0-9]+}', needs('read plans'), async (c) => {
    const filter = Object.fromEntries(
      Object.entries(filterQuery.parse(c.req.query())).filter(([, value]) => value),
    ) as PlanFilter;
    const plan = await showPlan(c.var.services, { planId: Number(c.req.param('id')), filter });
    return c.html(<PlanPage plan={plan} filter={filter} />);
  })

  .get('/plans/:id{[0-9]+}/coverage', needs('read plans'), async (c) => {
    const { plan, coverage } = await planCoverage(c.var.services, Number(c.req.param('id')));
    return c.html(<CoveragePage plan={plan} coverage={coverage} />);
  })

  .get('/plans/:id{[0-9]+}/export.csv', needs('read plans'), async (c) => {
    const csv = await exportPlanCsv(c.var.services, Number(c.req.param('id')));
    return c.body(csv, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="action-plan.csv"',
    });
  });
