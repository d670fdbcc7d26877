import { Hono } from 'hono';
import { day } from '#shared/text/durations.ts';
import { type Content, contentFile } from './load-content.ts';
import { articlePage } from './pages.ts';

interface Given {
  contents: Content[];
  dateOf(content: Content): Date;
  now(): Date;
  base(): string;
}

const known = new Set([
  'q',
  'count',
  'start',
  'order',
  'fields',
  'filter_organisations',
  'filter_public_timestamp',
  'c',
]);

/** Stable ids, so that the same page is the same thing at each start. */
const contentId = (slug: string) => {
  const hex = Buffer.from(slug.padEnd(16, '-')).toString('hex').slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A search API and a content API in the shape of GOV.UK's, and the pages they speak of. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a table of answers, one a route
export function governmentRoutes({ contents, dateOf, now, base }: Given): Hono {
  const app = new Hono();

  app.get('/api/search.json', (c) => {
    const asked = new URL(c.req.url).searchParams;
    const unknown = [...asked.keys()].filter((name) => !known.has(name));
    const count = Number(asked.get('count') ?? 10);
    const start = Number(asked.get('start') ?? 0);
    if (unknown.length > 0 || !(count >= 0 && count <= 1500) || !(start >= 0)) {
      return c.json(
        { error: `Unexpected parameters: ${unknown.join(', ') || 'count or start'}` },
        422,
      );
    }
    const words = (asked.get('q') ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
    const matching = contents.filter((content) => {
      const text = `${content.title} ${content.summary} ${content.body}`.toLowerCase();
      if (dateOf(content) > now()) return false;
      return words.length === 0 || words.some((word) => text.includes(word));
    });
    const results = matching.slice(start, start + count).map((content) => ({
      title: content.title,
      link: content.path,
      description: content.summary,
      public_timestamp: dateOf(content).toISOString(),
      first_published_at: dateOf(content).toISOString(),
      content_store_document_type: content.type,
      display_type: content.type.replace(/_/g, ' '),
      organisations: [
        {
          title: content.publisher,
          slug: content.publisher.toLowerCase().replace(/[^a-z]+/g, '-'),
        },
      ],
      content_id: contentId(content.slug),
      index: 'govuk',
      es_score: null,
      _id: content.path,
      elasticsearch_type: 'edition',
      document_type: 'edition',
    }));
    return c.json({
      results,
      total: matching.length,
      start,
      aggregates: {},
      suggested_queries: [],
    });
  });

  app.get('/api/content/*', (c) => {
    const path = c.req.path.replace('/api/content', '');
    const content = contents.find((one) => one.path === path);
    if (!content) return c.json({ error: 'not found' }, 404);
    const at = dateOf(content).toISOString();
    return c.json({
      base_path: content.path,
      content_id: contentId(content.slug),
      title: content.title,
      description: content.summary,
      document_type: content.type,
      schema_name: 'publication',
      locale: 'en',
      first_published_at: at,
      public_updated_at: at,
      updated_at: at,
      withdrawn_notice: content.withdrawn
        ? { explanation: `<p>${content.withdrawn}</p>`, withdrawn_at: at }
        : {},
      details: {
        body: `<div class="govspeak">${content.body}</div>`,
        change_history: content.changes.map((note, index) => ({
          note,
          public_timestamp: new Date(Date.parse(at) - index * 200 * day).toISOString(),
        })),
        attachments: content.attachment
          ? [
              {
                attachment_type: 'file',
                title: 'Full report',
                url: `${base()}/media/hidden-in-transit.pdf`,
                content_type: 'application/pdf',
                filename: 'hidden-in-transit.pdf',
                number_of_pages: 5,
                accessible: true,
              },
            ]
          : [],
        national_applicability: { england: { label: 'England', applicable: true } },
      },
      links: { organisations: [{ title: content.publisher }] },
    });
  });

  app.get('/media/hidden-in-transit.pdf', (c) =>
    c.body(contentFile('hidden-in-transit.pdf'), 200, { 'content-type': 'application/pdf' }),
  );

  app.get('/government/*', (c) => {
    const content = contents.find((one) => one.path === c.req.path);
    if (!content) return c.notFound();
    return c.html(articlePage(content, dateOf(content), `${base()}${content.path}`));
  });
  return app;
}
