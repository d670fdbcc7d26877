import { createRoute, z } from '@hono/zod-openapi';
import { mentionWays } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { addMentions } from '#shared/sources/missed/add-mentions.ts';
import { decideMention } from '#shared/sources/missed/decide-mention.ts';
import { mostItems, readListedItems } from '#shared/sources/missed/list-lines.ts';
import { methodPaper } from '#shared/sources/missed/method-paper.ts';
import { drawUpMethod } from '#shared/sources/missed/method-statement.ts';
import { rankSources } from '#shared/sources/missed/rank-sources.ts';
import { presentQuarter, showMention, showMissed } from '#shared/sources/missed/show-missed.ts';
import { missReasons, verdicts } from '#shared/sources/missed/words.ts';
import { wordFile, wordType } from '#shared/text/paper/word-file.ts';
import { daysOfQuarter, type Quarter } from '#shared/text/quarters.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import {
  mentionJson,
  mentionSchema,
  missedJson,
  missedSchema,
  statementJson,
  statementSchema,
  yieldSchema,
} from './assurance-schemas.ts';

const tags = ['Assurance'];
const quarterName = z
  .string()
  .regex(/^\d{4}-Q[1-4]$/)
  .openapi({ example: '2026-Q3' });
const day = z.iso.date();

const quarterAsked = (services: Services, name: string | undefined): Quarter =>
  (name && daysOfQuarter(name)) || presentQuarter(services);

function quarterOf(name: string): Quarter {
  const quarter = daysOfQuarter(name);
  // Nobody scanned anything here before.
  if (!quarter || quarter.startsOn < '2000-01-01') throw new NotFound('quarter', name);
  return quarter;
}

export const assuranceApi = createApiRouter();

assuranceApi.openapi(
  createRoute({
    method: 'get',
    path: '/assurance/missed',
    middleware: needs('see sources'),
    summary:
      'What reached the group by another way, against what the scan had: recall, lead time, misses and why',
    tags,
    request: {
      query: paging.extend({
        quarter: quarterName.optional(),
        verdict: z.enum(verdicts).optional(),
        way: z.enum(mentionWays).optional(),
        reason: z.enum(missReasons).optional(),
      }),
    },
    responses: { 200: jsonAnswer(missedSchema, 'A quarter, newest first') },
  }),
  async (c) => {
    const { quarter, ...question } = c.req.valid('query');
    const { services } = c.var;
    const asked = { ...question, quarter: quarterAsked(services, quarter) };
    return c.json(missedJson(await showMissed(services, asked)), 200);
  },
);

const item = z.object({
  title: z.string().trim().max(500).nullish(),
  url: z.url().max(2000).nullish(),
  publisher: z.string().max(300).nullish(),
  publishedOn: day.nullish(),
});

assuranceApi.openapi(
  createRoute({
    method: 'post',
    path: '/assurance/missed',
    middleware: needs('add publications'),
    summary:
      'Note what reached the group by another way, as a list or as it was pasted; nothing is fetched',
    tags,
    request: jsonBody(
      z
        .object({
          way: z.enum(mentionWays),
          origin: z.string().trim().max(300).nullish(),
          reachedOn: day.nullish().openapi({ description: 'Today when left out' }),
          items: z.array(item).max(mostItems).optional(),
          text: z.string().max(200_000).optional(),
        })
        .refine(({ items, text }) => items?.length || text?.trim(), {
          path: ['items'],
          message: 'Give items or text',
        }),
    ),
    responses: {
      201: jsonAnswer(z.object({ items: z.array(mentionSchema) }), 'What was noted'),
    },
  }),
  async (c) => {
    const { services, user } = c.var;
    const { way, origin, reachedOn, items, text } = c.req.valid('json');
    const given = items ?? readListedItems(text ?? '').items;
    const ids = await addMentions(services, {
      way,
      origin: origin || null,
      reachedOn: reachedOn ?? null,
      items: given
        .map((one) => ({
          title: one.title || null,
          url: one.url ?? null,
          publisher: one.publisher ?? null,
          publishedOn: one.publishedOn ?? null,
        }))
        .filter(({ title, url }) => title || url),
      by: user.actor,
    });
    const noted = [];
    for (const id of ids) noted.push(mentionJson(await showMention(services, id)));
    return c.json({ items: noted }, 201);
  },
);

assuranceApi.openapi(
  createRoute({
    method: 'get',
    path: '/assurance/missed/{id}',
    middleware: needs('see sources'),
    summary: 'One thing that reached the group by another way',
    tags,
    request: { params: idParameter },
    responses: {
      200: jsonAnswer(mentionSchema, 'It, against what the scan had'),
    },
  }),
  async (c) => c.json(mentionJson(await showMention(c.var.services, c.req.valid('param').id)), 200),
);

assuranceApi.openapi(
  createRoute({
    method: 'patch',
    path: '/assurance/missed/{id}',
    middleware: needs('manage sources'),
    summary:
      'Say which publication it is (null: none of the library’s; "found": by address and title), or whether it counts',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          publicationId: z
            .union([z.number().int().positive(), z.literal('found')])
            .nullable()
            .optional(),
          isCounted: z.boolean().optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer(mentionSchema, 'It, as it is now') },
  }),
  async (c) => {
    const mentionId = c.req.valid('param').id;
    const decision = c.req.valid('json');
    await decideMention(c.var.services, { mentionId, ...decision, by: c.var.user.actor });
    return c.json(mentionJson(await showMention(c.var.services, mentionId)), 200);
  },
);

assuranceApi.openapi(
  createRoute({
    method: 'get',
    path: '/assurance/sources',
    middleware: needs('see sources'),
    summary:
      'Sources by what they yielded in the year to the end of a quarter, what only they had first',
    tags,
    request: { query: paging.extend({ quarter: quarterName.optional() }) },
    responses: { 200: jsonAnswer(listOf(yieldSchema), 'Sources, best first') },
  }),
  async (c) => {
    const { quarter, page, size } = c.req.valid('query');
    const asked = { quarter: quarterAsked(c.var.services, quarter) };
    const all = await rankSources(c.var.services, asked);
    const items = all.slice((page - 1) * size, page * size);
    return c.json({ total: all.length, page, size, items }, 200);
  },
);

const quarterParameter = z.object({ quarter: quarterName });

assuranceApi.openapi(
  createRoute({
    method: 'get',
    path: '/assurance/method/{quarter}',
    middleware: needs('see sources'),
    summary:
      'The method statement of a quarter: sources, searches, changes, what was dropped, recall and lead time',
    tags,
    request: { params: quarterParameter },
    responses: { 200: jsonAnswer(statementSchema, 'The statement') },
  }),
  async (c) => {
    const quarter = quarterOf(c.req.valid('param').quarter);
    return c.json(statementJson(await drawUpMethod(c.var.services, quarter)), 200);
  },
);

assuranceApi.openapi(
  createRoute({
    method: 'get',
    path: '/assurance/method/{quarter}/word',
    middleware: needs('see sources'),
    summary: 'The same as a Word file',
    tags,
    request: { params: quarterParameter },
    responses: {
      200: {
        description: 'The statement, as Word reads it',
        content: { [wordType]: { schema: z.string().openapi({ format: 'binary' }) } },
      },
    },
  }),
  async (c) => {
    const quarter = quarterOf(c.req.valid('param').quarter);
    const file = await wordFile(methodPaper(await drawUpMethod(c.var.services, quarter)));
    return c.body(new Uint8Array(file).buffer, 200, {
      'content-type': wordType,
      'content-disposition': `attachment; filename="method-${quarter.quarter}.docx"`,
    });
  },
);
