import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { NotFound } from '#shared/errors.ts';
import { findSimilar } from '#shared/library/find-similar.ts';
import { findTitles } from '#shared/library/find-titles.ts';
import { misreadInSearch } from '#shared/library/misread-search.ts';
import { readSearchQuery } from '#shared/library/read-search-query.ts';
import { type Hit, searchPublications } from '#shared/library/search-publications.ts';
import { facetNames, searchSorts } from '#shared/search/search-index.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { misreadProblem } from '../problem.ts';
import { answerSchema, similarSchema } from './publications-schemas.ts';

const values = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .openapi({ description: 'Repeat it for any of several values' });

const switched = z.enum(['on', 'off']).optional();

/** Filters that there are not, and values that none can have, are no question. */
const understood: MiddlewareHandler<WebEnv> = (c, next) => {
  const misread = misreadInSearch(new URL(c.req.url).searchParams);
  return misread.length > 0 ? Promise.resolve(misreadProblem(c, misread)) : next();
};

/** Which facets are counted, where it is said. */
function countedIn(parameters: URLSearchParams) {
  const named = parameters.getAll('count').filter(Boolean);
  return named.length > 0 ? { facets: facetNames.filter((name) => named.includes(name)) } : {};
}

const searchRoute = createRoute({
  method: 'get',
  path: '/publications',
  middleware: [needs('read library'), understood] as const,
  summary: 'Search the library; without words, the newest publications',
  tags: ['Publications'],
  request: {
    query: z.object({
      q: z.string().max(1000).optional().openapi({ example: '"return home interviews" -drugs' }),
      ...Object.fromEntries(facetNames.map((facet) => [facet, values])),
      sort: z.enum(searchSorts).optional().openapi({
        description:
          'newest: by date of publication, those without one last. national: by relevance, statutory and national sources first. seen: newest here first',
      }),
      page: z.coerce.number().int().min(1).optional(),
      size: z.coerce.number().int().min(1).max(100).optional(),
      expand: switched,
      correct: switched,
      for: z.string().optional().openapi({
        description:
          'The words for which expand and correct were switched off: with other words they count no more',
      }),
      alike: switched.openapi({ description: 'off: leaves out what is close in meaning' }),
      include: z.enum(['suggested']).optional(),
      count: values.openapi({
        description:
          'Filters whose values are counted, by name; all of them unless it is said; none: none',
      }),
      since: z.string().optional().openapi({
        description:
          'First seen since: visit (yours, in the pages), meeting (the last one), or a day',
        example: '2026-09-30',
      }),
      area: values.openapi({
        description: 'others: areas that are not ours; like: areas like ours',
      }),
    }),
  },
  responses: {
    200: {
      description: 'What was found, and how it was understood',
      content: { 'application/json': { schema: answerSchema } },
    },
  },
});

const similarRoute = createRoute({
  method: 'get',
  path: '/publications/{id}/similar',
  middleware: needs('read library'),
  summary: 'Publications like this one, most alike first',
  tags: ['Publications'],
  request: {
    params: z.object({ id: z.coerce.number().int().positive() }),
    query: z.object({ size: z.coerce.number().int().min(1).max(100).default(10) }),
  },
  responses: {
    200: {
      description: 'Similar publications, with the words they share',
      content: {
        'application/json': {
          schema: z.object({
            total: z.number().int(),
            page: z.number().int(),
            size: z.number().int(),
            items: z.array(similarSchema),
          }),
        },
      },
    },
  },
});

const hitOf = ({ passages, type, region, concepts, textProblem: _, ...hit }: Hit) => ({
  ...hit,
  type: type?.id ?? null,
  typeLabel: type?.label ?? null,
  region: region?.id ?? null,
  regionLabel: region?.label ?? null,
  concepts: concepts.map(({ id }) => id),
  passages: passages.map(({ documentId, page, html }) => ({ documentId, page, html })),
});

export const publicationsSearchApi = createApiRouter()
  .openapi(searchRoute, async (c) => {
    const parameters = new URL(c.req.url).searchParams;
    const query = { ...readSearchQuery(parameters), ...countedIn(parameters) };
    const answer = await searchPublications(c.var.services, query, c.var.user);
    const { alike, typed: _, scope, ...words } = answer;
    return c.json(
      {
        ...words,
        scope: { since: scope.since?.toISOString() ?? null, words: scope.words },
        hits: answer.hits.map(hitOf),
        ...(alike !== undefined && { alike: alike?.map(hitOf) ?? null }),
      },
      200,
    );
  })

  .openapi(similarRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { size } = c.req.valid('query');
    if ((await findTitles(c.var.services, [id])).length === 0)
      throw new NotFound('publication', id);
    const similar = await findSimilar(c.var.services, { publicationId: id, limit: size });
    const items = similar.map(({ textProblem: _, ...one }) => one);
    return c.json({ total: items.length, page: 1, size, items }, 200);
  });
