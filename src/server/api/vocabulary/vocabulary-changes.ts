import { createRoute, z } from '@hono/zod-openapi';
import { listChanges } from '#shared/vocabulary/list-changes.ts';
import { listTags, renameTags } from '#shared/vocabulary/rename-tags.ts';
import { undoVocabularyChange } from '#shared/vocabulary/undo-change.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { conflict } from '../problem.ts';
import {
  idParameter,
  instant,
  instantOrNull,
  jsonAnswer,
  jsonBody,
  listOf,
  paging,
} from '../shapes.ts';
import { changed } from './vocabulary-schemas.ts';

const tags = ['Vocabulary'];

const change = z
  .object({
    id: z.number().int(),
    words: z.string(),
    changedAt: instant,
    changedBy: z.string().nullable(),
    undoneAt: instantOrNull,
  })
  .openapi('VocabularyChange');

/** What was changed of vocabulary and tags, with the way back; and tags. */
export const vocabularyChangesApi = createApiRouter();

vocabularyChangesApi.openapi(
  createRoute({
    method: 'get',
    path: '/vocabulary-changes',
    middleware: needs('read library'),
    summary: 'Changes to vocabulary and tags, the latest first',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(change), 'Changes') },
  }),
  async (c) => c.json(await listChanges(c.var.services, c.req.valid('query')), 200),
);

vocabularyChangesApi.openapi(
  createRoute({
    method: 'post',
    path: '/vocabulary-changes/{id}/undo',
    middleware: needs('manage vocabulary'),
    summary: 'Take a change back, but for what somebody changed since',
    tags,
    request: { params: idParameter },
    responses: {
      200: jsonAnswer(z.object({ undone: z.string() }), 'What was undone'),
      ...conflict('It was undone already, or cannot be any more'),
    },
  }),
  async (c) => {
    const given = { changeId: c.req.valid('param').id, by: c.var.user.actor };
    return c.json({ undone: await undoVocabularyChange(c.var.services, given) }, 200);
  },
);

const tag = z.object({ label: z.string(), count: z.number().int() }).openapi('Tag');

vocabularyChangesApi.openapi(
  createRoute({
    method: 'get',
    path: '/tags',
    middleware: needs('read library'),
    summary: 'Tags, with how many publications have each',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(tag), 'Tags, by name') },
  }),
  async (c) => {
    const { page, size } = c.req.valid('query');
    const all = await listTags(c.var.services);
    const items = all.slice((page - 1) * size, page * size);
    return c.json({ total: all.length, page, size, items }, 200);
  },
);

vocabularyChangesApi.openapi(
  createRoute({
    method: 'post',
    path: '/tags/rename',
    middleware: needs('manage vocabulary'),
    summary: 'Make several spellings of a tag one, in publications and saved searches',
    tags,
    request: jsonBody(z.object({ from: z.array(z.string()), to: z.string() })),
    responses: { 200: jsonAnswer(changed, 'The change') },
  }),
  async (c) => {
    const given = { ...c.req.valid('json'), by: c.var.user.actor };
    return c.json({ changeId: await renameTags(c.var.services, given) }, 200);
  },
);
