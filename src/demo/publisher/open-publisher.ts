import { createHash } from 'node:crypto';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { systemClock } from '#shared/clock.ts';
import { day } from '#shared/text/durations.ts';
import { atom, damagedRss, type FeedOffer, jsonFeed, rdf, rss } from './feeds.ts';
import { governmentRoutes } from './government.ts';
import { type Content, contentFile, loadContent } from './load-content.ts';
import { articlePage, fictional } from './pages.ts';

/** Publications that have a file of their own instead of a page. */
const files = [
  {
    source: 'inspectorate',
    slug: 'seen-heard-joined-up',
    file: 'seen-heard-joined-up.pdf',
    title:
      'Seen, heard, joined up: a thematic review of responses to child exploitation in sixteen areas',
    summary:
      'A hundred pages on how sixteen areas notice, hear and join up, with questions for a sub-group.',
    type: 'Thematic review',
    daysAgo: 6,
  },
  {
    source: 'northmere',
    slug: 'seven-minutes-on-cuckooing',
    file: 'seven-minutes-on-cuckooing.docx',
    title: 'Seven minutes on cuckooing: a briefing for housing and health',
    summary: 'A 7-minute briefing on signs of home takeover and whom to tell.',
    type: 'Briefing',
    daysAgo: 25,
  },
] as const;

const types: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Answers with validators, and 304 to a reader that has this already. */
function conditional(c: Context, body: string, type: string, at: Date): Response {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  const headers = { etag, 'last-modified': at.toUTCString(), 'content-type': type };
  return c.req.header('if-none-match') === etag
    ? c.body(null, 304, headers)
    : c.body(body, 200, headers);
}

export interface Publisher {
  url: string;
  close(): Promise<void>;
}

