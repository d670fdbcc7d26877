import { z } from 'zod';
import type { Offer } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import { plainText } from '../reading/feed/plain-text.ts';
import { askJson } from './ask.ts';
import { type Connector, offerOf, readingOf, type SourceReading, standIn } from './connector.ts';
import { feedConnector } from './feed.ts';
import { keyOfAddress } from './page.ts';
import { parametersOf } from './query.ts';

/** https://developer.wordpress.org/rest-api/reference/posts/ */
const rendered = z.object({ rendered: z.string() }).nullish();
const posts = z.array(
  z.object({
    link: z.string(),
    date_gmt: z.string().nullish(),
    modified_gmt: z.string().nullish(),
    title: rendered,
    excerpt: rendered,
  }),
);
type Post = z.infer<typeof posts>[number];

const size = 100;
/** Pages asked for on a first visit, and later. */
const mostPages = 10;
const laterPages = 2;

const plain = (html: string | undefined) => plainText((html ?? '').slice(0, 10_000));
const utc = (time: string | null | undefined) => (time ? new Date(`${time}Z`) : null);

function offerOfPost(post: Post): Offer[] {
  if (!URL.canParse(post.link)) return [];
  const published = utc(post.date_gmt);
  return [
    offerOf({
      // Not the number: when the REST interface is closed one day, the feed knows the address.
      key: keyOfAddress(post.link),
      url: post.link,
      title: plain(post.title?.rendered) || post.link,
      summary: plain(post.excerpt?.rendered) || null,
      publishedOn: published ? londonDay(published) : null,
      updatedAt: utc(post.modified_gmt)?.toISOString() ?? null,
    }),
  ];
}

/** A WordPress site: its REST interface, or its feed where that is closed. */
export const wordpressConnector: Connector = {
  kind: 'wordpress',
  recognise({ origin, pathname }) {
    const at = pathname.indexOf('/wp-json');
    return at < 0 ? null : { url: `${origin}${pathname.slice(0, at)}/`, query: null };
  },
  async read(source, tools) {
    const site = source.url.replace(/\/+$/, '');
    const offers: Offer[] = [];
    try {
      const pages = source.lastSucceededAt ? laterPages : mostPages;
      for (let page = 1; page <= pages; page += 1) {
        const asked = parametersOf(source.query);
        asked.set('per_page', String(size));
        asked.set('page', String(page));
        asked.set('orderby', 'modified');
        asked.set('_fields', 'id,date_gmt,modified_gmt,link,title,excerpt');
        const found = await askJson(
          { url: `${site}/wp-json/wp/v2/posts?${asked}` },
          { shape: posts, what: 'a list of posts' },
          tools,
        );
        offers.push(...found.flatMap(offerOfPost));
        if (found.length < size) break;
      }
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      // A page past the last answers 400; what came before it stands.
      if (offers.length === 0) return readFeedInstead(error);
    }
    return readingOf({ offers, found: `A WordPress site: ${offers.length} posts.` });

    async function readFeedInstead(
      refusal: SourceFailure,
    ): Promise<SourceReading | 'not-modified'> {
      const search = parametersOf(source.query).get('search');
      const url = search
        ? `${site}/?${new URLSearchParams({ s: search, feed: 'rss2' })}`
        : `${site}/feed/`;
      const stand = standIn(source, { url, query: null });
      const reading = await feedConnector.read(stand, tools);
      if (reading === 'not-modified') return reading;
      return {
        ...reading,
        offers: reading.offers.map((offer) => ({ ...offer, key: keyOfAddress(offer.url) })),
        movedTo: null,
        found: `A WordPress site whose REST interface is closed; its feed has ${reading.offers.length} posts.`,
        warnings: [...reading.warnings, `${refusal.message} Its feed was read instead.`],
      };
    }
  },
};
