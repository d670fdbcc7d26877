import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Invalid } from '#shared/errors.ts';
import { importPlan } from '#shared/plans/files/import-plan.ts';
import { planTitleRule } from '#shared/plans/files/plan-columns.ts';
import { largestPlanFile, textOfPlanFile } from '#shared/plans/files/text-of-plan-file.ts';
import { filterNamed, ofEachFilter, type SortName, sortNames } from '#shared/plans/list/filters.ts';
import { planCoverage } from '#shared/plans/list/plan-coverage.ts';
import { listPlans, showPlan } from '#shared/plans/list/show-plan.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { conflict } from '../problem.ts';
import { idParameter, jsonAnswer, listOf, paging } from '../shapes.ts';
import { asAt, entry, entryJson, plan } from './plans-schemas.ts';

const tags = ['Plans'];

const pageOf = <T>(items: T[], { page, size }: { page: number; size: number }) => ({
  total: items.length,
  page,
  size,
  items: items.slice((page - 1) * size, page * size),
});

async function bytesOfBody(c: Context): Promise<Uint8Array> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.length > largestPlanFile) throw new Invalid('The file is larger than 1 MB.', 'file');
  return bytes;
}

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
    responses: { 200: jsonAnswer(listOf(plan), 'Plans') },
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
    request: {
      query: z.object({ title: z.string().optional() }),
      // Not “required”: then only JSON would be taken.
      body: {
        content: {
          'application/json': {
            schema: z.object({
              title: planTitleRule.optional(),
              csv: z.string().max(largestPlanFile),
            }),
          },
          'text/csv': {
            schema: z.string().openapi({
              description:
                'The file as a spreadsheet saved it, in any of its encodings; the title may stand in the address',
            }),
          },
        },
      },
    },
    responses: {
      201: jsonAnswer(
        z.object({ id: z.number().int(), added: z.number().int(), changed: z.number().int() }),
        'Imported',
      ),
      ...conflict('Somebody else imported a plan of this title just now'),
    },
  }),
  async (c) => {
    const given = c.req.header('content-type')?.startsWith('text/csv')
      ? { csv: textOfPlanFile(await bytesOfBody(c)), title: c.req.valid('query').title }
      : (c.req.valid('json') as { csv?: string; title?: string });
    if (given.csv === undefined)
      throw new Invalid('Send {"csv": …} as JSON, or the file itself as text/csv.', 'csv');
    const { planId, added, changed } = await importPlan(c.var.services, {
      csv: given.csv,
      title: given.title ?? null,
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
        ...ofEachFilter((name) => {
          const { values, label } = filterNamed(name);
          const one = values ? z.enum(values as [string, ...string[]]) : z.string();
          return one.optional().openapi({ description: label });
        }),
        sort: z.enum(sortNames as [SortName, ...SortName[]]).optional(),
        asAt,
      }),
    },
    responses: { 200: jsonAnswer(listOf(entry), 'Entries') },
  }),
  async (c) => {
    const { page, size, sort, asAt, ...filter } = c.req.valid('query');
    const planId = c.req.valid('param').id;
    const view = await showPlan(c.var.services, { planId, filter, sort, asAt });
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
    },
  }),
  async (c) => {
    const { coverage } = await planCoverage(c.var.services, c.req.valid('param').id);
    return c.json({ themes: coverage.themes, without: coverage.without.map(entryJson) }, 200);
  },
);
