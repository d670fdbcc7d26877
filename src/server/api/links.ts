import { createRoute, z } from '@hono/zod-openapi';
import { bearings } from '#shared/entities/index.ts';
import { changeLink, removeLink } from '#shared/plans/change-link.ts';
import { linkToEntry } from '#shared/plans/link-to-entry.ts';
import { showLink } from '#shared/plans/show-link.ts';
import { requireRole } from '../web/require-role.ts';
import { createApiRouter } from './api-env.ts';
import { link, linkJson } from './links-schemas.ts';
import { commonProblems } from './problem.ts';
import { idParameter, jsonAnswer, jsonBody } from './shapes.ts';

const tags = ['Plans'];
const coordinator = [requireRole('coordinator')];

/** Links from publications to plan entries. */
export const linksApi = createApiRouter();

linksApi.openapi(
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
    return c.json(linkJson(await showLink(c.var.services, made.id)), 201);
  },
);

linksApi.openapi(
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
    return c.json(linkJson(await showLink(c.var.services, changed.id)), 200);
  },
);

linksApi.openapi(
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
    return c.json(linkJson(await showLink(c.var.services, removed.id)), 200);
  },
);
