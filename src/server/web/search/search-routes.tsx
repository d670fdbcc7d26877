import { Hono } from 'hono';
import { SearchUnavailable } from '#shared/errors.ts';
import { lastMeeting } from '#shared/library/last-meeting.ts';
import { misreadInSearch, understoodSearch } from '#shared/library/misread-search.ts';
import { readSearchQuery } from '#shared/library/read-search-query.ts';
import { relatedConcepts } from '#shared/library/related-concepts.ts';
import { searchPublications } from '#shared/library/search-publications.ts';
import { rememberSearch } from '#shared/searches/past-searches.ts';
import type { WebEnv } from '../../request/env.ts';
import { keptParameters } from '../../request/kept-search.ts';
import { needs } from '../../request/permission.ts';
import { saidOf } from '../../request/said-of.ts';
import { SearchPage } from './search-page.tsx';
import { SearchUnavailablePage } from './search-unavailable-page.tsx';

export const searchRoutes = new Hono<WebEnv>().get('/', needs('read library'), async (c) => {
  const parameters = new URL(c.req.url).searchParams;
  const query = readSearchQuery(understoodSearch(parameters));
  const { services, user } = c.var;
  const answer = await searchPublications(services, query, user).catch((error: unknown) => {
    if (error instanceof SearchUnavailable) return error;
    throw error;
  });
  if (answer instanceof SearchUnavailable) {
    services.log.error({ err: answer, requestId: c.var.requestId }, 'search is not available');
    const said = saidOf(answer);
    c.header('retry-after', String(said.retryAfterSeconds));
    return c.html(<SearchUnavailablePage query={query} said={said} user={user} />, said.status);
  }
  const { sort: _, alike: __, ...kept } = query;
  if (query.words.trim() && query.page === 1 && answer.total > 0)
    rememberSearch(services, { userId: user.id, parameters: keptParameters(kept) });
  const related = await relatedConcepts(services, answer.query.corrected ?? query.words);
  const hasMeanings = services.search.model !== null;
  const misread = misreadInSearch(parameters);
  const meeting = (await lastMeeting(services.em, services.clock()))?.heldOn ?? null;
  return c.html(<SearchPage {...{ query, answer, misread, related, hasMeanings, meeting }} />);
});
