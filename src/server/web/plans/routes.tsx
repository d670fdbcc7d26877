import { Hono } from 'hono';
import { z } from 'zod';
import { bearings, bragColours, entryStatuses, Link, Publication } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { mayActAs } from '#shared/people/current-user.ts';
import { changeEntry, noteProgress } from '#shared/plans/change-entry.ts';
import { removeLink, restoreLink } from '#shared/plans/change-link.ts';
import { rejectEntrySuggestion, suggestedEntries } from '#shared/plans/decide-suggestion.ts';
import { exportPlanCsv } from '#shared/plans/export-plan.ts';
import { illustrativePlanCsv, loadIllustrativePlan } from '#shared/plans/illustrative-plan.ts';
import { importPlan, previewPlanImport } from '#shared/plans/import-plan.ts';
import { linkToEntry } from '#shared/plans/link-to-entry.ts';
import { planCoverage } from '#shared/plans/plan-coverage.ts';
import { showEntry, shownLink } from '#shared/plans/show-entry.ts';
import { listPlans, type PlanFilter, showPlan } from '#shared/plans/show-plan.ts';
import type { Services } from '#shared/services.ts';
import { setFlash } from '../flash.ts';
import { problemOf, problemsIn } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { EditEntryPage, EntryPage, ProgressPage } from './entry-pages.tsx';
import { ImportPage, PreviewPage } from './import-pages.tsx';
import { type LinkForm, LinkPage, RemoveLinkPage } from './link-pages.tsx';
import { CoveragePage, PlanPage, PlansPage } from './plan-pages.tsx';

const largestFile = 1024 * 1024;
const coordinator = requireRole('coordinator');
const optional = (longest: number) =>
  z.string().trim().max(longest, `Keep it to ${longest} characters`).optional();
const day = z
  .string()
  .trim()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'Enter a date like 2026-09-30')
  .refine(
    (value) => !value || !Number.isNaN(Date.parse(value)),
    'Enter a date that exists, like 2026-09-30',
  );

const editForm = z.object({
  revision: z.coerce.number().int(),
  text: z
    .string()
    .trim()
    .min(1, 'Enter the recommendation or action')
    .max(5000, 'Keep it to 5,000 characters'),
  ownerAgency: optional(300),
  leadRole: optional(300),
  dueOn: day,
  successMeasure: optional(2000),
});

const progressForm = z.object({
  text: z
    .string()
    .trim()
    .min(1, 'Say what progress there is')
    .max(5000, 'Keep it to 5,000 characters'),
  status: z.enum(entryStatuses, 'Choose a status'),
  rag: z.enum(bragColours, 'Choose a colour').optional(),
});

const linkForm = z.object({
  entryId: z.coerce.number('Choose an entry').int().positive('Choose an entry'),
  bearing: z.enum(bearings, 'Say how the publication bears on it'),
  rationale: z.string().trim().min(1, 'Say why').max(2000, 'Keep it to 2,000 characters'),
  quote: optional(2000),
  page: z
    .string()
    .trim()
    .regex(/^\d{0,5}$/, 'Enter a page number')
    .transform((value) => (value ? Number(value) : null))
    .optional(),
});

const filterQuery = z.object({
  owner: z.string().optional(),
  status: z.string().optional(),
  theme: z.string().optional(),
  linked: z.enum(['yes', 'no']).optional().catch(undefined),
});

const textOf = (body: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );

async function linkFormFor(services: Services, publicationId: number): Promise<LinkForm> {
  const publication = await services.em.findOne(Publication, publicationId);
  if (!publication) throw new NotFound('publication', publicationId);
  const plans = await listPlans(services);
  return {
    publication: { id: publication.id, title: publication.title },
    plans: await Promise.all(plans.map(({ id }) => showPlan(services, { planId: id }))),
    suggested: await suggestedEntries(services, publicationId),
  };
}

async function findLink(services: Services, id: number) {
  const link = await services.em.findOne(Link, id, {
    populate: ['publication', 'entry', 'version', 'document'],
  });
  if (!link) throw new NotFound('link', id);
  return shownLink(link);
}

