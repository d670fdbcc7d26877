import { createRoute, z } from '@hono/zod-openapi';
import type { Meeting } from '#shared/entities/index.ts';
import { findOurArea } from '#shared/library/our-area.ts';
import { setOurArea } from '#shared/library/set-our-area.ts';
import { addMeeting, listMeetings, removeMeeting } from '#shared/meetings/meetings.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from './shapes.ts';

const tags = ['Meetings and area'];

const meeting = z
  .object({ id: z.number().int(), heldOn: z.string(), name: z.string().nullable() })
  .openapi('Meeting');
const meetingJson = ({ id, heldOn, name }: Meeting) => ({ id, heldOn, name: name ?? null });

const part = z.object({
  regions: z.array(z.string()),
  publishers: z.array(z.string()),
});
const area = z.object({ ours: part, like: part }).openapi('OurArea');

export const meetingsApi = createApiRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/meetings',
      middleware: needs('read library'),
      summary: 'Days on which the group meets, the latest first',
      tags,
      request: { query: paging },
      responses: { 200: jsonAnswer(listOf(meeting), 'Meetings') },
    }),
    async (c) => {
      const { page, size } = c.req.valid('query');
      const all = await listMeetings(c.var.services);
      const items = all.slice((page - 1) * size, page * size).map(meetingJson);
      return c.json({ total: all.length, page, size, items }, 200);
    },
  )

  .openapi(
    createRoute({
      method: 'post',
      path: '/meetings',
      middleware: needs('manage meetings'),
      summary: 'Note a meeting',
      tags,
      request: jsonBody(z.object({ heldOn: z.iso.date(), name: z.string().nullish() })),
      responses: { 201: jsonAnswer(meeting, 'The meeting') },
    }),
    async (c) => {
      const { heldOn, name } = c.req.valid('json');
      const by = c.var.user.actor;
      const added = await addMeeting(c.var.services, { heldOn, name: name ?? null, by });
      return c.json(meetingJson(added), 201);
    },
  )

  .openapi(
    createRoute({
      method: 'delete',
      path: '/meetings/{id}',
      middleware: needs('manage meetings'),
      summary: 'Take a meeting out of the list',
      tags,
      request: { params: idParameter },
      responses: { 204: { description: 'Taken out' } },
    }),
    async (c) => {
      const meetingId = c.req.valid('param').id;
      await removeMeeting(c.var.services, { meetingId, by: c.var.user.actor });
      return c.body(null, 204);
    },
  )

  .openapi(
    createRoute({
      method: 'get',
      path: '/area',
      middleware: needs('read library'),
      summary: 'Which area is ours, and which are like it',
      tags,
      responses: { 200: jsonAnswer(area.nullable(), 'null: nobody has said') },
    }),
    async (c) => c.json(await findOurArea(c.var.services.em), 200),
  )

  .openapi(
    createRoute({
      method: 'put',
      path: '/area',
      middleware: needs('manage vocabulary'),
      summary:
        'Say which area is ours, and which are like it: regions by concept id, publishers by name',
      tags,
      request: jsonBody(area),
      responses: { 200: jsonAnswer(area, 'As it is now') },
    }),
    async (c) => {
      const given = c.req.valid('json');
      return c.json(await setOurArea(c.var.services, { ...given, by: c.var.user.actor }), 200);
    },
  );
