import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { type SavedSearch, Version } from '#shared/entities/index.ts';
import { conceptLabels } from '#shared/library/concept-labels.ts';
import { describeQuery } from '#shared/library/describe-query.ts';
import { type Hit, searchPublications } from '#shared/library/search-publications.ts';
import { londonInstant } from '#shared/london.ts';
import { tokenHash } from '#shared/people/tokens.ts';
import { findByFeedToken } from '#shared/searches/feed-token.ts';
import type { Services } from '#shared/services.ts';
import { escapeHtml } from '#shared/text/markup.ts';
import type { WebEnv } from '../../request/env.ts';
import { keptAddress, keptQuery } from '../../request/kept-search.ts';
import { needs } from '../../request/permission.ts';
import { type Feed, type RenderedEntry, renderFeed } from './render-feed.ts';

/** Publications in a feed: the newest. */
const size = 50;

/** Extracts where they may be shown; nothing of what describes abuse. */
function paragraphsOf(hit: Hit): string[] {
  if (hit.describesAbuse) return ['This publication describes abuse.'];
  const passages = hit.passages
    .filter(({ html }) => html !== '')
    .map(({ html, page }) => (page === null ? html : `${html} (page ${page})`));
  return [...(hit.summary ? [escapeHtml(hit.summary)] : []), ...passages];
}

/** When each was last found changed: being read again is no change. */
async function changesOf(em: Services['em'], hits: Hit[]): Promise<Map<number, Date>> {
  const versions = await em.find(
    Version,
    { publication: { $in: hits.map(({ id }) => id) } },
    { fields: ['publication', 'readAt'], orderBy: { number: 'asc' } },
  );
  return new Map(versions.map(({ publication, readAt }) => [publication.id, readAt]));
}

async function feedOf(services: Services, search: SavedSearch, baseUrl: string): Promise<Feed> {
  const query = keptQuery(search.parameters);
  const sort = query.since ? 'seen' : 'newest';
  const asked = { ...query, sort, size, facets: [] } as const;
  // "My last visit" is that of whoever saved the search; the visit that is under way is not one yet.
  const { visitBeforeAt: lastVisitAt = null } = search.owner;
  const answer = await searchPublications(services, asked, { lastVisitAt });
  const hits = answer.hits.slice(0, answer.query.allWords);
  const changes = await changesOf(services.em, hits);
  const entries = hits.map((hit): RenderedEntry => {
    const publishedAt = londonInstant(hit.publishedOn ?? hit.firstSeenOn);
    const { id, title, publisher, url, standing } = hit;
    const updatedAt = changes.get(id) ?? publishedAt;
    const paragraphs = paragraphsOf(hit);
    return { id, title, publisher, url, standing, publishedAt, updatedAt, paragraphs };
  });
  return {
    searchId: search.id,
    title: `${search.name} – Skylark`,
    subtitle: describeQuery(query, await conceptLabels(services.em)),
    url: `${baseUrl}${keptAddress(search.parameters)}`,
    createdAt: search.createdAt,
    entries,
  };
}

const matches = (asked: string | undefined, etag: string) =>
  (asked ?? '').split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));

/** Needs no sign-in: whoever has the token may read. A wrong one is told nothing. */
export const feedRoutes = new Hono<WebEnv>().get(
  '/searches/:id{[0-9]+}/feed.atom',
  needs('use an address with a token'),
  async (c) => {
    const { services, baseUrl } = c.var;
    c.header('cache-control', 'private, no-cache');
    const search = await findByFeedToken(services, {
      searchId: Number(c.req.param('id')),
      tokenHash: tokenHash(c.req.query('token') ?? ''),
    });
    if (!search) return c.text('There is no such feed.\n', 404);
    const body = renderFeed(await feedOf(services, search, baseUrl), { baseUrl });
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    c.header('etag', etag);
    if (matches(c.req.header('if-none-match'), etag)) return c.body(null, 304);
    return c.body(body, 200, { 'content-type': 'application/atom+xml; charset=utf-8' });
  },
);
