import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { entryStatuses } from '#shared/entities/index.ts';
import { editEntry } from '#shared/plans/entries/edit-entry.ts';
import { noteProgress, noteRule } from '#shared/plans/entries/note-progress.ts';
import { showEntry, suggestionsForEntry } from '#shared/plans/entries/show-entry.ts';
import { entryChangeShape } from '#shared/plans/fields/entry-schemas.ts';
import { voices } from '#shared/text/bearing/find-bearings.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer, tellTag } from '../if-match.ts';
import { conflict } from '../problem.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from '../shapes.ts';
import { link, linkJson, namedPublication } from './links-schemas.ts';
import { asAt, entry, entryJson } from './plans-schemas.ts';
import { records, recordsJson } from './records-schemas.ts';

const tags = ['Plans'];

/** What a note of progress may say besides its words. */
const progressShape = entryChangeShape.pick({
  ...{ status: true, rag: true, ragReason: true, waitsFor: true, waitsOn: true },
  ...{ waitsSince: true, unmetRisk: true, recheckOn: true },
}).shape;

const suggestion = z.object({
  id: z.number().int(),
  publication: namedPublication,
  words: z.array(z.string()).openapi({ description: 'The words that made the match' }),
  page: z.number().int().nullable(),
  passage: z.string().nullable().openapi({ description: 'Null where it may not be shown' }),
  strength: z.enum(['strong', 'weak']),
  voices: z.array(z.enum(voices)).openapi({ description: 'What spoke for a plan entry' }),
  score: z
    .number()
    .nullable()
    .openapi({ description: 'How sure it is of a plan entry, from 0 to 1' }),
});

export const entryView = z.object({
  entry,
  plan: z.object({ id: z.number().int(), title: z.string(), note: z.string().nullable() }),
  parent: z.object({ id: z.number().int(), ref: z.string(), text: z.string() }).nullable(),
  actions: z.array(entry),
  links: z.array(link),
  asAt: z.string().nullable(),
  parts: z.array(
    z.object({
      owner: z.string(),
      part: z.string(),
      status: z.enum(entryStatuses).nullable(),
      at: z.string().nullable(),
    }),
  ),
  notes: z.array(
    z.object({
      at: z.string(),
      by: z.string().nullable(),
      text: z.string(),
      status: z.string(),
      rag: z.string().nullable(),
      owner: z.string().nullable(),
    }),
  ),
  records,
});

/** The entry as it is now, with the tag of that. */
export async function entryViewJson(
  c: Context<WebEnv>,
  entryId: number,
  asAt?: string,
): Promise<z.infer<typeof entryView>> {
  const { services } = c.var;
  await tellTag(c, 'entry', entryId);
  const view = await showEntry(services, entryId, asAt);
  return {
    entry: entryJson(view.entry),
    plan: view.plan,
    parent: view.parent,
    actions: view.actions.map(entryJson),
    links: view.links.map(linkJson),
    asAt: view.asAt,
    parts: view.parts.map((part) => ({ ...part, at: part.at?.toISOString() ?? null })),
    records: recordsJson(view.records),
    notes: view.notes.map((note) => ({ ...note, at: note.at.toISOString() })),
  };
}

/** One plan entry: what is linked to it, its progress, and what may bear on it. */
export const entriesApi = createApiRouter();

entriesApi.openapi(
  createRoute({
    method: 'get',
    path: '/entries/{id}',
    middleware: needs('read plans'),
    summary: 'One entry with its links and progress',
    tags,
    request: { params: idParameter, query: z.object({ asAt }) },
    responses: { 200: taggedAnswer(entryView, 'The entry') },
  }),
  async (c) =>
    c.json(await entryViewJson(c, c.req.valid('param').id, c.req.valid('query').asAt), 200),
);

entriesApi.openapi(
  createRoute({
    method: 'patch',
    path: '/entries/{id}',
    middleware: needs('edit plan'),
    summary: 'Change an entry; with If-Match or revision, only if nobody else did meanwhile',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        entryChangeShape.extend({
          revision: z.number().int().optional(),
          dateReason: z
            .string()
            .optional()
            .openapi({ description: 'Why the due date moves: needed where it is put off' }),
        }),
      ),
    },
    responses: {
      200: taggedAnswer(entryView, 'The entry as it is now'),
      ...conflict('Somebody else changed it: it is at another revision'),
    },
  }),
  async (c) => {
    const { revision, dateReason, ...change } = c.req.valid('json');
    const entryId = c.req.valid('param').id;
    await editEntry(c.var.services, {
      entryId,
      revision,
      seen: seenBy(c, 'entry'),
      change,
      dateReason,
      by: c.var.user.actor,
    });
    return c.json(await entryViewJson(c, entryId), 200);
  },
);

entriesApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/progress',
    middleware: needs('note progress'),
    summary: 'Note progress; a note is never changed',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          text: noteRule,
          owner: z
            .string()
            .optional()
            .openapi({ description: 'Whose part it is about; left out: the entry as a whole' }),
          ...progressShape,
        }),
      ),
    },
    responses: { 201: taggedAnswer(entryView, 'The entry as it is now') },
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    await noteProgress(c.var.services, {
      entryId,
      ...c.req.valid('json'),
      seen: seenBy(c, 'entry'),
      by: c.var.user.actor,
    });
    return c.json(await entryViewJson(c, entryId), 201);
  },
);

entriesApi.openapi(
  createRoute({
    method: 'get',
    path: '/entries/{id}/suggestions',
    middleware: needs('read plans'),
    summary: 'Publications that may bear on an entry, with the words that made the match',
    tags,
    request: { params: idParameter, query: paging },
    responses: { 200: jsonAnswer(listOf(suggestion), 'Suggestions') },
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    await showEntry(c.var.services, entryId);
    const paging = c.req.valid('query');
    return c.json(await suggestionsForEntry(c.var.services, { entryId, ...paging }), 200);
  },
);
