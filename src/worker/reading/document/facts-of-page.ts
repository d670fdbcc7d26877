import { readDate } from '#shared/text/dates.ts';

export interface PageFacts {
  title: string | null;
  summary: string | null;
  /** "YYYY-MM-DD". */
  publishedOn: string | null;
  publisher: string | null;
  language: string | null;
  canonicalUrl: string | null;
}

const squeeze = (text: string | null | undefined) => text?.replace(/\s+/g, ' ').trim() || null;

function absolute(href: string | null | undefined, base: string): string | null {
  if (!href) return null;
  try {
    const url = new URL(href, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Objects of JSON-LD, graphs laid open. */
function linkedData(document: Document): Record<string, unknown>[] {
  return [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) => {
    try {
      const data: unknown = JSON.parse(script.textContent ?? '');
      const all = Array.isArray(data) ? data : [data];
      return all.flatMap((one) =>
        Array.isArray(one?.['@graph']) ? one['@graph'] : one ? [one] : [],
      );
    } catch {
      return [];
    }
  });
}

const string = (value: unknown): string | null =>
  typeof value === 'string' ? squeeze(value) : null;

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * A title without the site's name behind it: "Review – Northmere Partnership". What stands behind a
 * dash may as well belong to the title, so it goes only when it is the site's name.
 */
function withoutSiteName(
  title: string | null,
  heading: string | null,
  given: { site: string | null; host: string },
): string | null {
  if (!title) return heading;
  const parts = title.split(/\s+[|–—·»-]\s+|\s*::\s*/);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return title;
  if (heading && parts.some((part) => part.trim() === heading)) return heading;
  const rest = title.slice(0, title.lastIndexOf(last)).replace(/\s*(?:[|–—·»-]|::)\s*$/, '');
  const name = letters(last);
  const isSite =
    (!!given.site && letters(given.site) === name) ||
    (name.length > 2 && letters(given.host).includes(name)) ||
    // A bar or colons part a site from a page; nobody writes them inside a title.
    (/\s\||::/.test(title.slice(rest.length, title.length - last.length)) &&
      name.length <= letters(rest).length);
  return isSite && rest ? rest.trim() : title;
}

/** "Published 3 September 2026", near the top of the text. */
const stated =
  /(?:published|publication date|date|posted|issued|last updated|updated|is from)\s*(?:on)?\s*:?\s*((?:\d{1,2}(?:st|nd|rd|th)?\s+\p{L}{3,9}\s+\d{4})|\p{L}{3,9}\.?\s+\d{1,2},\s+\d{4}|\d{1,2}\/\d{1,2}\/\d{4})/iu;

/** The day a page says it was published; never one in the future of `readOn`. */
function dayOf(texts: (string | null | undefined)[]): string | null {
  for (const text of texts) {
    const date = text ? readDate(text) : null;
    if (date && date.getUTCFullYear() > 1990) return date.toISOString().slice(0, 10);
  }
  return null;
}

/** The content of the first of these meta elements that has some. */
type Meta = (...names: string[]) => string | null;

const metaOf =
  (document: Document): Meta =>
  (...names) => {
    for (const name of names) {
      const element = document.querySelector(
        `meta[name="${name}" i], meta[property="${name}" i], meta[itemprop="${name}" i]`,
      );
      // "value" is wrong, and written all the same.
      const content = squeeze(element?.getAttribute('content') ?? element?.getAttribute('value'));
      if (content) return content;
    }
    return null;
  };

/** Names of meta elements that hold the day of publication, the surest first. */
const dayNames = [
  'article:published_time',
  'datePublished',
  'dcterms.issued',
  'dc.date.issued',
  'dcterms.created',
  'citation_publication_date',
  'govuk:first-published-at',
  'parsely-pub-date',
  'sailthru.date',
  'date',
  'dc.date',
  'dcterms.date',
  'pubdate',
  'pub_date',
  'publish-date',
  'publish_date',
  'publication_date',
  'publishtime',
  'article:published',
  'og:published_time',
];

/** The object of linked data that stands for the page. */
const articleOf = (document: Document) =>
  linkedData(document).find((one) =>
    /Article|Report|WebPage|NewsArticle|BlogPosting|CreativeWork/.test(String(one['@type'])),
  );

/** The heading of a page that has one. */
function onlyHeading(document: Document): string | null {
  const headings = [...document.querySelectorAll('h1')]
    .map((h1) => squeeze(h1.textContent))
    .filter(Boolean);
  return headings.length === 1 ? (headings[0] ?? null) : null;
}

/** What elements and text say of the day of publication, the surest first. */
function dayTexts(document: Document): (string | null | undefined)[] {
  const time = document.querySelector(
    'time[itemprop="datePublished"], time[pubdate], article time[datetime], main time[datetime], time[datetime]',
  );
  // Places that are called a date, where no element for dates is used.
  const marked = document.querySelector(
    '[itemprop="datePublished"], [data-published-date], main [datetime], article [datetime], [datetime], [class~="published"], [class~="date"], [class*="publish-date"], [class*="post-date"], [class*="entry-date"], [class*="timestamp"]',
  );
  const body = document.querySelector('main, article, [role="main"]') ?? document.body;
  const top = (body?.textContent ?? '').replace(/\s+/g, ' ').slice(0, 1500);
  return [
    time?.getAttribute('datetime') ?? time?.textContent,
    marked?.getAttribute('content') ??
      marked?.getAttribute('datetime') ??
      marked?.getAttribute('data-published-date') ??
      marked?.textContent,
    stated.exec(top)?.[1],
  ];
}

/** What a page says of itself: meta elements, JSON-LD, time elements and its first heading. */
export function factsOfPage(document: Document, url: string): PageFacts {
  const meta = metaOf(document);
  const article = articleOf(document);
  const heading = onlyHeading(document);
  const site = meta('og:site_name', 'application-name');
  const titled =
    meta('og:title', 'dc.title', 'dcterms.title', 'citation_title', 'twitter:title') ??
    string(article?.headline) ??
    squeeze(document.title);
  const publisher = article?.publisher as { name?: unknown } | undefined;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return {
    title: withoutSiteName(titled, heading, { site, host }) ?? heading,
    summary: meta(
      'description',
      'og:description',
      'dc.description',
      'dcterms.description',
      'twitter:description',
    ),
    publishedOn: dayOf([meta(...dayNames), string(article?.datePublished), ...dayTexts(document)]),
    publisher:
      site ?? string(publisher?.name) ?? meta('dc.publisher', 'dcterms.publisher', 'author'),
    language: document.documentElement?.getAttribute('lang')?.toLowerCase() || null,
    canonicalUrl: absolute(
      document.querySelector('link[rel~="canonical" i]')?.getAttribute('href'),
      url,
    ),
  };
}
