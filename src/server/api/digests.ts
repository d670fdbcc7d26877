import { createRoute, z } from '@hono/zod-openapi';
import { approveDigest } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { linesToConfirm, toConfirmInWords } from '#shared/digests/lines-to-confirm.ts';
import { listDigests } from '#shared/digests/list-digests.ts';
import { asSent, showDigest } from '#shared/digests/show-digest.ts';
import { choices, digestGroups } from '#shared/entities/index.ts';
import { may } from '#shared/people/permissions.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';
import { digest, digestJson, oneDigest } from './digests-schemas.ts';
import { conflict, problem } from './problem.ts';
import { jsonAnswer, jsonBody, listOf, paging } from './shapes.ts';

const tags = ['Digests'];
const weekParameter = z.object({
  week: z.string().regex(/^\d{4}-W\d{2}$/, 'An ISO week, like 2026-W38'),
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
    responses: { 200: jsonAnswer(listOf(digest), 'Digests') },
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
    responses: { 200: jsonAnswer(oneDigest, 'The digest') },
  }),
  async (c) => {
    const { services, user } = c.var;
    const withWording = may(user, 'edit digest');
    const view = await showDigest(services, c.req.valid('param').week, { withWording });
    return c.json(digestJson(view, user), 200);
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
    responses: {
      200: jsonAnswer(oneDigest, 'The digest as it is now'),
      ...conflict('The digest is approved, so it is frozen'),
    },
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
      'Publications that do not stand well (withdrawn, gone, superseded) must be confirmed by id, and of the group’s own words those that blame or may identify a child need a reason by their key in `wording`; otherwise the answer is 409 and names them.',
    tags,
    middleware: needs('approve digest'),
    request: {
      params: weekParameter,
      ...jsonBody(
        z.object({
          confirmed: z.array(z.number().int()).default([]),
          reasons: z.record(z.string(), z.string()).default({}),
        }),
      ),
    },
    responses: {
      200: jsonAnswer(oneDigest, 'The digest, frozen'),
      ...conflict(
        'It is frozen already, empty, or has what does not stand well or blames or may identify',
      ),
    },
  }),
  async (c) => {
    const { services, user } = c.var;
    const { week } = c.req.valid('param');
    const { confirmed, reasons } = c.req.valid('json');
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
    await approveDigest(services, { week, confirmed, reasons, by: user.actor });
    const fresh = { ...services, em: services.em.fork() };
    return c.json(digestJson(await showDigest(fresh, week), user), 200);
  },
);
