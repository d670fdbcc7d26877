import { createRoute, z } from '@hono/zod-openapi';
import { answerLine, answerShape } from '#shared/plans/matches/answer-line.ts';
import { finishMatch, runAgain } from '#shared/plans/matches/finish-match.ts';
import { openMatch } from '#shared/plans/matches/open-match.ts';
import { listMatches, showMatch } from '#shared/plans/matches/show-match.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { conflict } from '../problem.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import { matchJson, matchSchema, matchSummary, matchSummaryJson } from './matches-schemas.ts';

const tags = ['Plans'];

/** Somebody else's recommendations beside our plans. */
export const matchesApi = createApiRouter();

matchesApi.openapi(
  createRoute({
    method: 'get',
    path: '/matches',
    middleware: needs('read plans'),
    summary: 'Lists of recommendations that were compared with our plans, newest first',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(matchSummary), 'Lists') },
  }),
  async (c) => {
    const list = await listMatches(c.var.services, c.req.valid('query'));
    return c.json({ ...list, items: list.items.map(matchSummaryJson) }, 200);
  },
);

matchesApi.openapi(
  createRoute({
    method: 'post',
    path: '/matches',
    middleware: needs('link'),
    summary:
      'Compare a list of recommendations; the worker does it, look until it is no longer “reading”',
    tags,
    request: jsonBody(
      z.object({
        title: z.string().trim().min(1).max(300),
        text: z.string().min(1).max(200_000),
        plan: z.number().int().nullish().openapi({ description: 'All plans when left out' }),
      }),
    ),
    responses: { 201: jsonAnswer(matchSchema, 'The list, not compared yet') },
  }),
  async (c) => {
    const { services, user } = c.var;
    const { title, text, plan } = c.req.valid('json');
    const given = { title, text, planId: plan ?? null, by: user.actor };
    return c.json(matchJson(await showMatch(services, await openMatch(services, given))), 201);
  },
);

matchesApi.openapi(
  createRoute({
    method: 'get',
    path: '/matches/{id}',
    middleware: needs('read plans'),
    summary:
      'A list with what may answer each line, why, how far along it is, and what was said of it',
    tags,
    request: { params: idParameter },
    responses: { 200: jsonAnswer(matchSchema, 'The list') },
  }),
  async (c) => c.json(matchJson(await showMatch(c.var.services, c.req.valid('param').id)), 200),
);

matchesApi.openapi(
  createRoute({
    method: 'put',
    path: '/matches/{id}/lines/{line}',
    middleware: needs('link'),
    summary: 'Say what a line is to us; null takes back what was said',
    tags,
    request: {
      params: idParameter.extend({ line: z.coerce.number().int().positive() }),
      ...jsonBody(answerShape),
    },
    responses: {
      200: jsonAnswer(matchSchema, 'The list as it is now'),
      ...conflict('It is finished, or has not been compared yet'),
    },
  }),
  async (c) => {
    const { services, user } = c.var;
    const { id: matchId, line: lineId } = c.req.valid('param');
    await answerLine(services, { matchId, lineId, ...c.req.valid('json'), by: user.actor });
    return c.json(matchJson(await showMatch(services, matchId)), 200);
  },
);

matchesApi.openapi(
  createRoute({
    method: 'post',
    path: '/matches/{id}/finish',
    middleware: needs('link'),
    summary: 'Freeze the table as it stands',
    tags,
    request: { params: idParameter },
    responses: {
      200: jsonAnswer(matchSchema, 'The finished table'),
      ...conflict('It is finished already, or has not been compared yet'),
    },
  }),
  async (c) => {
    const { services, user } = c.var;
    const matchId = c.req.valid('param').id;
    await finishMatch(services, { matchId, by: user.actor });
    return c.json(matchJson(await showMatch(services, matchId)), 200);
  },
);

matchesApi.openapi(
  createRoute({
    method: 'post',
    path: '/matches/{id}/again',
    middleware: needs('link'),
    summary: 'Compare a finished list with the plans as they are now',
    tags,
    request: { params: idParameter },
    responses: {
      201: jsonAnswer(matchSchema, 'The new list, not compared yet'),
      ...conflict('It is not finished'),
    },
  }),
  async (c) => {
    const { services, user } = c.var;
    const id = await runAgain(services, { matchId: c.req.valid('param').id, by: user.actor });
    return c.json(matchJson(await showMatch(services, id)), 201);
  },
);
