import { createRoute, z } from '@hono/zod-openapi';
import { approveDigest } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { linesToConfirm, toConfirmInWords } from '#shared/digests/lines-to-confirm.ts';
import { listDigests } from '#shared/digests/list-digests.ts';
import { putBackSubscribers } from '#shared/digests/put-back-subscribers.ts';
import { asSent, type DigestView, showDigest } from '#shared/digests/show-digest.ts';
import { addSubscriber, listSubscribers } from '#shared/digests/subscribers.ts';
import { choices, digestGroups, leftOutKinds, type Subscriber } from '#shared/entities/index.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';
import { standing } from './links-schemas.ts';
import { commonProblems, problem } from './problem.ts';
import { jsonAnswer, jsonBody, listOf, paging } from './shapes.ts';

const tags = ['Digests'];
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
  /** Why it goes out once more; null the first time. */
  again: z.string().nullable(),
});

const notIn = z.object({
  publicationId: z.number().int(),
  title: z.string(),
  kind: z.enum(leftOutKinds).nullable(),
  reason: z.string(),
});

const oneDigest = z.object({
  week: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  state,
  intro: z.string().nullable(),
  sendAt: z.string(),
  sentAt: z.string().nullable(),
  lines: z.array(line),
  /** Of a missed week: what goes with it if it is sent on purpose. */
  ifSent: z.array(line),
  /** What waits for a later digest, what is left out and why, what went before: for coordinators. */
  waits: z.array(notIn),
  leftOut: z.array(notIn),
  wentBefore: z.array(notIn),
  subscribers: z.number().int(),
  sent: z.number().int(),
});

function digestJson(view: DigestView, user: CurrentUser): z.infer<typeof oneDigest> {
  const { week, startsOn, endsOn, state, intro, lines, ifSent, subscribers } = view;
  const isCoordinator = may(user, 'edit digest');
  return {
    week,
    startsOn,
    endsOn,
    state,
    intro,
    sendAt: view.sendAt.toISOString(),
    sentAt: view.sentAt?.toISOString() ?? null,
    lines,
    ifSent,
    waits: isCoordinator ? view.waits : [],
    leftOut: isCoordinator ? view.leftOut : [],
    wentBefore: isCoordinator ? view.wentBefore : [],
    subscribers,
    sent: view.deliveries.sent,
  };
}

const weekParameter = z.object({
  week: z.string().regex(/^\d{4}-W\d{2}$/, 'An ISO week, like 2026-W38'),
});

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
    middleware: needs('read digests'),
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
    middleware: needs('read digests'),
    summary: 'One week’s digest: a draft, or as it was frozen',
    tags,
    request: { params: weekParameter },
    responses: { 200: jsonAnswer(oneDigest, 'The digest'), ...commonProblems },
  }),
  async (c) => {
    const view = await showDigest(c.var.services, c.req.valid('param').week);
    return c.json(digestJson(view, c.var.user), 200);
  },
);

digestsApi.openapi(
  createRoute({
    method: 'post',
    path: '/digests/{week}/choices',
    summary:
      'Say where a publication stands: in this digest, left for the next, left out, or sent again',
    tags,
    middleware: needs('edit digest'),
    request: {
      params: weekParameter,
      ...jsonBody(
        z.object({
          publicationId: z.number().int().positive(),
          choice: z.enum(choices),
          group: z.enum(digestGroups).nullable().optional(),
          reason: z.string().nullable().optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer(oneDigest, 'The digest as it is now'), ...commonProblems },
  }),
  async (c) => {
    const { week } = c.req.valid('param');
    const { publicationId, choice, group = null, reason = null } = c.req.valid('json');
    const by = c.var.user.actor;
    await chooseForDigest(c.var.services, { week, publicationId, choice, group, reason, by });
    const services = { ...c.var.services, em: c.var.services.em.fork() };
    return c.json(digestJson(await showDigest(services, week), c.var.user), 200);
  },
);

digestsApi.openapi(
  createRoute({
    method: 'post',
    path: '/digests/{week}/approve',
    summary: 'Approve a digest: it is frozen, and goes out on the Monday after its week',
    description:
      'Publications that do not stand well (withdrawn, gone, superseded) must be confirmed by id; otherwise the answer is 409 and names them.',
    tags,
    middleware: needs('approve digest'),
    request: {
      params: weekParameter,
      ...jsonBody(z.object({ confirmed: z.array(z.number().int()).default([]) })),
    },
    responses: { 200: jsonAnswer(oneDigest, 'The digest, frozen'), ...commonProblems },
  }),
  async (c) => {
    const { services, user } = c.var;
    const { week } = c.req.valid('param');
    const { confirmed } = c.req.valid('json');
    const { lines } = asSent(await showDigest(services, week));
    const unconfirmed = linesToConfirm(lines, confirmed);
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
    return c.json(digestJson(await showDigest(fresh, week), user), 200);
  },
);

digestsApi.openapi(
  createRoute({
    method: 'get',
    path: '/subscribers',
    middleware: needs('manage subscribers'),
    summary: 'People who get the digest',
    tags,
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

digestsApi.openapi(
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
      ...commonProblems,
    },
  }),
  async (c) => {
    const { ids } = c.req.valid('json') ?? {};
    const putBack = await putBackSubscribers(c.var.services, { ids, by: c.var.user.actor });
    return c.json({ putBack }, 200);
  },
);