/**
 * The demonstration's outside world, on loopback: seven sites of fictional agencies with feeds,
 * pages, files, an API in the shape of GOV.UK's, and what goes wrong on real ones.
 *
 * @param given.now what is dated later has not been published yet; the start when left out
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a table of seven fictional sites, one a route
export async function openPublisher(
  given: { port?: number; startedAt?: Date; now?: () => Date } = {},
): Promise<Publisher> {
  const startedAt = given.startedAt ?? systemClock();
  const now = given.now ?? (() => startedAt);
  const contents = loadContent();
  const dateOf = ({ daysAgo }: { daysAgo: number }) =>
    new Date(startedAt.getTime() - daysAgo * day);
  const bySource = (source: string) => contents.filter((content) => content.source === source);
  let url = '';
  const asked = new Map<string, number>();

  const addressOf = (content: Pick<Content, 'source' | 'slug'>) =>
    `${url}/${content.source}/${content.slug}`;
  const offer = (content: Content): FeedOffer => ({
    title: content.title,
    summary: content.summary,
    url: addressOf(content),
    id: `tag:fictional,2026:${content.source}/${content.slug}`,
    at: dateOf(content),
    category: content.type,
  });
  const offerFile = (file: (typeof files)[number]): FeedOffer => ({
    title: file.title,
    summary: file.summary,
    url: `${url}/files/${file.file}`,
    id: `tag:fictional,2026:${file.slug}`,
    at: dateOf(file),
    category: file.type,
  });
  const newestFirst = (entries: FeedOffer[]) =>
    entries.sort((a, b) => b.at.getTime() - a.at.getTime());
  const offered = (source: string) =>
    newestFirst([
      ...bySource(source).map(offer),
      ...files.filter((file) => file.source === source).map(offerFile),
    ]);

  /** Other sites point to it too: the same page under an address that says where the reader came from. */
  const shared = (slug: string): FeedOffer[] =>
    contents
      .filter((content) => content.slug === slug)
      .map((content) => ({
        ...offer(content),
        id: `tag:fictional,2026:northmere/shared/${slug}`,
        url: `${addressOf(content)}?utm_source=partnership&utm_medium=feed`,
      }));
  /** Republished almost word for word by somebody else: probably the same, for a person to decide. */
  const republished = (slug: string): Content[] =>
    contents
      .filter((content) => content.slug === slug)
      .map((content) => ({
        ...content,
        slug: `${slug}-republished`,
        source: 'institute',
        publisher: 'Tolbridge Institute for Social Research',
        title: `${content.title} (summary of a report by ${content.publisher})`,
        daysAgo: content.daysAgo - 1,
        body: content.body.replace('We asked 31 young men', 'Researchers asked 31 young men'),
      }));
  const copies = republished('harbour-boys');

  const site = (source: string, name: string, feed: string) => ({
    name,
    url: `${url}/${source}/`,
    feedUrl: `${url}/${source}/${feed}`,
  });
  const newest = (entries: FeedOffer[]) => entries[0]?.at ?? startedAt;

  const app = new Hono();
  app.get('/robots.txt', (c) => c.text('User-agent: *\nAllow: /\n'));
  app.get('/northmere/feed.atom', (c) => {
    const entries = newestFirst([...offered('northmere'), ...shared('institute-contextual')]);
    return conditional(
      c,
      atom(site('northmere', 'Northmere partnership: publications', 'feed.atom'), entries),
      'application/atom+xml',
      newest(entries),
    );
  });
  app.get('/inspectorate/rss.xml', (c) => {
    const entries = offered('inspectorate');
    return conditional(
      c,
      rss(site('inspectorate', 'Inspectorate of Local Services: reports', 'rss.xml'), entries),
      'application/rss+xml',
      newest(entries),
    );
  });
  app.get('/harbour/feed.json', (c) => {
    const entries = offered('harbour');
    return conditional(
      c,
      jsonFeed(site('harbour', 'Harbour Lights', 'feed.json'), entries),
      'application/feed+json',
      newest(entries),
    );
  });
  app.get('/calderwick/papers.xml', (c) =>
    c.body(
      damagedRss(site('calderwick', 'Calderwick Council', 'papers.xml'), offered('calderwick')),
      200,
      { 'content-type': 'text/xml' },
    ),
  );
  app.get('/wexborough/rss.xml', (c) => {
    const entries = offered('wexborough').map((entry) =>
      entry.url.endsWith('-scan')
        ? { ...entry, url: `${url}/files/wexborough-minutes.pdf` }
        : entry,
    );
    return conditional(
      c,
      rss(site('wexborough', 'Wexborough Council: scrutiny', 'rss.xml'), entries),
      'application/rss+xml',
      newest(entries),
    );
  });
  app.get('/institute/index.rdf', (c) => {
    const entries = newestFirst([...offered('institute'), ...copies.map(offer)]);
    return conditional(
      c,
      rdf(site('institute', 'Tolbridge Institute: research', 'index.rdf'), entries),
      'application/rdf+xml',
      newest(entries),
    );
  });
  app.get('/ashcote/feed.xml', (c) =>
    c.text('The service is unavailable.', 503, { 'retry-after': '600' }),
  );

  app.get('/files/:name', (c) => {
    const name = c.req.param('name');
    if (!/^[a-z-]+\.(pdf|docx)$/.test(name)) return c.notFound();
    return c.body(contentFile(name), 200, {
      'content-type': types[name.split('.').at(-1) ?? ''] ?? '',
    });
  });
  app.route(
    '/',
    governmentRoutes({ contents: bySource('government'), dateOf, now, base: () => url }),
  );
  app.get('/:source/:slug', (c) => {
    const { source, slug } = c.req.param();
    const content = [...contents, ...copies].find(
      (one) => one.source === source && one.slug === slug,
    );
    if (!content || content.special === 'missing')
      return c.html(`<h1>Not found</h1><p>${fictional}</p>`, 404);
    if (content.special === 'forbidden')
      return c.html(`<h1>Members only</h1><p>${fictional}</p>`, 403);
    const times = (asked.get(slug) ?? 0) + 1;
    asked.set(slug, times);
    if (content.special === 'unavailable-once' && times === 1)
      return c.text('Try again later.', 503);
    return c.html(articlePage(content, dateOf(content), addressOf(content)));
  });

  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve(
      { fetch: app.fetch, hostname: '127.0.0.1', port: given.port ?? 0 },
      (bound) => {
        url = `http://127.0.0.1:${bound.port}`;
        resolve(starting);
      },
    );
    starting.on('error', reject);
  });
  return {
    url,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
