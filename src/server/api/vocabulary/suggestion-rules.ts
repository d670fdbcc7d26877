import { createRoute, z } from '@hono/zod-openapi';
import { addRule, listRules, removeRule } from '#shared/vocabulary/rules/change-rules.ts';
import { effectOfRule } from '#shared/vocabulary/rules/effect-of-rule.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { conflict } from '../problem.ts';
import { idParameter, instant, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';

const tags = ['Vocabulary'];
const named = z.object({ id: z.string(), label: z.string() });

const rule = z
  .object({
    id: z.number().int(),
    search: z.string(),
    concept: named,
    createdBy: z.string().nullable(),
    createdAt: instant,
  })
  .openapi('SuggestionRule');

const asked = z.object({
  search: z.string().openapi({ example: 'hotel type:guidance' }),
  conceptId: z.string(),
});

const effect = z
  .object({
    search: z.string(),
    concept: named,
    total: z.number().int(),
    known: z.number().int(),
    waiting: z.number().int(),
    titles: z.array(z.object({ id: z.number().int(), title: z.string(), has: z.boolean() })),
  })
  .openapi('EffectOfRule');

const id = z.object({ id: z.number().int() });

/** Rules that suggest a concept when a search matches. */
export const suggestionRulesApi = createApiRouter();

suggestionRulesApi.openapi(
  createRoute({
    method: 'get',
    path: '/suggestion-rules',
    middleware: needs('read library'),
    summary: 'The rules in use, the latest first',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(rule), 'Rules') },
  }),
  async (c) => {
    const { page, size } = c.req.valid('query');
    const all = await listRules(c.var.services);
    const items = all.slice((page - 1) * size, page * size);
    return c.json({ total: all.length, page, size, items }, 200);
  },
);

suggestionRulesApi.openapi(
  createRoute({
    method: 'post',
    path: '/suggestion-rules/effect',
    middleware: needs('manage vocabulary'),
    summary: 'What a rule would do with what is in the library; nothing is saved',
    tags,
    request: jsonBody(asked),
    responses: { 200: jsonAnswer(effect, 'What it would do') },
  }),
  async (c) => c.json(await effectOfRule(c.var.services, c.req.valid('json')), 200),
);

suggestionRulesApi.openapi(
  createRoute({
    method: 'post',
    path: '/suggestion-rules',
    middleware: needs('manage vocabulary'),
    summary: 'Suggest a concept when a search matches what is recorded',
    tags,
    request: jsonBody(asked.extend({ forWaiting: z.boolean().default(false) })),
    responses: { 201: jsonAnswer(id, 'The rule') },
  }),
  async (c) => {
    const given = { ...c.req.valid('json'), by: c.var.user.actor };
    return c.json({ id: await addRule(c.var.services, given) }, 201);
  },
);

suggestionRulesApi.openapi(
  createRoute({
    method: 'delete',
    path: '/suggestion-rules/{id}',
    middleware: needs('manage vocabulary'),
    summary: 'Take a rule away; what it suggested stays',
    tags,
    request: { params: idParameter },
    responses: {
      200: jsonAnswer(id, 'The rule'),
      ...conflict('It was taken away already'),
    },
  }),
  async (c) => {
    const { id: ruleId } = c.req.valid('param');
    await removeRule(c.var.services, { ruleId, by: c.var.user.actor });
    return c.json({ id: ruleId }, 200);
  },
);
