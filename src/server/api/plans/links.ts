import { createRoute, z } from '@hono/zod-openapi';
import { changeLink, removeLink } from '#shared/plans/links/change-link.ts';
import { linkChangeShape, linkShape, removalReasonRule } from '#shared/plans/links/link-rules.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer } from '../if-match.ts';
import { conflict } from '../problem.ts';
import { idParameter, jsonBody } from '../shapes.ts';
import { taggedLink } from '../tagged-link.ts';
import { link } from './links-schemas.ts';

const tags = ['Plans'];

/** Links from publications to plan entries. */
export const linksApi = createApiRouter();

linksApi.openapi(
  createRoute({
    method: 'post',
    path: '/publications/{id}/links',
    middleware: needs('link'),
    summary: 'Link a publication, as it stands, to a plan entry; that keeps it',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        linkShape.extend({
          confirm: z.boolean().optional().openapi({
            description:
              'Link it also where it was withdrawn, superseded, is gone or has changed: without it, that is a 409',
          }),
          version: z.number().int().positive().nullish().openapi({
            description: 'The version that was read: where there is a newer one, that is a 409',
          }),
        }),
      ),
    },
    responses: {
      201: taggedAnswer(link, 'The link'),
      ...conflict('It does not stand as it did; the answer says how. Send it again with confirm'),
    },
  }),
  async (c) => {
    const { confirm = false, version, ...given } = c.req.valid('json');
    const made = await linkToEntry(c.var.services, {
      ...given,
      quote: given.quote ?? null,
      page: given.page ?? null,
      isConfirmed: confirm,
      versionRead: version,
      publicationId: c.req.valid('param').id,
      seen: seenBy(c, 'publication'),
      by: c.var.user.actor,
    });
    return c.json(await taggedLink(c, made.id), 201);
  },
);

linksApi.openapi(
  createRoute({
    method: 'patch',
    path: '/links/{id}',
    middleware: needs('link'),
    summary: 'Change bearing or rationale',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(linkChangeShape),
    },
    responses: {
      200: taggedAnswer(link, 'The link as it is now'),
      ...conflict('The link was removed already'),
    },
  }),
  async (c) => {
    const { bearing, rationale } = c.req.valid('json');
    const changed = await changeLink(c.var.services, {
      linkId: c.req.valid('param').id,
      seen: seenBy(c, 'link'),
      ...(bearing ? { bearing } : {}),
      ...(rationale ? { rationale } : {}),
      by: c.var.user.actor,
    });
    return c.json(await taggedLink(c, changed.id), 200);
  },
);

linksApi.openapi(
  createRoute({
    method: 'delete',
    path: '/links/{id}',
    middleware: needs('link'),
    summary: 'Remove a link; it stays as a record, with the reason',
    tags,
    request: {
      params: idParameter,
      body: {
        required: true,
        content: {
          'application/json': { schema: z.object({ reason: removalReasonRule }) },
        },
      },
    },
    responses: {
      200: taggedAnswer(link, 'The link as it is now'),
      ...conflict('The link was removed already'),
    },
  }),
  async (c) => {
    const removed = await removeLink(c.var.services, {
      linkId: c.req.valid('param').id,
      seen: seenBy(c, 'link'),
      reason: c.req.valid('json').reason,
      by: c.var.user.actor,
    });
    return c.json(await taggedLink(c, removed.id), 200);
  },
);
