import { createRoute, z } from '@hono/zod-openapi';
import { listToJudge } from '#shared/judging/list-to-judge.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';

const stopSchema = z
  .object({
    state: z.enum(['small', 'too-few', 'more', 'enough']),
    more: z.number().int().optional(),
  })
  .openapi('WhenToStop', {
    description:
      'small: all are read. too-few: too few judged to say. more: read so many more, none of them kept, then one is 95% sure that at least 95% of what would be kept was seen. enough: one may stop',
  });

const siftSchema = z
  .object({
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    learnedFrom: z.number().int().openapi({ description: 'Verdicts that taught the order' }),
    stop: stopSchema,
    items: z.array(
      z.object({
        id: z.number().int(),
        title: z.string(),
        publisher: z.string(),
        isRandom: z.boolean().openapi({ description: 'One in ten is shown at random' }),
        why: z.object({ likeKept: z.number().int(), words: z.array(z.string()) }),
      }),
    ),
  })
  .openapi('Sift');

const siftRoute = createRoute({
  method: 'get',
  path: '/sift',
  middleware: needs('judge'),
  summary: 'What waits to be judged, in the order that was learned, with why each stands there',
  tags: ['Publications'],
  request: {
    query: z.object({
      part: z.enum(['all', 'new', 'backlog']).optional(),
      page: z.coerce.number().int().min(1).optional(),
      size: z.coerce.number().int().min(1).max(100).optional(),
    }),
  },
  responses: {
    200: {
      description: 'What waits, and whether one may stop',
      content: { 'application/json': { schema: siftSchema } },
    },
  },
});

export const siftApi = createApiRouter().openapi(siftRoute, async (c) => {
  const { part = 'new', page = 1, size = 20 } = c.req.valid('query');
  const { items, ...list } = await listToJudge(c.var.services, { part, page, size });
  const shown = items.map(({ id, title, publisher, isRandom, why }) => ({
    id,
    title,
    publisher,
    isRandom,
    why,
  }));
  return c.json({ ...list, items: shown }, 200);
});
