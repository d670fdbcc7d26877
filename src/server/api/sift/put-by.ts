import { createRoute, z } from '@hono/zod-openapi';
import type { FoundPublication } from '#shared/library/load-found.ts';
import { listAssigned, listLater } from '#shared/sift/list-put-by.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { namedPublication } from '../plans/links-schemas.ts';
import { jsonAnswer, listOf, paging } from '../shapes.ts';
import { askedSchema, putOffSchema } from './sift-schemas.ts';

const tags = ['Sift'];

const namedOf = ({ id, title, publisher, publishedOn, standing }: FoundPublication) => ({
  ...{ id, title, publisher, publishedOn, standing },
});

export const putByApi = createApiRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/later',
      middleware: needs('read library'),
      summary: 'What was put off to the next sift, by whom and why',
      tags,
      request: { query: paging },
      responses: {
        200: jsonAnswer(
          listOf(namedPublication.extend({ later: putOffSchema })),
          'The longest put off first',
        ),
      },
    }),
    async (c) => {
      const { items, ...list } = await listLater(c.var.services, c.req.valid('query'));
      const shown = items.map((one) => ({ ...namedOf(one), later: one.later }));
      return c.json({ ...list, items: shown }, 200);
    },
  )

  .openapi(
    createRoute({
      method: 'get',
      path: '/assigned',
      middleware: needs('read library'),
      summary: 'What people were asked to look at: you, or anybody',
      tags,
      request: { query: paging.extend({ to: z.enum(['me', 'anybody']).default('me') }) },
      responses: {
        200: jsonAnswer(
          listOf(namedPublication.extend({ asked: askedSchema })),
          'The longest asked first',
        ),
      },
    }),
    async (c) => {
      const { to, ...place } = c.req.valid('query');
      const person = to === 'me' ? c.var.user.id : undefined;
      const { items, ...list } = await listAssigned(c.var.services, { ...place, to: person });
      const shown = items.map((one) => ({ ...namedOf(one), asked: one.asked }));
      return c.json({ ...list, items: shown }, 200);
    },
  );
