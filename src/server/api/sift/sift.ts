import { createRoute, z } from '@hono/zod-openapi';
import { listToJudge } from '#shared/judging/list-to-judge.ts';
import { siftLists } from '#shared/judging/sift/put-by.ts';
import { assignees } from '#shared/sift/assign.ts';
import { showSift } from '#shared/sift/show-sift.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { taggedAnswer } from '../if-match.ts';
import { idParameter, jsonAnswer } from '../shapes.ts';
import { siftItemSchema, siftSchema } from './sift-schemas.ts';

const tags = ['Sift'];

const siftRoute = createRoute({
  method: 'get',
  path: '/sift',
  middleware: needs('judge'),
  summary: 'What waits to be judged, in the order that was learned, with why each stands there',
  tags,
  request: {
    query: z.object({
      part: z.enum(['all', 'new', 'backlog']).optional(),
      list: z.enum(siftLists).optional().openapi({
        description:
          'waiting, if left out; those put off, assigned, or assigned to you, of any part',
      }),
      page: z.coerce.number().int().min(1).optional(),
      size: z.coerce.number().int().min(1).max(100).optional(),
    }),
  },
  responses: { 200: jsonAnswer(siftSchema, 'What waits, and whether one may stop') },
});

const peopleRoute = createRoute({
  method: 'get',
  path: '/sift/people',
  middleware: needs('judge'),
  summary: 'Whom a publication can be assigned to',
  tags,
  responses: {
    200: jsonAnswer(
      z.object({ items: z.array(z.object({ id: z.number().int(), name: z.string() })) }),
      'People who read the library',
    ),
  },
});

const itemRoute = createRoute({
  method: 'get',
  path: '/sift/{id}',
  middleware: needs('judge'),
  summary:
    'One publication as it is read in the sift: best passages, suggestions, who waits for it',
  tags,
  request: { params: idParameter },
  responses: { 200: taggedAnswer(siftItemSchema, 'The publication') },
});

export const siftApi = createApiRouter()
  .openapi(siftRoute, async (c) => {
    const { part = 'new', list, page = 1, size = 20 } = c.req.valid('query');
    const asked = { part, list, page, size, viewer: c.var.user.id };
    const { items, ids: _, ...rest } = await listToJudge(c.var.services, asked);
    const shown = items.map(({ id, title, publisher, isRandom, why, later, asked }) => ({
      ...{ id, title, publisher, isRandom, why, later, asked },
    }));
    return c.json({ ...rest, items: shown }, 200);
  })

  .openapi(peopleRoute, async (c) => c.json({ items: await assignees(c.var.services) }, 200))

  .openapi(itemRoute, async (c) => {
    const item = c.req.valid('param').id;
    const asked = { part: 'all', item, size: 1, viewer: c.var.user.id } as const;
    const { current } = await showSift(c.var.services, asked);
    // It is asked for, so that it is there, or NotFound was thrown.
    const { seen, ...shown } = current as NonNullable<typeof current>;
    c.header('etag', `"${seen}"`);
    return c.json(siftItemSchema.parse(shown), 200);
  });
