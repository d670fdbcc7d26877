import { createRoute, z } from '@hono/zod-openapi';
import { listChanged } from '#shared/plans/evidence/list-changed.ts';
import { moveLink, undoMove } from '#shared/plans/evidence/move-link.ts';
import {
  reviseLink,
  sayStillHolds,
  undoRevision,
  undoStillHolds,
} from '#shared/plans/evidence/revise-link.ts';
import { linkShape } from '#shared/plans/links/link-rules.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer } from '../if-match.ts';
import { conflict } from '../problem.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import { taggedLink } from '../tagged-link.ts';
import { link, linkJson } from './links-schemas.ts';

const tags = ['Plans'];
const version = z.number().int().positive().nullable().optional().openapi({
  description: 'The version that was looked at: where there is a newer one, nothing is changed',
});

/** What links rely on, as it is now, and what people say of it. */
export const relianceApi = createApiRouter();

relianceApi.openapi(
  createRoute({
    method: 'get',
    path: '/links/changed',
    middleware: needs('read plans'),
    summary: 'Links whose publication changed, and of which nobody has said since that they hold',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(link), 'The links') },
  }),
  async (c) => {
    const { items, ...list } = await listChanged(c.var.services, c.req.valid('query'));
    return c.json({ ...list, items: items.map(linkJson) }, 200);
  },
);

relianceApi.openapi(
  createRoute({
    method: 'get',
    path: '/links/{id}',
    middleware: needs('read plans'),
    summary: 'A link, and where its quotation stands now',
    tags,
    request: { params: idParameter },
    responses: { 200: taggedAnswer(link, 'The link') },
  }),
  async (c) => c.json(await taggedLink(c, c.req.valid('param').id), 200),
);

relianceApi.openapi(
  createRoute({
    method: 'post',
    path: '/links/{id}/holds',
    middleware: needs('link'),
    summary: 'Say that a link still holds, though what it relies on has changed',
    tags,
    request: { params: idParameter, ...jsonBody(z.object({ version })) },
    responses: {
      200: taggedAnswer(link, 'The link as it is now'),
      ...conflict('Nothing changed, the link was removed, or the publication changed again'),
    },
  }),
  async (c) => {
    const linkId = c.req.valid('param').id;
    const by = c.var.user.actor;
    await sayStillHolds(c.var.services, {
      ...c.req.valid('json'),
      linkId,
      seen: seenBy(c, 'link'),
      by,
    });
    return c.json(await taggedLink(c, linkId), 200);
  },
);

relianceApi.openapi(
  createRoute({
    method: 'delete',
    path: '/links/{id}/holds',
    middleware: needs('link'),
    summary: 'Take back that a link still holds',
    tags,
    request: { params: idParameter },
    responses: {
      200: taggedAnswer(link, 'The link as it is now'),
      ...conflict('Nobody has said that it still holds'),
    },
  }),
  async (c) => {
    const linkId = c.req.valid('param').id;
    await undoStillHolds(c.var.services, { linkId, seen: seenBy(c, 'link'), by: c.var.user.actor });
    return c.json(await taggedLink(c, linkId), 200);
  },
);

relianceApi.openapi(
  createRoute({
    method: 'post',
    path: '/links/{id}/revision',
    middleware: needs('link'),
    summary: 'Let a link rely on what its publication says now; what it relied on before is kept',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(linkShape.pick({ quote: true, page: true }).extend({ version })),
    },
    responses: {
      200: taggedAnswer(link, 'The link as it is now'),
      ...conflict('The link was removed, or the publication changed again'),
    },
  }),
  async (c) => {
    const linkId = c.req.valid('param').id;
    await reviseLink(c.var.services, {
      ...c.req.valid('json'),
      linkId,
      seen: seenBy(c, 'link'),
      by: c.var.user.actor,
    });
    return c.json(await taggedLink(c, linkId), 200);
  },
);

relianceApi.openapi(
  createRoute({
    method: 'delete',
    path: '/links/{id}/revision',
    middleware: needs('link'),
    summary: 'Let a link rely again on what it relied on before it was revised last',
    tags,
    request: { params: idParameter },
    responses: {
      200: taggedAnswer(link, 'The link as it is now'),
      ...conflict('The link was not revised'),
    },
  }),
  async (c) => {
    const linkId = c.req.valid('param').id;
    await undoRevision(c.var.services, { linkId, seen: seenBy(c, 'link'), by: c.var.user.actor });
    return c.json(await taggedLink(c, linkId), 200);
  },
);

relianceApi.openapi(
  createRoute({
    method: 'post',
    path: '/links/{id}/move',
    middleware: needs('link'),
    summary: 'Let an entry rely on the newest edition; the link to the older one stays as a record',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(linkShape.pick({ quote: true, page: true })),
    },
    responses: {
      201: taggedAnswer(link, 'The link to the newest edition'),
      ...conflict('The link was removed, or no newer edition is known'),
    },
  }),
  async (c) => {
    const made = await moveLink(c.var.services, {
      ...c.req.valid('json'),
      linkId: c.req.valid('param').id,
      seen: seenBy(c, 'link'),
      by: c.var.user.actor,
    });
    return c.json(await taggedLink(c, made.id), 201);
  },
);

relianceApi.openapi(
  createRoute({
    method: 'delete',
    path: '/links/{id}/move',
    middleware: needs('link'),
    summary: 'Take back that a link was moved here: the one to the older edition stands again',
    tags,
    request: { params: idParameter },
    responses: {
      200: taggedAnswer(link, 'The link to the older edition'),
      ...conflict('The link was not moved here, or was removed'),
    },
  }),
  async (c) => {
    const linkId = c.req.valid('param').id;
    const given = { linkId, seen: seenBy(c, 'link'), by: c.var.user.actor };
    const back = await undoMove(c.var.services, given);
    return c.json(await taggedLink(c, back.id), 200);
  },
);