export const planRoutes = new Hono<WebEnv>()

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
    if (file.size > largestFile)
      return again('The file is larger than 1 MB. A plan of a thousand entries is smaller');
    const csv = await file.text();
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
  })

  .get('/entries/:id{[0-9]+}', async (c) => {
    const view = await showEntry(c.var.services, Number(c.req.param('id')));
    return c.html(<EntryPage view={view} user={c.var.user} />);
  })

  .get('/entries/:id{[0-9]+}/edit', coordinator, async (c) =>
    c.html(<EditEntryPage view={await showEntry(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/edit', coordinator, async (c) => {
    const entryId = Number(c.req.param('id'));
    const body = await c.req.parseBody();
    const form = editForm.safeParse(body);
    if (!form.success) {
      const view = await showEntry(c.var.services, entryId);
      return c.html(
        <EditEntryPage view={view} problems={problemsIn(form.error)} typed={textOf(body)} />,
        422,
      );
    }
    const { revision, dueOn, ownerAgency, leadRole, successMeasure, text } = form.data;
    await changeEntry(c.var.services, {
      entryId,
      revision,
      change: {
        text,
        ownerAgency: ownerAgency || null,
        leadRole: leadRole || null,
        dueOn: dueOn || null,
        successMeasure: successMeasure || null,
      },
      by: c.var.user.actor,
    });
    setFlash(c, 'The entry was changed.');
    return c.redirect(`/entries/${entryId}`, 303);
  })

  .get('/entries/:id{[0-9]+}/progress', coordinator, async (c) =>
    c.html(<ProgressPage view={await showEntry(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/entries/:id{[0-9]+}/progress', coordinator, async (c) => {
    const entryId = Number(c.req.param('id'));
    const body = await c.req.parseBody();
    const form = progressForm.safeParse(body);
    if (!form.success) {
      const view = await showEntry(c.var.services, entryId);
      return c.html(
        <ProgressPage view={view} problems={problemsIn(form.error)} typed={textOf(body)} />,
        422,
      );
    }
    const { text, status, rag } = form.data;
    await noteProgress(c.var.services, {
      entryId,
      text,
      status,
      ...(rag ? { rag } : {}),
      by: c.var.user.actor,
    });
    setFlash(c, 'The progress was noted.');
    return c.redirect(`/entries/${entryId}`, 303);
  })

  .get('/publications/:id{[0-9]+}/link', coordinator, async (c) => {
    const form = await linkFormFor(c.var.services, Number(c.req.param('id')));
    return c.html(
      <LinkPage
        form={form}
        typed={{
          entryId: c.req.query('entry'),
          quote: c.req.query('quote'),
          page: c.req.query('page'),
        }}
      />,
    );
  })

  .post('/publications/:id{[0-9]+}/link', coordinator, async (c) => {
    const publicationId = Number(c.req.param('id'));
    const body = await c.req.parseBody();
    const form = linkForm.safeParse(body);
    const again = async (problems: ReturnType<typeof problemsIn>) =>
      c.html(
        <LinkPage
          form={await linkFormFor(c.var.services, publicationId)}
          typed={textOf(body)}
          problems={problems}
        />,
        422,
      );
    if (!form.success) return again(problemsIn(form.error));
    try {
      const link = await linkToEntry(c.var.services, {
        ...form.data,
        quote: form.data.quote ?? null,
        page: form.data.page ?? null,
        publicationId,
        by: c.var.user.actor,
      });
      setFlash(c, `Linked to ${link.entry.ref}.`);
      return c.redirect(`/publications/${publicationId}#links`, 303);
    } catch (error) {
      return again(problemOf(error));
    }
  })

  .get('/links/:id{[0-9]+}/remove', coordinator, async (c) =>
    c.html(<RemoveLinkPage link={await findLink(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/links/:id{[0-9]+}/remove', coordinator, async (c) => {
    const linkId = Number(c.req.param('id'));
    const reason = String((await c.req.parseBody()).reason ?? '');
    const link = await findLink(c.var.services, linkId);
    try {
      await removeLink(c.var.services, { linkId, reason, by: c.var.user.actor });
    } catch (error) {
      return c.html(
        <RemoveLinkPage link={link} reason={reason} problems={problemOf(error)} />,
        422,
      );
    }
    setFlash(c, 'The link was removed. It can be brought back from “Removed links”.');
    return c.redirect(`/entries/${link.entryId}#publications`, 303);
  })

  .post('/links/:id{[0-9]+}/restore', coordinator, async (c) => {
    const link = await restoreLink(c.var.services, {
      linkId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    setFlash(c, 'The link is back.');
    return c.redirect(`/entries/${link.entry.id}#publications`, 303);
  })

  .post('/suggestions/:id{[0-9]+}/reject-entry', coordinator, async (c) => {
    const { entryId } = await rejectEntrySuggestion(c.var.services, {
      suggestionId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    setFlash(c, 'It will not be suggested for this entry again.');
    return c.redirect(`/entries/${entryId}#suggested`, 303);
  });
