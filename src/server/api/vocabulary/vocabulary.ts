import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { addConceptToVocabulary } from '#shared/vocabulary/add-concept-to-vocabulary.ts';
import { mergeConcepts } from '#shared/vocabulary/merge-concepts.ts';
import { renameConcept } from '#shared/vocabulary/rename-concept.ts';
import { retireConcept } from '#shared/vocabulary/retire-concept.ts';
import { showConcept, showVocabulary } from '#shared/vocabulary/show-vocabulary.ts';
import { splitConcept } from '#shared/vocabulary/split-concept.ts';
import { touchedByConcept } from '#shared/vocabulary/touched-by.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer, tellTag } from '../if-match.ts';
import { conflict } from '../problem.ts';
import { jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import {
  changed,
  concept,
  conceptInDetail,
  conceptJson,
  conceptParameter,
} from './vocabulary-schemas.ts';

const tags = ['Vocabulary'];
const mergedAlready = conflict('It was merged into another already');

/** The concepts, and what people change of them. */
export const vocabularyApi = createApiRouter();

vocabularyApi.openapi(
  createRoute({
    method: 'get',
    path: '/vocabulary',
    middleware: needs('read library'),
    summary: 'The concepts with their names; those that were merged are left out',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(concept), 'Concepts, in the order of the vocabulary') },
  }),
  async (c) => {
    const { page, size } = c.req.valid('query');
    const all = await showVocabulary(c.var.services);
    const items = all.slice((page - 1) * size, page * size).map(conceptJson);
    return c.json({ total: all.length, page, size, items }, 200);
  },
);

vocabularyApi.openapi(
  createRoute({
    method: 'get',
    path: '/vocabulary/{id}',
    middleware: needs('read library'),
    summary: 'One concept, with what a change of it would touch',
    tags,
    request: { params: conceptParameter },
    responses: { 200: taggedAnswer(conceptInDetail, 'The concept') },
  }),
  async (c) => {
    const { id } = c.req.valid('param');
    await tellTag(c, 'concept', id);
    const shown = await showConcept(c.var.services, id);
    const touches = await touchedByConcept(c.var.services.em, shown);
    return c.json({ ...conceptJson(shown), touches }, 200);
  },
);

vocabularyApi.openapi(
  createRoute({
    method: 'post',
    path: '/vocabulary',
    middleware: needs('manage vocabulary'),
    summary: 'Add a concept',
    tags,
    request: jsonBody(
      z.object({ label: z.string(), facet: z.string(), note: z.string().nullish() }),
    ),
    responses: { 201: jsonAnswer(concept, 'The concept') },
  }),
  async (c) => {
    const { label, facet, note } = c.req.valid('json');
    const by = c.var.user.actor;
    const given = { label, facet, note: note ?? null, by };
    const id = await addConceptToVocabulary(c.var.services, given);
    return c.json(conceptJson(await showConcept(c.var.services, id)), 201);
  },
);

/** Whose change it is, of what, and what they saw of it. */
const byPerson = (c: Context<WebEnv>, { id }: { id: string }) => ({
  conceptId: id,
  seen: seenBy(c, 'concept'),
  by: c.var.user.actor,
});

vocabularyApi.openapi(
  createRoute({
    method: 'post',
    path: '/vocabulary/{id}/rename',
    middleware: needs('manage vocabulary'),
    summary: 'Call a concept otherwise; the name of before is searched for as ever',
    tags,
    request: { params: conceptParameter, ...jsonBody(z.object({ label: z.string() })) },
    responses: { 200: jsonAnswer(changed, 'The change'), ...mergedAlready },
  }),
  async (c) => {
    const given = { ...byPerson(c, c.req.valid('param')), ...c.req.valid('json') };
    return c.json({ changeId: await renameConcept(c.var.services, given) }, 200);
  },
);

vocabularyApi.openapi(
  createRoute({
    method: 'post',
    path: '/vocabulary/{id}/merge',
    middleware: needs('manage vocabulary'),
    summary: 'Make a concept part of another of its kind',
    tags,
    request: { params: conceptParameter, ...jsonBody(z.object({ into: z.string() })) },
    responses: { 200: jsonAnswer(changed, 'The change'), ...mergedAlready },
  }),
  async (c) => {
    const given = { ...byPerson(c, c.req.valid('param')), ...c.req.valid('json') };
    return c.json({ changeId: await mergeConcepts(c.var.services, given) }, 200);
  },
);

vocabularyApi.openapi(
  createRoute({
    method: 'post',
    path: '/vocabulary/{id}/retire',
    middleware: needs('manage vocabulary'),
    summary: 'Give and suggest a concept no more; what has it keeps it',
    tags,
    request: { params: conceptParameter },
    responses: { 200: jsonAnswer(changed, 'The change'), ...mergedAlready },
  }),
  async (c) => {
    const given = byPerson(c, c.req.valid('param'));
    return c.json({ changeId: await retireConcept(c.var.services, given) }, 200);
  },
);

vocabularyApi.openapi(
  createRoute({
    method: 'post',
    path: '/vocabulary/{id}/split',
    middleware: needs('manage vocabulary'),
    summary: 'Make two concepts of one: some publications have the other one instead',
    tags,
    request: {
      params: conceptParameter,
      ...jsonBody(
        z.object({
          label: z.string().optional().openapi({ description: 'Of a new one; or into' }),
          into: z.string().optional(),
          publicationIds: z.array(z.number().int().positive()),
        }),
      ),
    },
    responses: {
      200: jsonAnswer(z.object({ changeId: z.number().int(), into: z.string() }), 'The change'),
      ...mergedAlready,
    },
  }),
  async (c) => {
    const given = { ...byPerson(c, c.req.valid('param')), ...c.req.valid('json') };
    return c.json(await splitConcept(c.var.services, given), 200);
  },
);
