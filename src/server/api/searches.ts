import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { checkSeen } from '#shared/database/seen.ts';
import { type AlertRhythm, alertRhythms } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { misreadInSearch } from '#shared/library/misread-search.ts';
import { readSearchQuery } from '#shared/library/read-search-query.ts';
import { may } from '#shared/people/permissions.ts';
import { changeSearch } from '#shared/searches/change-search.ts';
import { deleteSearch } from '#shared/searches/delete-search.ts';
import { listSearches, type ShownSearch, showSearch } from '#shared/searches/list-searches.ts';
import { saveSearch } from '#shared/searches/save-search.ts';
import { setAlert } from '#shared/searches/set-alert.ts';
import type { WebEnv } from '../request/env.ts';
import { keptAddress, keptParameters } from '../request/kept-search.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';
import { seenBy, taggedAnswer, tellTag } from './if-match.ts';
import { idParameter, jsonAnswer, jsonBody, listOf, paging } from './shapes.ts';

const tags = ['Saved searches'];

const alert = z.enum(['none', ...alertRhythms]).openapi({
  description: 'Whether you are mailed what is new for it; everybody has their own',
});

const query = z
  .union([z.string().max(20_000), z.record(z.string(), z.union([z.string(), z.array(z.string())]))])
  .openapi({
    description:
      'The parameters of GET /publications: as in an address, or as an object of values or lists',
    example: 'q=RHI&theme=missing&sort=newest',
  });

const savedSearch = z
  .object({
    id: z.number().int(),
    name: z.string(),
    query: z.string().openapi({ description: 'Parameters of GET /publications' }),
    url: z.string().openapi({ description: 'Where people open it, below this Skylark’s address' }),
    isShared: z.boolean(),
    isMine: z.boolean(),
    owner: z.string(),
    alert,
    hasFeed: z.boolean(),
    createdAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('SavedSearch');

const newSearch = z.object({
  name: z.string(),
  query,
  isShared: z.boolean().default(false),
  alert: alert.default('none'),
});

const searchChange = z.object({
  name: z.string().optional(),
  query: query.optional(),
  isShared: z.boolean().optional(),
  alert: alert.optional(),
});

const jsonOf = (search: ShownSearch): z.infer<typeof savedSearch> => ({
  id: search.id,
  name: search.name,
  query: search.parameters,
  url: keptAddress(search.parameters),
  isShared: search.isShared,
  isMine: search.isMine,
  owner: search.owner,
  alert: search.alert ?? 'none',
  hasFeed: search.feedMadeAt !== null,
  createdAt: search.createdAt.toISOString(),
});

/** What is kept of a query, however it was written. */
function parametersOf(given: z.infer<typeof query>): string {
  const pairs =
    typeof given === 'string'
      ? new URLSearchParams(given)
      : new URLSearchParams(
          Object.entries(given).flatMap(([name, values]) =>
            [values].flat().map((value): [string, string] => [name, value]),
          ),
        );
  const misread = misreadInSearch(pairs);
  if (misread.length > 0)
    throw new Invalid(misread.map(({ message }) => message).join(' '), 'query');
  return keptParameters(readSearchQuery(pairs));
}

const rhythmOf = (given: z.infer<typeof alert>): AlertRhythm | null =>
  given === 'none' ? null : given;

const askerOf = ({ var: { user } }: Context<WebEnv>) => ({
  userId: user.id,
  mayChangeShared: may(user, 'manage shared searches'),
});

export const searchesApi = createApiRouter();

searchesApi.openapi(
  createRoute({
    method: 'get',
    path: '/searches',
    middleware: needs('save searches'),
    summary: 'Your saved searches, then those that others share',
    tags,
    request: { query: paging },
    responses: { 200: jsonAnswer(listOf(savedSearch), 'Saved searches') },
  }),
  async (c) => {
    const list = await listSearches(c.var.services, {
      asker: askerOf(c),
      ...c.req.valid('query'),
    });
    return c.json({ ...list, items: list.items.map(jsonOf) }, 200);
  },
);

searchesApi.openapi(
  createRoute({
    method: 'post',
    path: '/searches',
    middleware: needs('save searches'),
    summary: 'Save a search under a name',
    tags,
    request: jsonBody(newSearch),
    responses: { 201: jsonAnswer(savedSearch, 'The saved search') },
  }),
  async (c) => {
    const { services, user } = c.var;
    const given = c.req.valid('json');
    const saved = await saveSearch(services, {
      name: given.name,
      parameters: parametersOf(given.query),
      isShared: given.isShared,
      alert: rhythmOf(given.alert),
      userId: user.id,
      by: user.actor,
    });
    const shown = await showSearch(services, { searchId: saved.id, asker: askerOf(c) });
    return c.json(jsonOf(shown), 201);
  },
);

/** A search as it is, with its tag: who may not see it is told nothing of it. */
async function tagged(c: Context<WebEnv>, searchId: number) {
  const given = { searchId, asker: askerOf(c) };
  await showSearch(c.var.services, given);
  await tellTag(c, 'search', searchId);
  return jsonOf(await showSearch(c.var.services, given));
}

searchesApi.openapi(
  createRoute({
    method: 'get',
    path: '/searches/{id}',
    middleware: needs('save searches'),
    summary: 'One saved search',
    tags,
    request: { params: idParameter },
    responses: { 200: taggedAnswer(savedSearch, 'The saved search') },
  }),
  async (c) => {
    const { id: searchId } = c.req.valid('param');
    return c.json(await tagged(c, searchId), 200);
  },
);

searchesApi.openapi(
  createRoute({
    method: 'patch',
    path: '/searches/{id}',
    middleware: needs('save searches'),
    summary: 'Rename, share or change a saved search, or your own alert on it',
    tags,
    request: { params: idParameter, ...jsonBody(searchChange) },
    responses: { 200: taggedAnswer(savedSearch, 'The saved search') },
  }),
  async (c) => {
    const { services, user } = c.var;
    const { id: searchId } = c.req.valid('param');
    const { name, query: asked, isShared, alert: wanted } = c.req.valid('json');
    const asker = askerOf(c);
    const rhythm = wanted === undefined ? undefined : rhythmOf(wanted);
    // Everybody may have an alert of their own on what is shared; changing it is for fewer.
    const isOnlyAlert = name === undefined && asked === undefined && isShared === undefined;
    const seen = seenBy(c, 'search');
    if (isOnlyAlert) {
      await showSearch(services, { searchId, asker });
      await checkSeen(services.em, searchId, seen);
      if (rhythm !== undefined) await setAlert(services, { searchId, userId: user.id, rhythm });
    } else {
      await changeSearch(services, {
        searchId,
        name,
        parameters: asked === undefined ? undefined : parametersOf(asked),
        isShared,
        alert: rhythm,
        asker,
        seen,
        by: user.actor,
      });
    }
    return c.json(await tagged(c, searchId), 200);
  },
);

searchesApi.openapi(
  createRoute({
    method: 'delete',
    path: '/searches/{id}',
    middleware: needs('save searches'),
    summary: 'Delete a saved search with its alerts and its feed',
    tags,
    request: { params: idParameter },
    responses: { 204: { description: 'Deleted' } },
  }),
  async (c) => {
    await deleteSearch(c.var.services, {
      searchId: c.req.valid('param').id,
      asker: askerOf(c),
      seen: seenBy(c, 'search'),
      by: c.var.user.actor,
    });
    return c.body(null, 204);
  },
);
