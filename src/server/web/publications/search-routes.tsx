import { Hono } from 'hono';
import { readSearchQuery } from '#shared/publications/read-search-query.ts';
import { searchPublications } from '#shared/publications/search-publications.ts';
import { rememberSearch } from '#shared/searches/past-searches.ts';
import { keptParameters } from '../searches/parameters.ts';
import type { WebEnv } from '../web-env.ts';
import { SearchPage } from './search-page.tsx';

export const searchRoutes = new Hono<WebEnv>().get('/', async (c) => {
  const query = readSearchQuery(new URL(c.req.url).searchParams);
  const { services, user } = c.var;
  const answer = await searchPublications(services, query);
  const { sort: _, ...kept } = query;
  if (query.words.trim() && query.page === 1 && answer.total > 0)
    await rememberSearch(services, { userId: user.id, parameters: keptParameters(kept) });
  return c.html(<SearchPage query={query} answer={answer} />);
});
