import { createRoute, z } from '@hono/zod-openapi';
import { extendEntry } from '#shared/plans/entries/extend-entry.ts';
import { showEntry } from '#shared/plans/entries/show-entry.ts';
import { dayRule, recordRules } from '#shared/plans/records/record-kinds.ts';
import {
  answerChallenge,
  confirmEntry,
  describeFigure,
  noteFigure,
  recheckEntry,
} from '#shared/plans/records/say-of-entry.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer } from '../if-match.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import { entryView, entryViewJson } from './entries.ts';
import { asAt } from './plans-schemas.ts';
import { confirmation, figure, recordsJson } from './records-schemas.ts';

const tags = ['Plans'];
const words = z.string().optional();
const on = dayRule.optional().openapi({ description: 'The day it is of; left out: today' });
const asNow = { 201: taggedAnswer(entryView, 'The entry as it is now') };
const listed = paging.extend({ asAt });

const pageOf = <T>(items: T[], { page, size }: { page: number; size: number }) => ({
  total: items.length,
  page,
  size,
  items: items.slice((page - 1) * size, page * size),
});

/** What is recorded of an entry beside its progress: dates, figures, and what others say. */
export const recordsApi = createApiRouter();

recordsApi.openapi(
  createRoute({
    method: 'get',
    path: '/entries/{id}/confirmations',
    middleware: needs('read plans'),
    summary: 'What others say of an entry, the newest first',
    tags,
    request: { params: idParameter, query: listed },
    responses: { 200: jsonAnswer(listOf(confirmation), 'Confirmations') },
  }),
  async (c) => {
    const { asAt, ...paging } = c.req.valid('query');
    const { records } = await showEntry(c.var.services, c.req.valid('param').id, asAt);
    return c.json(pageOf(recordsJson(records).confirmations, paging), 200);
  },
);

recordsApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/confirmations',
    middleware: needs('record confirmation'),
    summary: 'Record what the chair, scrutiny, people with lived experience or an audit say',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(recordRules.confirmation.extend({ on, words })),
    },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const given = { ...c.req.valid('json'), entryId, seen: seenBy(c, 'entry') };
    await confirmEntry(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 201);
  },
);

recordsApi.openapi(
  createRoute({
    method: 'get',
    path: '/entries/{id}/figures',
    middleware: needs('read plans'),
    summary: 'Figures of an entry with their values; counts of people below ten are not told',
    tags,
    request: { params: idParameter, query: listed },
    responses: { 200: jsonAnswer(listOf(figure), 'Figures') },
  }),
  async (c) => {
    const { asAt, ...paging } = c.req.valid('query');
    const { records } = await showEntry(c.var.services, c.req.valid('param').id, asAt);
    return c.json(pageOf(recordsJson(records).figures, paging), 200);
  },
);

const { name, unit, baseline, target, countsPeople, isEnded } = recordRules.measure.shape;
const measure = z.object({
  name,
  unit: unit.optional(),
  baseline: baseline.optional(),
  target: target.optional(),
  countsPeople: countsPeople.optional(),
  isEnded: isEnded.optional(),
});

recordsApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/figures',
    middleware: needs('note progress'),
    summary: 'Add a figure by which an entry is measured, or describe one anew by its id',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        measure.extend({
          id: z.number().int().optional().openapi({ description: 'Of a figure that there is' }),
        }),
      ),
    },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const { id, ...measure } = c.req.valid('json');
    const given = { measure, measureId: id ?? null, entryId, seen: seenBy(c, 'entry') };
    await describeFigure(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 201);
  },
);

recordsApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/figures/{figureId}/values',
    middleware: needs('note progress'),
    summary: 'Note a value of a figure',
    tags,
    request: {
      params: idParameter.extend({ figureId: z.coerce.number().int().positive() }),
      ...jsonBody(z.object({ value: recordRules.figure.shape.value, on, words })),
    },
    responses: asNow,
  }),
  async (c) => {
    const { id: entryId, figureId: measureId } = c.req.valid('param');
    const given = { ...c.req.valid('json'), measureId, entryId, seen: seenBy(c, 'entry') };
    await noteFigure(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 201);
  },
);

recordsApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/extensions',
    middleware: needs('edit plan'),
    summary: 'Put the due date off, with the reason; the original date stays beside it',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(z.object({ dueOn: dayRule, reason: z.string('Say why the date moves') })),
    },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const given = { ...c.req.valid('json'), entryId, seen: seenBy(c, 'entry') };
    await extendEntry(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 201);
  },
);

recordsApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/rechecks',
    middleware: needs('note progress'),
    summary: 'Note what was found when something embedded was looked at again',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          madeDifference: recordRules.recheck.shape.madeDifference,
          isKeptUp: recordRules.recheck.shape.isKeptUp,
          unintended: words,
          nextOn: dayRule.optional(),
          on,
          words: z.string('Say what was found'),
        }),
      ),
    },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const given = { ...c.req.valid('json'), entryId, seen: seenBy(c, 'entry') };
    await recheckEntry(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 201);
  },
);

recordsApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/answers',
    middleware: needs('link'),
    summary: 'Say how a publication that challenges the entry is answered',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({ linkId: z.number().int(), words: z.string('Say how it is answered') }),
      ),
    },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const given = { ...c.req.valid('json'), entryId, seen: seenBy(c, 'entry') };
    await answerChallenge(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 201);
  },
);
