import { createRoute, z } from '@hono/zod-openapi';
import { bearings, bragColours, entryStatuses, Link } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { changeEntry, noteProgress } from '#shared/plans/change-entry.ts';
import { changeLink, removeLink } from '#shared/plans/change-link.ts';
import { importPlan } from '#shared/plans/import-plan.ts';
import { linkToEntry } from '#shared/plans/link-to-entry.ts';
import { planCoverage } from '#shared/plans/plan-coverage.ts';
import {
  type ShownLink,
  showEntry,
  shownLink,
  suggestionsForEntry,
} from '#shared/plans/show-entry.ts';
import { listPlans, type ShownEntry, showPlan } from '#shared/plans/show-plan.ts';
import type { Services } from '#shared/services.ts';
import { requireRole } from '../web/require-role.ts';
import { createApiRouter } from './api-env.ts';
import { commonProblems } from './problem.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from './shapes.ts';

const tags = ['Plans'];
const coordinator = [requireRole('coordinator')];

const entry = z
  .object({
    id: z.number().int(),
    ref: z.string(),
    parentRef: z.string().nullable(),
    text: z.string(),
    ownerAgency: z.string().nullable(),
    leadRole: z.string().nullable(),
    originalDueOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    status: z.enum(entryStatuses),
    rag: z.enum(bragColours).nullable(),
    suggestedRag: z.enum(bragColours).nullable(),
    successMeasure: z.string().nullable(),
    themes: z.array(z.object({ id: z.string(), label: z.string() })),
    revision: z.number().int(),
    publications: z.number().int(),
    challenges: z.number().int(),
    newestOn: z.string().nullable(),
  })
  .openapi('PlanEntry');

const link = z
  .object({
    id: z.number().int(),
    entryId: z.number().int(),
    entryRef: z.string(),
    publication: z.object({
      id: z.number().int(),
      title: z.string(),
      publisher: z.string(),
      publishedOn: z.string().nullable(),
    }),
    bearing: z.enum(bearings),
    rationale: z.string(),
    quote: z.string().nullable(),
    page: z.number().int().nullable(),
    documentId: z.number().int().nullable(),
    version: z.number().int().nullable(),
    hasNewerVersion: z.boolean(),
    linkedBy: z.string().nullable(),
    linkedAt: z.string(),
    removed: z
      .object({ at: z.string(), reason: z.string().nullable(), by: z.string().nullable() })
      .nullable(),
  })
  .openapi('Link');

const plan = z
  .object({
    id: z.number().int(),
    title: z.string(),
    note: z.string().nullable(),
    entries: z.number().int(),
    withPublications: z.number().int(),
  })
  .openapi('Plan');

const suggestion = z.object({
  id: z.number().int(),
  publication: link.shape.publication,
  words: z.array(z.string()).openapi({ description: 'The words that made the match' }),
  page: z.number().int().nullable(),
  passage: z.string().nullable().openapi({ description: 'Null where it may not be shown' }),
  strength: z.enum(['strong', 'weak']),
});

const entryJson = (shown: ShownEntry): z.infer<typeof entry> => ({
  ...shown,
  rag: shown.rag ?? null,
  suggestedRag: shown.suggestedRag ?? null,
});

const linkJson = (shown: ShownLink): z.infer<typeof link> => ({
  ...shown,
  linkedAt: shown.linkedAt.toISOString(),
  removed: shown.removed ? { ...shown.removed, at: shown.removed.at.toISOString() } : null,
});

const pageOf = <T>(items: T[], { page, size }: { page: number; size: number }) => ({
  total: items.length,
  page,
  size,
  items: items.slice((page - 1) * size, page * size),
});

async function loadLink({ em }: Pick<Services, 'em'>, linkId: number) {
  const found = await em.findOne(
    Link,
    { id: linkId },
    { populate: ['publication', 'entry', 'version', 'document', 'linkedBy', 'removedBy'] },
  );
  if (!found) throw new NotFound('link', linkId);
  return linkJson(shownLink(found));
}

export const plansApi = createApiRouter();

