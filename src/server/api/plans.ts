import { createRoute, z } from '@hono/zod-openapi';
import { importPlan } from '#shared/plans/import-plan.ts';
import { planCoverage } from '#shared/plans/plan-coverage.ts';
import { listPlans, showPlan } from '#shared/plans/show-plan.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';
import { entry, entryJson, plan } from './plans-schemas.ts';
import { commonProblems } from './problem.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from './shapes.ts';

const tags = ['Plans'];

const pageOf = <T>(items: T[], { page, size }: { page: number; size: number }) => ({
  total: items.length,
  page,
  size,
  items: items.slice((page - 1) * size, page * size),
});

/** Plans, their entries as a list, and what is missing. */
export const plansApi = createApiRouter();

plansApi.openapi(
  createRoute({
    method: 'get',
    path: '/plans',
    middleware: needs('read plans'),
    summary: 'Action plans',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(plan), 'Plans'), ...commonProblems },
  }),
  async (c) => c.json(pageOf(await listPlans(c.var.services), c.req.valid('query')), 200),
);

plansApi.openapi(
  createRoute({
    method: 'post',
    path: '/plans',
    middleware: needs('edit plan'),
    summary: 'Import a plan from CSV; one of the same title is brought up to date',
    tags,
    request: jsonBody(
      z.object({ title: z.string().max(300).optional(), csv: z.string().max(1_048_576) }),
    ),
    responses: {
      201: jsonAnswer(
        z.object({ id: z.number().int(), added: z.number().int(), changed: z.number().int() }),
        'Imported',
      ),
      ...commonProblems,
    },
  }),
  async (c) => {
    const { csv, title } = c.req.valid('json');
    const { planId, added, changed } = await importPlan(c.var.services, {
      csv,
      title: title ?? null,
      by: c.var.user.actor,
    });
    return c.json({ id: planId, added, changed }, 201);
  },
);

plansApi.openapi(
  createRoute({
    method: 'get',
    path: '/plans/{id}/entries',
    middleware: needs('read plans'),
    summary: 'Entries of a plan with what is linked to them',
    tags,
    request: {
      params: idParameter,
      query: paging.extend({
        owner: z.string().optional(),
        status: z.string().optional(),
        theme: z.string().optional(),
        linked: z.enum(['yes', 'no']).optional(),
      }),
    },
    responses: { 200: jsonAnswer(listOf(entry), 'Entries'), ...commonProblems },
  }),
  async (c) => {
    const { page, size, ...filter } = c.req.valid('query');
    const view = await showPlan(c.var.services, { planId: c.req.valid('param').id, filter });
    return c.json(pageOf(view.entries.map(entryJson), { page, size }), 200);
  },
);

plansApi.openapi(
  createRoute({
    method: 'get',
    path: '/plans/{id}/coverage',
    middleware: needs('read plans'),
    summary: 'Themes against linked publications; where nothing is linked',
    tags,
    request: { params: idParameter },
    responses: {
      200: jsonAnswer(
        z.object({
          themes: z.array(
            z.object({
              id: z.string(),
              label: z.string(),
              entries: z.array(z.object({ id: z.number().int(), ref: z.string() })),
              publications: z.number().int(),
              newestOn: z.string().nullable(),
              without: z.array(z.object({ id: z.number().int(), ref: z.string() })),
            }),
          ),
          without: z.array(entry),
        }),
        'Coverage',
      ),
      ...commonProblems,
    },
  }),
  async (c) => {
    const { coverage } = await planCoverage(c.var.services, c.req.valid('param').id);
    return c.json({ themes: coverage.themes, without: coverage.without.map(entryJson) }, 200);
  },
);
