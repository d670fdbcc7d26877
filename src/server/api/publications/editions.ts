import { createRoute, z } from '@hono/zod-openapi';
import { digestStates } from '#shared/entities/index.ts';
import {
  acceptEdition,
  refuseEdition,
  undoEditionDecision,
} from '#shared/publications/editions/decide-edition.ts';
import { listEditions } from '#shared/publications/editions/list-editions.ts';
import { reliesOn } from '#shared/publications/editions/relies-on.ts';
import { clearSuperseded, setSuperseded } from '#shared/publications/editions/set-superseded.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy } from '../if-match.ts';
import { namedPublication, standing } from '../plans/links-schemas.ts';
import { conflict } from '../problem.ts';
import { idParameter, instantOrNull, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';

const tags = ['Publications'];

const relies = z
  .object({
    links: z.array(
      z.object({
        id: z.number().int(),
        entryId: z.number().int(),
        ref: z.string(),
        entry: z.string(),
        plan: z.string(),
        quote: z.boolean(),
      }),
    ),
    digests: z.array(
      z.object({ week: z.string(), state: z.enum(digestStates), group: z.string() }),
    ),
  })
  .openapi('ReliesOn');

const edition = z
  .object({
    id: z.number().int(),
    older: namedPublication,
    newer: namedPublication,
    basis: z.enum(['publisher', 'series']),
    said: z.string().nullable().openapi({ description: 'The publisher’s words' }),
    state: z.enum(['open', 'set', 'refused']),
    reliesOn: relies,
    decidedBy: z.string().nullable(),
    decidedAt: instantOrNull,
  })
  .openapi('PossibleEdition');

const stands = z.object({ id: z.number().int(), standing });

/** Newer editions: what is likely, what is said, and what relies on the older ones. */
export const editionsApi = createApiRouter();

editionsApi.openapi(
  createRoute({
    method: 'get',
    path: '/editions',
    middleware: needs('judge'),
    summary: 'What is likely a newer edition of something, for a person to decide',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(edition), 'Pairs that wait, newest first') },
  }),
  async (c) => {
    const { decided: _, ...list } = await listEditions(c.var.services, c.req.valid('query'));
    return c.json(list, 200);
  },
);

const decided = z.object({ id: z.number().int(), state: z.enum(['open', 'set', 'refused']) });

editionsApi.openapi(
  createRoute({
    method: 'post',
    path: '/editions/{id}/decision',
    middleware: needs('judge'),
    summary: 'Say whether one is the newer edition of the other',
    tags,
    request: { params: idParameter, ...jsonBody(z.object({ isNewer: z.boolean() })) },
    responses: {
      200: jsonAnswer(decided, 'What is so now'),
      ...conflict('Somebody has decided about these two'),
    },
  }),
  async (c) => {
    const editionId = c.req.valid('param').id;
    const { isNewer } = c.req.valid('json');
    const given = { editionId, by: c.var.user.actor };
    await (isNewer ? acceptEdition : refuseEdition)(c.var.services, given);
    return c.json({ id: editionId, state: isNewer ? ('set' as const) : ('refused' as const) }, 200);
  },
);

editionsApi.openapi(
  createRoute({
    method: 'delete',
    path: '/editions/{id}/decision',
    middleware: needs('judge'),
    summary: 'Take a decision back: the pair waits again',
    tags,
    request: { params: idParameter },
    responses: {
      200: jsonAnswer(decided, 'What is so now'),
      ...conflict('Nobody has decided about these two'),
    },
  }),
  async (c) => {
    const editionId = c.req.valid('param').id;
    await undoEditionDecision(c.var.services, { editionId, by: c.var.user.actor });
    return c.json({ id: editionId, state: 'open' as const }, 200);
  },
);

editionsApi.openapi(
  createRoute({
    method: 'get',
    path: '/publications/{id}/reliance',
    middleware: needs('read library'),
    summary: 'Plan entries and digests that rely on a publication',
    tags,
    request: { params: idParameter },
    responses: { 200: jsonAnswer(relies, 'What relies on it') },
  }),
  async (c) => {
    const { id } = c.req.valid('param');
    await showPublication(c.var.services, id);
    return c.json(await reliesOn(c.var.services, id), 200);
  },
);

editionsApi.openapi(
  createRoute({
    method: 'post',
    path: '/publications/{id}/superseded',
    middleware: needs('judge'),
    summary: 'Say that a publication has a newer edition: whoever relies on it is told',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(z.object({ newerId: z.number().int().positive() })),
    },
    responses: { 200: jsonAnswer(stands, 'How it stands now') },
  }),
  async (c) => {
    const { id } = c.req.valid('param');
    await setSuperseded(c.var.services, {
      publicationId: id,
      ...c.req.valid('json'),
      basis: 'person',
      seen: seenBy(c, 'publication'),
      by: c.var.user.actor,
    });
    const { standing } = await showPublication(c.var.services, id);
    return c.json({ id, standing }, 200);
  },
);

editionsApi.openapi(
  createRoute({
    method: 'delete',
    path: '/publications/{id}/superseded',
    middleware: needs('judge'),
    summary: 'Take back that a publication has a newer edition',
    tags,
    request: { params: idParameter },
    responses: {
      200: jsonAnswer(stands, 'How it stands now'),
      ...conflict('It is not said to have a newer edition'),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param');
    await clearSuperseded(c.var.services, {
      publicationId: id,
      seen: seenBy(c, 'publication'),
      by: c.var.user.actor,
    });
    const { standing } = await showPublication(c.var.services, id);
    return c.json({ id, standing }, 200);
  },
);
