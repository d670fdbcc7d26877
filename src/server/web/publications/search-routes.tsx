import { Hono } from 'hono';
import { readSearchQuery } from '#shared/publications/read-search-query.ts';
import { searchPublications } from '#shared/publications/search-publications.ts';
import type { WebEnv } from '../web-env.ts';
import { SearchPage } from './search-page.tsx';

export const searchRoutes = new Hono<WebEnv>().get('/', async (c) => {
  const query = readSearchQuery(new URL(c.req.url).searchParams);
  const answer = await searchPublications(c.var.services, query);
  return c.html(<SearchPage query={query} answer={answer} />);
});
