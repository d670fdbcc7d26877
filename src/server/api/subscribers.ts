import { createRoute, z } from '@hono/zod-openapi';
import { putBackSubscribers } from '#shared/digests/put-back-subscribers.ts';
import { addSubscriber, listSubscribers } from '#shared/digests/subscribers.ts';
import type { Subscriber } from '#shared/entities/index.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';

import { jsonAnswer, listOf, paging } from './shapes.ts';

const tags = ['Digests'];

const subscriber = z
  .object({
    id: z.number().int(),
    email: z.string(),
    name: z.string().nullable(),
    partner: z.string().nullable(),
    isSubscribed: z.boolean(),
    failure: z.string().nullable(),
  })
  .openapi('Subscriber');

const subscriberJson = (row: Subscriber): z.infer<typeof subscriber> => ({
  id: row.id,
  email: row.email,
  name: row.name ?? null,
  partner: row.partner?.name ?? null,
  isSubscribed: !row.unsubscribedAt && !row.failure,
  failure: row.failure ?? null,
});

/** People who get the digest. */
export const subscribersApi = createApiRouter();

subscribersApi.openapi(
  createRoute({
    method: 'get',
    path: '/subscribers',
    middleware: needs('manage subscribers'),
    summary: 'People who get the digest',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(subscriber), 'Subscribers') },
  }),
  async (c) => {
    const { items, ...list } = await listSubscribers(c.var.services, c.req.valid('query'));
    return c.json({ ...list, items: items.map(subscriberJson) }, 200);
  },
);

subscribersApi.openapi(
  createRoute({
    method: 'post',
    path: '/subscribers',
    middleware: needs('manage subscribers'),
    summary: 'Add a subscriber, or bring one back',
    tags,
    request: {
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z.object({
              email: z.string(),
              name: z.string().max(200).optional(),
              partner: z.string().max(300).optional(),
            }),
          },
        },
      },
    },
    responses: { 201: jsonAnswer(subscriber, 'The subscriber') },
  }),
  async (c) => {
    const { email, name, partner } = c.req.valid('json');
    const added = await addSubscriber(c.var.services, {
      email,
      name: name ?? null,
      partner: partner ?? null,
      by: c.var.user.actor,
    });
    return c.json(subscriberJson(added), 201);
  },
);

subscribersApi.openapi(
  createRoute({
    method: 'post',
    path: '/subscribers/put-back',
    summary: 'Put back subscriptions that a mail server’s refusal ended: these, or all',
    tags,
    middleware: needs('manage subscribers'),
    request: {
      body: {
        required: false,
        content: {
          'application/json': {
            schema: z.object({ ids: z.array(z.number().int().positive()).max(10_000).optional() }),
          },
        },
      },
    },
    responses: {
      200: jsonAnswer(z.object({ putBack: z.array(z.string()) }), 'The addresses put back'),
    },
  }),
  async (c) => {
    const { ids } = c.req.valid('json') ?? {};
    const putBack = await putBackSubscribers(c.var.services, { ids, by: c.var.user.actor });
    return c.json({ putBack }, 200);
  },
);