plansApi.openapi(
  createRoute({
    method: 'get',
    path: '/plans',
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
    summary: 'Import a plan from CSV; one of the same title is brought up to date',
    tags,
    middleware: coordinator,
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

const entryView = z.object({
  entry,
  plan: z.object({ id: z.number().int(), title: z.string(), note: z.string().nullable() }),
  parent: z.object({ id: z.number().int(), ref: z.string(), text: z.string() }).nullable(),
  actions: z.array(entry),
  links: z.array(link),
  notes: z.array(
    z.object({
      at: z.string(),
      by: z.string().nullable(),
      text: z.string(),
      status: z.string(),
      rag: z.string().nullable(),
    }),
  ),
});

async function entryViewJson(
  services: Services,
  entryId: number,
): Promise<z.infer<typeof entryView>> {
  const view = await showEntry(services, entryId);
  return {
    entry: entryJson(view.entry),
    plan: view.plan,
    parent: view.parent,
    actions: view.actions.map(entryJson),
    links: view.links.map(linkJson),
    notes: view.notes.map((note) => ({ ...note, at: note.at.toISOString() })),
  };
}

plansApi.openapi(
  createRoute({
    method: 'get',
    path: '/entries/{id}',
    summary: 'One entry with its links and progress',
    tags,
    request: { params: idParameter },
    responses: { 200: jsonAnswer(entryView, 'The entry'), ...commonProblems },
  }),
  async (c) => c.json(await entryViewJson(c.var.services, c.req.valid('param').id), 200),
);

plansApi.openapi(
  createRoute({
    method: 'patch',
    path: '/entries/{id}',
    summary: 'Change an entry; with revision, only if nobody else did meanwhile',
    tags,
    middleware: coordinator,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          revision: z.number().int().optional(),
          text: z.string().trim().min(1).max(5000).optional(),
          ownerAgency: z.string().max(300).nullable().optional(),
          leadRole: z.string().max(300).nullable().optional(),
          dueOn: z.iso.date().nullable().optional(),
          status: z.enum(entryStatuses).optional(),
          rag: z.enum(bragColours).nullable().optional(),
          successMeasure: z.string().max(2000).nullable().optional(),
          themes: z.array(z.string()).optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer(entryView, 'The entry as it is now'), ...commonProblems },
  }),
  async (c) => {
    const { revision, ...given } = c.req.valid('json');
    const change = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    const entryId = c.req.valid('param').id;
    await changeEntry(c.var.services, {
      entryId,
      ...(revision === undefined ? {} : { revision }),
      change,
      by: c.var.user.actor,
    });
    return c.json(await entryViewJson(c.var.services, entryId), 200);
  },
);

plansApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/progress',
    summary: 'Note progress; a note is never changed',
    tags,
    middleware: coordinator,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          text: z.string().trim().min(1).max(5000),
          status: z.enum(entryStatuses).optional(),
          rag: z.enum(bragColours).nullable().optional(),
        }),
      ),
    },
    responses: { 201: jsonAnswer(entryView, 'The entry as it is now'), ...commonProblems },
  }),
  async (c) => {
    const { text, status, rag } = c.req.valid('json');
    const entryId = c.req.valid('param').id;
    await noteProgress(c.var.services, {
      entryId,
      text,
      ...(status ? { status } : {}),
      ...(rag === undefined ? {} : { rag }),
      by: c.var.user.actor,
    });
    return c.json(await entryViewJson(c.var.services, entryId), 201);
  },
);

plansApi.openapi(
  createRoute({
    method: 'get',
    path: '/entries/{id}/suggestions',
    summary: 'Publications that may bear on an entry, with the words that made the match',
    tags,
    request: { params: idParameter, query: paging },
    responses: { 200: jsonAnswer(listOf(suggestion), 'Suggestions'), ...commonProblems },
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    await showEntry(c.var.services, entryId);
    const paging = c.req.valid('query');
    return c.json(await suggestionsForEntry(c.var.services, { entryId, ...paging }), 200);
  },
);

plansApi.openapi(
  createRoute({
    method: 'post',
    path: '/publications/{id}/links',
    summary: 'Link a publication, as it stands, to a plan entry',
    tags,
    middleware: coordinator,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          entryId: z.number().int().positive(),
          bearing: z.enum(bearings),
          rationale: z.string().trim().min(1).max(2000),
          quote: z.string().max(2000).nullable().optional(),
          page: z.number().int().positive().nullable().optional(),
        }),
      ),
    },
    responses: { 201: jsonAnswer(link, 'The link'), ...commonProblems },
  }),
  async (c) => {
    const given = c.req.valid('json');
    const made = await linkToEntry(c.var.services, {
      ...given,
      quote: given.quote ?? null,
      page: given.page ?? null,
      publicationId: c.req.valid('param').id,
      by: c.var.user.actor,
    });
    return c.json(await loadLink(c.var.services, made.id), 201);
  },
);

plansApi.openapi(
  createRoute({
    method: 'patch',
    path: '/links/{id}',
    summary: 'Change bearing or rationale',
    tags,
    middleware: coordinator,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          bearing: z.enum(bearings).optional(),
          rationale: z.string().trim().min(1).max(2000).optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer(link, 'The link as it is now'), ...commonProblems },
  }),
  async (c) => {
    const { bearing, rationale } = c.req.valid('json');
    const changed = await changeLink(c.var.services, {
      linkId: c.req.valid('param').id,
      ...(bearing ? { bearing } : {}),
      ...(rationale ? { rationale } : {}),
      by: c.var.user.actor,
    });
    return c.json(await loadLink(c.var.services, changed.id), 200);
  },
);

plansApi.openapi(
  createRoute({
    method: 'delete',
    path: '/links/{id}',
    summary: 'Remove a link; it stays as a record, with the reason',
    tags,
    middleware: coordinator,
    request: {
      params: idParameter,
      body: {
        required: true,
        content: {
          'application/json': { schema: z.object({ reason: z.string().trim().min(1).max(2000) }) },
        },
      },
    },
    responses: { 200: jsonAnswer(link, 'The link as it is now'), ...commonProblems },
  }),
  async (c) => {
    const removed = await removeLink(c.var.services, {
      linkId: c.req.valid('param').id,
      reason: c.req.valid('json').reason,
      by: c.var.user.actor,
    });
    return c.json(await loadLink(c.var.services, removed.id), 200);
  },
);
