import { parseHTML } from 'linkedom';

const feedTypes =
  /^(application\/(rss|atom|rdf)\+xml|application\/feed\+json|text\/xml|application\/xml|application\/json)$/i;

/** Places where feeds usually are, tried in this order. */
const usualPlaces = ['feed/', 'rss.xml', 'feed.xml', 'atom.xml', 'rss', 'index.xml'];

function absolute(href: string | null, base: string): string[] {
  if (!href?.trim()) return [];
  try {
    const url = new URL(href.trim(), base);
    return /^(https?|feed):$/.test(url.protocol) ? [url.href.replace(/^feed:/, 'http:')] : [];
  } catch {
    return [];
  }
}

/** Feeds that a page declares, or links to as such, absolute, best first. */
export function findFeedAddresses(html: string, url: string): string[] {
  const { document } = parseHTML(html);
  const base =
    absolute(document.querySelector('base[href]')?.getAttribute('href') ?? null, url)[0] ?? url;
  const declared = [...document.querySelectorAll('link[rel][href]')].filter((link) => {
    const rels = (link.getAttribute('rel') ?? '').toLowerCase().split(/\s+/);
    const type = (link.getAttribute('type') ?? '').split(';')[0]?.trim() ?? '';
    return (rels.includes('alternate') && feedTypes.test(type)) || rels.includes('feed');
  });
  const linked = [...document.querySelectorAll('a[href]')].filter((link) => {
    const href = link.getAttribute('href') ?? '';
    return /\.(rss|atom|rdf)(\?|$)|(rss|atom|feed|index)\.xml(\?|$)|[?&](format|feed)=(feed|rss|atom)|\/(rss|feed|atom)\/?$/i.test(
      href,
    );
  });
  return [
    ...new Set(
      [...declared, ...linked].flatMap((link) => absolute(link.getAttribute('href'), base)),
    ),
  ];
}

/** Addresses worth trying when a page declares no feed. */
export const usualFeedAddresses = (url: string): string[] =>
  usualPlaces.map((place) => new URL(`/${place}`, url).href);
