import { createRoute, z } from '@hono/zod-openapi';
import { may } from '#shared/people/permissions.ts';
import { handBack } from '#shared/sift/assign.ts';
import { decideInSift, decideTogether } from '#shared/sift/decide-in-sift.ts';
import { listSteps } from '#shared/sift/list-steps.ts';
import { undoSteps } from '#shared/sift/undo-steps.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer, tellTag } from '../if-match.ts';
import { conflict } from '../problem.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import { decidedSchema, decisionBody, decisionsBody, stepSchema } from './sift-schemas.ts';

const tags = ['Sift'];

const decideRoute = createRoute({
  method: 'post',
  path: '/publications/{id}/sift',
  middleware: needs('judge'),
  summary:
    'Decide of one in the sift: keep it with facts, themes, meaning and link, set it aside, put it off, or assign it; all at once or nothing',
  tags,
  request: { params: idParameter, ...jsonBody(decisionBody) },
  responses: {
    200: taggedAnswer(decidedSchema, 'What was decided'),
    ...conflict('It was merged into another, or a suggestion was rejected meanwhile'),
  },
});

const handBackRoute = createRoute({
  method: 'post',
  path: '/publications/{id}/handing-back',
  middleware: needs('read library'),
  summary: 'Hand back what was assigned to you, with what you make of it',
  tags,
  request: {
    params: idParameter,
    ...jsonBody(z.object({ answer: z.string().max(500).nullable().optional() })),
  },
  responses: {
    200: taggedAnswer(z.object({ id: z.number().int() }), 'It was handed back'),
    ...conflict('It was handed back already'),
  },
});

const decideTogetherRoute = createRoute({
  method: 'post',
  path: '/sift/decisions',
  middleware: needs('judge'),
  summary: 'Decide the same of several that wait: of all, or of none',
  tags,
  request: jsonBody(decisionsBody),
  responses: {
    200: jsonAnswer(decidedSchema, 'What was decided'),
    ...conflict('One of them was merged into another'),
  },
});

const stepsRoute = createRoute({
  method: 'get',
  path: '/sift/steps',
  middleware: needs('judge'),
  summary: 'What was decided last in the sift and not undone',
  tags,
  request: { query: paging.extend({ by: z.enum(['me', 'anybody']).default('anybody') }) },
  responses: { 200: jsonAnswer(listOf(stepSchema), 'The latest first') },
});

const undoRoute = createRoute({
  method: 'post',
  path: '/sift/steps/{batch}/undo',
  middleware: needs('judge'),
  summary: 'Take back what was decided, exactly; not what was changed since, or was sent',
  tags,
  request: { params: z.object({ batch: z.string() }) },
  responses: {
    200: jsonAnswer(decidedSchema, 'What was undone'),
    ...conflict('It was undone already, changed since, or went out with a digest'),
  },
});

/** The latest steps that are told of. */
const mostSteps = 50;

export const siftDecisionsApi = createApiRouter()
  .openapi(decideRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    const decided = await decideInSift(c.var.services, {
      publicationId,
      decision: c.req.valid('json'),
      by: c.var.user.actor,
      seen: seenBy(c, 'publication'),
    });
    await tellTag(c, 'publication', publicationId);
    return c.json(decided, 200);
  })

  .openapi(handBackRoute, async (c) => {
    const { id: publicationId } = c.req.valid('param');
    await handBack(c.var.services, {
      publicationId,
      answer: c.req.valid('json').answer,
      by: c.var.user.actor,
      mayJudge: may(c.var.user, 'judge'),
      seen: seenBy(c, 'publication'),
    });
    await tellTag(c, 'publication', publicationId);
    return c.json({ id: publicationId }, 200);
  })

  .openapi(decideTogetherRoute, async (c) => {
    const { publicationIds, ...decision } = c.req.valid('json');
    const by = c.var.user.actor;
    return c.json(await decideTogether(c.var.services, { publicationIds, decision, by }), 200);
  })

  .openapi(stepsRoute, async (c) => {
    const { page, size, by } = c.req.valid('query');
    const person = by === 'me' ? c.var.user.id : undefined;
    const all = await listSteps(c.var.services, { by: person, limit: mostSteps });
    const items = all.slice((page - 1) * size, page * size);
    return c.json({ total: all.length, page, size, items }, 200);
  })

  .openapi(undoRoute, async (c) => {
    const { batch } = c.req.valid('param');
    const { publicationIds } = await undoSteps(c.var.services, { batch, by: c.var.user.actor });
    return c.json({ batch, publicationIds }, 200);
  });
