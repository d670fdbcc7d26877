import { Hono } from 'hono';
import { z } from 'zod';
import { may } from '#shared/people/permissions.ts';
import { listChanged } from '#shared/plans/evidence/list-changed.ts';
import { exportPlanCsv, exportPlanXlsx } from '#shared/plans/files/export-plan.ts';
import {
  illustrativePlanCsv,
  loadIllustrativePlan,
  presentSample,
} from '#shared/plans/files/illustrative-plan.ts';
import { importPlan, previewPlanImport } from '#shared/plans/files/import-plan.ts';
import { largestPlanFile, textOfPlanFile } from '#shared/plans/files/text-of-plan-file.ts';
import { ofEachFilter, type SortName, sortNames } from '#shared/plans/list/filters.ts';
import { planCoverage } from '#shared/plans/list/plan-coverage.ts';
import { listPlans, showPlan } from '#shared/plans/list/show-plan.ts';
import { archivePlan } from '#shared/plans/structure/change-plan.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, chosenFile, submit } from '../../request/submit.ts';
import { CoveragePage } from './coverage-page.tsx';
import { ImportPage, PreviewPage } from './files/import-pages.tsx';
import { PlanPage } from './plan-page.tsx';
import { PlansPage } from './plans-page.tsx';

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
const confirmForm = z.object({ csv: z.string(), title, replacesSample: z.string().optional() });

/** What the address asks of a list; what it cannot mean is left out. */
const askedQuery = z.object({
  ...ofEachFilter(() => z.string().optional().catch(undefined)),
  sort: z.enum(sortNames as [SortName, ...SortName[]]).catch('plan'),
  asAt: z.string().optional(),
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
        <PreviewPage
          preview={preview}
          csv={csv}
          givenTitle={title}
          sample={await presentSample(c.var.services)}
        />,
        preview.problems.length > 0 ? 422 : 200,
      );
    });
  })

  .post('/plans/import/confirm', needs('edit plan'), async (c) =>
    submit(c, confirmForm, null, async ({ csv, title, replacesSample }) => {
      const by = c.var.user.actor;
      const sample = replacesSample === 'yes' ? await presentSample(c.var.services) : null;
      const outcome = await importPlan(c.var.services, { csv, title, by });
      // Not where it is the sample itself that was brought up to date.
      if (sample && sample.id !== outcome.planId)
        await archivePlan(c.var.services, { planId: sample.id, isArchived: true, by });
      setFlash(c, `The plan was imported: ${outcome.added} added, ${outcome.changed} changed.`);
      return c.redirect(`/plans/${outcome.planId}`, 303);
    }),
  )

  .get('/plans/:id{[0-9]+}', needs('read plans'), async (c) => {
    const { sort, asAt, ...filter } = askedQuery.parse(c.req.query());
    const planId = Number(c.req.param('id'));
    const plan = await showPlan(c.var.services, { planId, filter, sort, asAt });
    return c.html(<PlanPage plan={plan} filter={filter} sort={sort} user={c.var.user} />);
  })

  .get('/plans/:id{[0-9]+}/coverage', needs('read plans'), async (c) => {
    const { plan, coverage } = await planCoverage(c.var.services, Number(c.req.param('id')));
    return c.html(<CoveragePage plan={plan} coverage={coverage} />);
  })

  .get('/plans/:id{[0-9]+}/export.csv', needs('read plans'), async (c) => {
    const { services } = c.var;
    const csv = await exportPlanCsv(services, Number(c.req.param('id')), c.req.query('asAt'));
    return c.body(csv, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="action-plan.csv"',
    });
  })

  .get('/plans/:id{[0-9]+}/export.xlsx', needs('read plans'), async (c) => {
    const { services } = c.var;
    const workbook = await exportPlanXlsx(services, Number(c.req.param('id')), c.req.query('asAt'));
    return c.body(new Uint8Array(workbook), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="action-plan.xlsx"',
    });
  });
