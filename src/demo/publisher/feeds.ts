import { escaped } from './pages.ts';

/** What a feed says of one publication. */
export interface FeedOffer {
  title: string;
  summary: string;
  url: string;
  id: string;
  at: Date;
  category: string;
}

interface Site {
  name: string;
  url: string;
  feedUrl: string;
}

export const atom = (
  site: Site,
  entries: FeedOffer[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>${escaped(site.name)}</title>
<id>${site.url}</id>
<link rel="self" type="application/atom+xml" href="${site.feedUrl}"/>
<link rel="alternate" type="text/html" href="${site.url}"/>
<updated>${(entries[0]?.at ?? new Date(0)).toISOString()}</updated>
${entries
  .map(
    (entry) => `<entry>
<title>${escaped(entry.title)}</title>
<id>${escaped(entry.id)}</id>
<link rel="alternate" type="text/html" href="${escaped(entry.url)}"/>
<published>${entry.at.toISOString()}</published>
<updated>${entry.at.toISOString()}</updated>
<category term="${escaped(entry.category)}"/>
<summary type="text">${escaped(entry.summary)}</summary>
</entry>`,
  )
  .join('\n')}
</feed>`;

const item = (entry: FeedOffer) => `<item>
<title>${escaped(entry.title)}</title>
<link>${escaped(entry.url)}</link>
<guid isPermaLink="false">${escaped(entry.id)}</guid>
<pubDate>${entry.at.toUTCString()}</pubDate>
<category>${escaped(entry.category)}</category>
<description>${escaped(entry.summary)}</description>
</item>`;

export const rss = (
  site: Site,
  entries: FeedOffer[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${escaped(site.name)}</title>
<link>${site.url}</link>
<description>Reports</description>
<language>en-gb</language>
<ttl>60</ttl>
<atom:link href="${site.feedUrl}" rel="self" type="application/rss+xml"/>
${entries.map(item).join('\n')}
</channel>
</rss>`;

/** As some council systems write it: a stray ampersand, an entity of HTML, and cut off before the end. */
export function damagedRss(site: Site, entries: FeedOffer[]): string {
  const whole = rss({ ...site, name: 'Calderwick Council' }, entries)
    .replace(
      '<description>Reports</description>',
      '<description>Children & young people &nbsp; papers</description>',
    )
    .replace(/<\/channel>[\s\S]*$/, '');
  return `${whole}<item>\n<title>Agenda for the next meet`;
}

export const rdf = (
  site: Site,
  entries: FeedOffer[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${site.feedUrl}">
<title>${escaped(site.name)}</title>
<link>${site.url}</link>
<description>Research</description>
</channel>
${entries
  .map(
    (entry) => `<item rdf:about="${escaped(entry.url)}">
<title>${escaped(entry.title)}</title>
<link>${escaped(entry.url)}</link>
<description>${escaped(entry.summary)}</description>
<dc:date>${entry.at.toISOString()}</dc:date>
<dc:subject>${escaped(entry.category)}</dc:subject>
</item>`,
  )
  .join('\n')}
</rdf:RDF>`;

export const jsonFeed = (site: Site, entries: FeedOffer[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: site.name,
    home_page_url: site.url,
    feed_url: site.feedUrl,
    language: 'en-GB',
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      summary: entry.summary,
      date_published: entry.at.toISOString(),
      tags: [entry.category],
    })),
  });
