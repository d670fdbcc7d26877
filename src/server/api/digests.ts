import { createRoute, z } from '@hono/zod-openapi';
import { approveDigest } from '#shared/digests/approve-digest.ts';
import { linesToConfirm, toConfirmInWords } from '#shared/digests/lines-to-confirm.ts';
import { listDigests } from '#shared/digests/list-digests.ts';
import { type DigestView, showDigest } from '#shared/digests/show-digest.ts';
import { addSubscriber, listSubscribers } from '#shared/digests/subscribers.ts';
import { digestGroups, type Subscriber } from '#shared/entities/index.ts';
import { requireRole } from '../web/require-role.ts';
import { createApiRouter } from './api-env.ts';
import { standing } from './links-schemas.ts';
import { commonProblems, problem } from './problem.ts';
import { jsonAnswer, jsonBody, listOf, paging } from './shapes.ts';

const tags = ['Digests'];
const coordinator = [requireRole('coordinator')];
const state = z.enum(['draft', 'approved', 'sending', 'sent', 'missed']);

const digest = z
  .object({
    week: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    state,
    sendAt: z.string(),
    sentAt: z.string().nullable(),
    lines: z.number().int().nullable(),
    sent: z.number().int(),
  })
  .openapi('Digest');

const line = z.object({
  publicationId: z.number().int(),
  group: z.enum(digestGroups),
  title: z.string(),
  publisher: z.string(),
  publishedOn: z.string().nullable(),
  url: z.string().nullable(),
  summary: z.string().nullable(),
  meaning: z.string().nullable(),
  describesAbuse: z.boolean(),
  standing,
  why: z.string(),
});

const weekParameter = z.object({
  week: z.string().regex(/^\d{4}-W\d{2}$/, 'An ISO week, like 2026-W38'),
});

const digestView = z.object({
  week: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  state,
  intro: z.string().nullable(),
  sendAt: z.string(),
  sentAt: z.string().nullable(),
  lines: z.array(line),
  subscribers: z.number().int(),
  sent: z.number().int(),
});

function digestJson(view: DigestView): z.infer<typeof digestView> {
  const { week, startsOn, endsOn, state, intro, lines, subscribers, deliveries } = view;
  return {
    week,
    startsOn,
    endsOn,
    state,
    intro,
    sendAt: view.sendAt.toISOString(),
    sentAt: view.sentAt?.toISOString() ?? null,
    lines,
    subscribers,
    sent: deliveries.sent,
  };
}

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

export const digestsApi = createApiRouter();

digestsApi.openapi(
  createRoute({
    method: 'get',
    path: '/digests',
    summary: 'Weekly digests, newest first',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(digest), 'Digests'), ...commonProblems },
  }),
  async (c) => {
    const { items, ...list } = await listDigests(c.var.services, c.req.valid('query'));
    return c.json(
      {
        ...list,
        items: items.map((item) => ({
          ...item,
          sendAt: item.sendAt.toISOString(),
          sentAt: item.sentAt?.toISOString() ?? null,
        })),
      },
      200,
    );
  },
);

digestsApi.openapi(
  createRoute({
    method: 'get',
    path: '/digests/{week}',
    summary: 'One week’s digest: a draft, or as it was frozen',
    tags,
    request: { params: weekParameter },
    responses: { 200: jsonAnswer(digestView, 'The digest'), ...commonProblems },
  }),
  async (c) => c.json(digestJson(await showDigest(c.var.services, c.req.valid('param').week)), 200),
);

digestsApi.openapi(
  createRoute({
    method: 'post',
    path: '/digests/{week}/approve',
    summary: 'Approve a digest: it is frozen, and goes out on the Monday after its week',
    description:
      'Publications that do not stand well (withdrawn, gone, superseded) must be confirmed by id; otherwise the answer is 409 and names them.',
    tags,
    middleware: coordinator,
    request: {
      params: weekParameter,
      ...jsonBody(z.object({ confirmed: z.array(z.number().int()).default([]) })),
    },
    responses: { 200: jsonAnswer(digestView, 'The digest, frozen'), ...commonProblems },
  }),
  async (c) => {
    const { services, user } = c.var;
    const { week } = c.req.valid('param');
    const { confirmed } = c.req.valid('json');
    const unconfirmed = linesToConfirm((await showDigest(services, week)).lines, confirmed);
    if (unconfirmed.length > 0) {
      const ids = [...confirmed, ...unconfirmed.map(({ publicationId }) => publicationId)];
      return problem(
        c,
        409,
        'Confirm what does not stand well',
        `${toConfirmInWords(unconfirmed)}. To approve all the same, send {"confirmed": [${ids.join(', ')}]}; or leave them out.`,
      ) as never;
    }
    await approveDigest(services, { week, confirmed, by: user.actor });
    const fresh = { ...services, em: services.em.fork() };
    return c.json(digestJson(await showDigest(fresh, week)), 200);
  },
);

digestsApi.openapi(
  createRoute({
    method: 'get',
    path: '/subscribers',
    summary: 'People who get the digest',
    tags,
    middleware: coordinator,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(subscriber), 'Subscribers'), ...commonProblems },
  }),
  async (c) => {
    const { items, ...list } = await listSubscribers(c.var.services, c.req.valid('query'));
    return c.json({ ...list, items: items.map(subscriberJson) }, 200);
  },
);

digestsApi.openapi(
  createRoute({
    method: 'post',
    path: '/subscribers',
    summary: 'Add a subscriber, or bring one back',
    tags,
    middleware: coordinator,
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
    responses: { 201: jsonAnswer(subscriber, 'The subscriber'), ...commonProblems },
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
