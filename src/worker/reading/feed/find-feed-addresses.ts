import { parsePage } from '../parse-page.ts';

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

interface Attributed {
  attributes: Iterable<{ name: string; value: string }>;
}

/** An attribute by its name in any case: the parser keeps the case that the page wrote. */
const attribute = ({ attributes }: Attributed, name: string): string | null =>
  [...attributes].find((one) => one.name.toLowerCase() === name)?.value ?? null;

function isDeclared(link: Attributed): boolean {
  const rels = (attribute(link, 'rel') ?? '').toLowerCase().split(/\s+/);
  const type = (attribute(link, 'type') ?? '').split(';')[0]?.trim() ?? '';
  return (rels.includes('alternate') && feedTypes.test(type)) || rels.includes('feed');
}

/** Addresses that look like those of feeds. */
const likely =
  /\.(rss|atom|rdf)(\?|$)|(rss|atom|feed|index)\.xml(\?|$)|[?&](format|feed)=(feed|rss|atom)|\/(rss|feed|atom)\/?$/i;

/** Feeds that a page declares, or links to as such, absolute, best first. */
export function findFeedAddresses(html: string, url: string): string[] {
  const document = parsePage(html);
  const all = (name: string) => [...document.querySelectorAll(name)] as unknown as Attributed[];
  const [base] = all('base').map((element) => attribute(element, 'href'));
  const baseUrl = absolute(base ?? null, url)[0] ?? url;
  const declared = all('link').filter(isDeclared);
  const linked = all('a').filter((link) => likely.test(attribute(link, 'href') ?? ''));
  const addresses = [...declared, ...linked].flatMap((link) =>
    absolute(attribute(link, 'href'), baseUrl),
  );
  return [...new Set(addresses)];
}

/** Addresses worth trying when a page declares no feed. */
export const usualFeedAddresses = (url: string): string[] =>
  usualPlaces.map((place) => new URL(`/${place}`, url).href);
