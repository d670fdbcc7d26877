import { SourceFailure } from '#shared/errors.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import { decode } from '#shared/text/decode.ts';
import { findFeedAddresses } from '../feed/find-feed-addresses.ts';
import { legible } from '../legible.ts';
import { parsePage } from '../parse-page.ts';
import type { Listing, ListingLink, ListingOrigin } from '../reading.ts';
import { dayBeside } from './day-beside.ts';

/** Parts of a page that lead around the site rather than to what it lists. */
const furniture =
  'nav, header, footer, aside, form, [role="navigation"], [role="banner"], [role="contentinfo"], [class*="breadcrumb"], [class*="pagination"], [class*="cookie"], [class*="skip-link"]';
/** What one entry of a list is wrapped in. */
const wrappers =
  'li, article, tr, td, th, dt, dd, section, header, figure, div, p, h1, h2, h3, h4, h5, h6, span, strong, b, em, i, small';
/** Links that name what to do instead of what is there. */
const unspoken =
  /^(read (more|on)|more|download|view|open|click here|here|find out more|learn more|details|pdf|full (story|report)|continue( reading)?)\W*$/i;
const headings = 'h1, h2, h3, h4, h5, h6';
/** Text of the page that is handed on, in characters. */
const mostText = 20_000;

const squeeze = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

/** The largest element around a link that holds no other entry. */
function entryAround(link: Element): Element {
  let entry = link;
  for (let around = link.parentElement; around?.matches(wrappers); around = around.parentElement) {
    const others = [...around.querySelectorAll('a[href]')].filter(
      (other) => other.getAttribute('href') !== link.getAttribute('href'),
    );
    if (others.length > 0) break;
    entry = around;
  }
  return entry;
}

/** The heading above an entry that has none itself, unless another link stands between. */
function headingBefore(entry: Element): string {
  for (let one = entry.previousElementSibling; one; one = one.previousElementSibling) {
    if (one.matches(headings)) return squeeze(one.textContent);
    if (one.querySelector('a[href]')) break;
  }
  return '';
}

function titleOf(link: Element, entry: Element): string {
  const own = squeeze(link.textContent) || squeeze(link.getAttribute('aria-label'));
  const inside = squeeze(entry.querySelector(headings)?.textContent);
  if (own && !unspoken.test(own)) {
    // A card that is one link holds a heading and more: the heading is its name.
    return squeeze(link.querySelector(headings)?.textContent) || own;
  }
  return (
    inside ||
    headingBefore(entry) ||
    squeeze(link.getAttribute('title')) ||
    squeeze(link.querySelector('img')?.getAttribute('alt')) ||
    own
  );
}

function linksIn(document: Document, selector: string | null | undefined): Element[] {
  if (selector) {
    try {
      return [...document.querySelectorAll(selector)].flatMap((element) =>
        element.matches('a[href]') ? [element] : [...element.querySelectorAll('a[href]')],
      );
    } catch (cause) {
      throw new SourceFailure('unreadable', `“${selector}” is not a CSS selector.`, { cause });
    }
  }
  const main = document.querySelector('main, [role="main"]') ?? document.body;
  return [...(main?.querySelectorAll('a[href]') ?? [])].filter((link) => !link.closest(furniture));
}

/** The links that a page lists, its own navigation left out. @throws {SourceFailure} for a selector that is none */
export function readListing(bytes: Uint8Array, origin: ListingOrigin): Listing {
  const html = decode(bytes, origin.charset);
  const document = parsePage(html);
  const base = document.querySelector('base[href]')?.getAttribute('href') ?? origin.url;
  const baseUrl = URL.canParse(base, origin.url) ? new URL(base, origin.url).href : origin.url;
  const found = new Map<string, ListingLink>();
  for (const link of linksIn(document, origin.selector)) {
    const href = link.getAttribute('href') ?? '';
    if (!URL.canParse(href, baseUrl)) continue;
    const address = new URL(href, baseUrl);
    if (!/^https?:$/.test(address.protocol)) continue;
    address.hash = '';
    const entry = entryAround(link);
    const title = titleOf(link, entry);
    // The same entry often has two links, "Northmere review" and "Read more".
    const key = canonicalAddress(address.href);
    const known = found.get(key);
    const isBetter = !known || (!unspoken.test(title) && known.title.length < title.length);
    found.set(key, {
      url: known?.url ?? address.href,
      title: isBetter ? title : known.title,
      publishedOn: known?.publishedOn ?? dayBeside(link, entry),
    });
  }
  return legible({
    title: squeeze(document.querySelector('title')?.textContent) || null,
    text: squeeze(document.body?.textContent).slice(0, mostText),
    links: [...found.values()].filter(({ title }) => title),
    feeds: findFeedAddresses(html, origin.url),
  });
}
