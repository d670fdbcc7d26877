import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { mayShowClasses } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { showRequest } from '#shared/publications/show-request.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { latestTest } from '#shared/sources/latest-test.ts';
import { requestLook } from '#shared/sources/request-preview.ts';
import { requestWork } from '#shared/sources/request-work.ts';
import { listScans, listSources, showSource } from '#shared/sources/show-sources.ts';
import { type SourceShape, sourceShape } from '#shared/sources/source-rules.ts';
import type { WebEnv } from '../request/env.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';
import { seenBy, taggedAnswer, tellTag } from './if-match.ts';
import { conflict } from './problem.ts';

import { requestJson } from './request-json.ts';
import { requestSchema } from './requests-schemas.ts';
import { idParameter, jsonAnswer, listOf, paging } from './shapes.ts';
import { scan, scanJson, source, sourceJson } from './sources-schemas.ts';

const tags = ['Sources'];
const asked = jsonAnswer(
  z.object({ id: z.number().int(), href: z.string() }),
  'Asked; GET /api/v1/requests/{id} says what came of it',
);

/** Where to look for what came of a request; the header says it too (RFC 9110, section 10.2.2). */
function lookAt(c: Context, id: number) {
  const href = `/api/v1/requests/${id}`;
  c.header('location', href);
  return { id, href };
}

/** The source as it is now, with the tag of that. */
async function shown(c: Context<WebEnv>, sourceId: number) {
  await tellTag(c, 'source', sourceId);
  return sourceJson(await showSource(c.var.services, sourceId));
}

/** The source as it was sent. @throws {Invalid} naming what is missing */
function shapeOf(given: unknown): SourceShape {
  const shape = sourceShape.safeParse(given);
  if (shape.success) return shape.data;
  const [issue] = shape.error.issues;
  throw new Invalid(
    shape.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' '),
    issue?.path.join('.'),
  );
}

export const sourcesApi = createApiRouter();

sourcesApi.openapi(
  createRoute({
    method: 'get',
    path: '/sources',
    middleware: needs('see sources'),
    summary: 'Sources with their health',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(source), 'Sources') },
  }),
  async (c) => {
    const { page, size } = c.req.valid('query');
    const lines = await listSources(c.var.services);
    const items = lines.slice((page - 1) * size, page * size).map(sourceJson);
    return c.json({ total: lines.length, page, size, items }, 200);
  },
);

sourcesApi.openapi(
  createRoute({
    method: 'post',
    path: '/sources',
    middleware: needs('manage sources'),
    summary: 'Register a source; it is scanned at once unless startPaused',
    description:
      'With an address alone ({"url"}) nothing is registered: the worker looks what kind of source it is and what it would bring. The request then has it under `proposed`, which registers it when it is sent here.',
    tags,
    request: {
      body: {
        required: true,
        content: {
          'application/json': {
            schema: sourceShape.partial({ name: true, publisher: true, kind: true }),
          },
        },
      },
    },
    responses: {
      201: taggedAnswer(source, 'The source'),
      202: asked,
    },
  }),
  async (c) => {
    const { services, user } = c.var;
    const given = c.req.valid('json');
    const by = user.actor;
    if (!given.name && !given.publisher && !given.kind) {
      const id = await requestLook(services, { address: given.url, by });
      return c.json(lookAt(c, id), 202);
    }
    const added = await addSource(services, { source: shapeOf(given), by });
    return c.json(await shown(c, added.id), 201);
  },
);

sourcesApi.openapi(
  createRoute({
    method: 'get',
    path: '/sources/{id}',
    middleware: needs('see sources'),
    summary: 'One source',
    tags,
    request: { params: idParameter },
    responses: { 200: taggedAnswer(source, 'The source') },
  }),
  async (c) => c.json(await shown(c, c.req.valid('param').id), 200),
);

sourcesApi.openapi(
  createRoute({
    method: 'patch',
    path: '/sources/{id}',
    middleware: needs('manage sources'),
    summary: 'Change, pause or switch on a source',
    tags,
    request: {
      params: idParameter,
      body: {
        required: true,
        content: {
          'application/json': {
            schema: sourceShape
              .omit({ key: true, kind: true, verified: true, startPaused: true })
              .partial()
              .extend({
                mayShow: z.enum(mayShowClasses).optional(),
                isPaused: z.boolean().optional(),
              }),
          },
        },
      },
    },
    responses: { 200: taggedAnswer(source, 'The source as it is now') },
  }),
  async (c) => {
    const sourceId = c.req.valid('param').id;
    const given = Object.fromEntries(
      Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined),
    );
    await changeSource(c.var.services, {
      sourceId,
      seen: seenBy(c, 'source'),
      change: given,
      by: c.var.user.actor,
    });
    return c.json(await shown(c, sourceId), 200);
  },
);

for (const [kind, summary] of [
  ['scan', 'Ask for a scan now; poll the request'],
  ['test', 'Ask for a test now, of which nothing is kept; poll the request'],
] as const) {
  sourcesApi.openapi(
    createRoute({
      method: 'post',
      path: `/sources/{id}/${kind}`,
      middleware: needs('manage sources'),
      summary,
      tags,
      request: { params: idParameter },
      responses: { 202: asked, ...conflict('Sources of this kind cannot be read') },
    }),
    async (c) => {
      const sourceId = c.req.valid('param').id;
      const request = await requestWork(c.var.services, {
        sourceId,
        seen: seenBy(c, 'source'),
        kind,
        by: c.var.user.actor,
      });
      return c.json(lookAt(c, request), 202);
    },
  );
}

sourcesApi.openapi(
  createRoute({
    method: 'get',
    path: '/sources/{id}/test',
    middleware: needs('see sources'),
    summary: 'The latest test of a source, with what it found',
    tags,
    request: { params: idParameter },
    responses: { 200: jsonAnswer(requestSchema, 'The request for it') },
  }),
  async (c) => {
    const { services } = c.var;
    const request = await latestTest(services, c.req.valid('param').id);
    return c.json(requestJson(await showRequest(services, request, null)), 200);
  },
);

sourcesApi.openapi(
  createRoute({
    method: 'get',
    path: '/sources/{id}/scans',
    middleware: needs('see sources'),
    summary: 'Scans of a source, newest first',
    tags,
    request: { params: idParameter, query: paging },
    responses: { 200: jsonAnswer(listOf(scan), 'Scans') },
  }),
  async (c) => {
    const { items, ...list } = await listScans(c.var.services, {
      sourceId: c.req.valid('param').id,
      ...c.req.valid('query'),
    });
    return c.json({ ...list, items: items.map(scanJson) }, 200);
  },
);
