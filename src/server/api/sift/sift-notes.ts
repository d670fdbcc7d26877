import { createRoute, z } from '@hono/zod-openapi';
import type { Services } from '#shared/services.ts';
import { listCriteria, longestCriteria, writeCriteria } from '#shared/sift/criteria.ts';
import { listMinutes, mostMinutes, noteMinutes, removeMinutes } from '#shared/sift/minutes.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer, tellTag } from '../if-match.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import { criteriaSchema, minutesSchema } from './sift-schemas.ts';

const tags = ['Sift'];

async function criteriaNow(services: Pick<Services, 'em'>) {
  const history = await listCriteria({ em: services.em.fork() });
  return { text: history[0]?.text || null, history };
}

const criteriaRoute = createRoute({
  method: 'get',
  path: '/sift/criteria',
  middleware: needs('read library'),
  summary: 'What the sub-group keeps, in its own words, and what it said before',
  tags,
  responses: {
    200: taggedAnswer(criteriaSchema, 'The criteria; text is null while there are none'),
  },
});

const writeCriteriaRoute = createRoute({
  method: 'put',
  path: '/sift/criteria',
  middleware: needs('judge'),
  summary: 'Write the criteria anew; what they were stays as history',
  tags,
  request: jsonBody(z.object({ text: z.string().max(longestCriteria) })),
  responses: { 200: taggedAnswer(criteriaSchema, 'As they are now') },
});

const minutesRoute = createRoute({
  method: 'get',
  path: '/sift/minutes',
  middleware: needs('judge'),
  summary: 'How long weeks’ sifts took, as it was noted',
  tags,
  request: { query: paging },
  responses: { 200: jsonAnswer(listOf(minutesSchema), 'The latest week first') },
});

const noteMinutesRoute = createRoute({
  method: 'post',
  path: '/sift/minutes',
  middleware: needs('judge'),
  summary: 'Note how long a week’s sift took you; noted again, it is corrected',
  tags,
  request: jsonBody(
    z.object({ week: z.string(), minutes: z.number().int().min(1).max(mostMinutes) }),
  ),
  responses: { 201: jsonAnswer(z.object({ id: z.number().int() }), 'The note') },
});

const removeMinutesRoute = createRoute({
  method: 'delete',
  path: '/sift/minutes/{id}',
  middleware: needs('judge'),
  summary: 'Take a note of minutes away',
  tags,
  request: { params: idParameter },
  responses: { 204: { description: 'Taken away' } },
});

export const siftNotesApi = createApiRouter()
  .openapi(criteriaRoute, async (c) => {
    await tellTag(c, 'criteria', 1);
    return c.json(await criteriaNow(c.var.services), 200);
  })

  .openapi(writeCriteriaRoute, async (c) => {
    const { text } = c.req.valid('json');
    const given = { text, seen: seenBy(c, 'criteria'), by: c.var.user.actor };
    await writeCriteria(c.var.services, given);
    await tellTag(c, 'criteria', 1);
    return c.json(await criteriaNow(c.var.services), 200);
  })

  .openapi(minutesRoute, async (c) => {
    const { page, size } = c.req.valid('query');
    const all = await listMinutes(c.var.services);
    const items = all
      .slice((page - 1) * size, page * size)
      .map(({ id, week, minutes, by, at }) => ({ id, week, minutes, by, at }));
    return c.json({ total: all.length, page, size, items }, 200);
  })

  .openapi(noteMinutesRoute, async (c) => {
    const given = { ...c.req.valid('json'), by: c.var.user.actor };
    return c.json({ id: await noteMinutes(c.var.services, given) }, 201);
  })

  .openapi(removeMinutesRoute, async (c) => {
    const minutesId = c.req.valid('param').id;
    await removeMinutes(c.var.services, { minutesId, by: c.var.user.actor });
    return c.body(null, 204);
  });
