import { createRoute, z } from '@hono/zod-openapi';
import { completeConcepts } from '#shared/library/complete-concepts.ts';
import { completeTitles } from '#shared/library/complete-titles.ts';
import { conceptLabels } from '#shared/library/concept-labels.ts';
import { describeQuery } from '#shared/library/describe-query.ts';
import { listPastSearches } from '#shared/searches/past-searches.ts';
import { wordsOf } from '#shared/text/words.ts';
import { publicationAddress, searchAddress } from '../request/addresses.ts';
import { keptAddress, keptQuery } from '../request/kept-search.ts';
import { needs } from '../request/permission.ts';
import { createApiRouter } from './api-env.ts';
import { namedPublication } from './plans/links-schemas.ts';

import { jsonAnswer } from './shapes.ts';

/** Fewer letters fit too much. */
const fewestLetters = 2;
const most = { titles: 5, concepts: 4, searches: 4 };

const url = z.string().openapi({ description: 'Where it opens, below this Skylark’s address' });

const completions = z
  .object({
    titles: z.array(namedPublication.extend({ url })),
    concepts: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        facet: z.string(),
        facetLabel: z.string(),
        url,
      }),
    ),
    searches: z.array(z.object({ text: z.string(), url })),
  })
  .openapi('Completions');

/** Type and region are facts, so they filter; other concepts are searched for by name. */
const conceptAddress = ({ id, label, facet }: { id: string; label: string; facet: string }) =>
  facet === 'type' || facet === 'region'
    ? searchAddress({ words: '', filters: { [facet]: [id] } })
    : searchAddress({ words: label });

/** One's own past searches that have these words, the last of which may be half typed. */
function pastSearches(past: string[], typed: string, limit: number) {
  const starts = wordsOf(typed).map(({ folded }) => folded);
  return past
    .map((parameters) => ({ parameters, query: keptQuery(parameters) }))
    .filter(({ query }) => {
      const words = wordsOf(query.words).map(({ folded }) => folded);
      return starts.every((start) => words.some((word) => word.startsWith(start)));
    })
    .slice(0, limit);
}

export const completeApi = createApiRouter().openapi(
  createRoute({
    method: 'get',
    path: '/complete',
    middleware: needs('read library'),
    summary: 'What a half-typed search may mean: titles, concepts, and your own past searches',
    description: `Empty for fewer than ${fewestLetters} letters.`,
    tags: ['Publications'],
    request: { query: z.object({ q: z.string().max(200) }) },
    responses: {
      200: jsonAnswer(completions, 'Completions'),
    },
  }),
  async (c) => {
    const { services, user } = c.var;
    const text = c.req.valid('query').q.trim();
    // Who types is about to search: by then the model has started.
    services.embedder?.warm();
    c.header('cache-control', 'no-store');
    const letters = wordsOf(text).reduce((sum, { folded }) => sum + folded.length, 0);
    if (letters < fewestLetters) return c.json({ titles: [], concepts: [], searches: [] }, 200);
    const titles = await completeTitles(services, { text, limit: most.titles });
    const concepts = await completeConcepts(services, { text, limit: most.concepts });
    const past = pastSearches(await listPastSearches(services, user.id), text, most.searches);
    const labels = past.length > 0 ? await conceptLabels(services.em) : new Map();
    return c.json(
      {
        titles: titles.map((one) => ({ ...one, url: publicationAddress(one.id) })),
        concepts: concepts.map((one) => ({ ...one, url: conceptAddress(one) })),
        searches: past.map(({ parameters, query }) => ({
          text: describeQuery(query, labels),
          url: keptAddress(parameters),
        })),
      },
      200,
    );
  },
);
