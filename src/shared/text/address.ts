/** Parameters that say how somebody came to a page, not which page it is. */
const tracking =
  /^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_cid|mc_eid|_hsenc|_hsmi|hsctatracking|mkt_tok|igshid|oly_anon_id|oly_enc_id|s_cid|vero_id|ito|cmpid|at_medium|at_campaign|ref_src)$/i;

/** Whether this is an http or https address. Never throws. */
export function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}

/** Host name of an address, in lower case; the empty string if it is none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host.toLowerCase();
  } catch {
    return '';
  }
}

/** File names that servers answer with when none is given. */
const indexFile = /\/(index|default)\.(html?|php|aspx?)$/i;

/**
 * An address in the one form under which Skylark knows it: two spellings of the same page become
 * equal. Scheme `http` and `https` are one; the host is in lower case without `www.`; default
 * ports, fragments (but `#!` routes), tracking parameters, index file names and trailing slashes
 * go; parameters are sorted. It is for comparing, not for fetching.
 *
 * @param url anything; what is not a web address comes back trimmed. Never throws.
 */
export function canonicalAddress(url: string): string {
  if (!isWebAddress(url)) return url.trim();
  const address = new URL(url.trim());
  const host = address.hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^www\./, '');
  const port = address.port && !/^(80|443)$/.test(address.port) ? `:${address.port}` : '';
  const path = address.pathname
    .replace(/\/{2,}/g, '/')
    .replace(indexFile, '/')
    .replace(/\/+$/, '');
  const parameters = [...address.searchParams]
    .filter(([name]) => !tracking.test(name))
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));
  const query = new URLSearchParams(parameters).toString();
  const route = address.hash.startsWith('#!') ? address.hash : '';
  return `https://${host}${port}${path || '/'}${query ? `?${query}` : ''}${route}`;
}

/** What some feeds add to an id or address at every change of the entry. */
const stamp = /#\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/i;

/** An id or address without the time of the last change that stands behind it (GOV.UK's feeds). */
export const withoutStamp = (id: string): string => id.replace(stamp, '');

/** Fragments that every page has, or that lead to no part of it: "main content", a text to highlight. */
const passingFragment =
  /^(?::~:.*|(?:skip(?:to)?|top|main|(?:main)?-?content|page|body|article|primary|comments?|respond|new_tab|rss)(?:[-_]?\d+)?|main-?content|more-\d+|(?:xtor|echobox|ref|rss|source|intcmp|cid|ns_\w+)=.*)$/i;

/** The part of a page that an address names, with its `#`; empty where it names the page. */
function partOf(url: string): string {
  const fragment = new URL(withoutStamp(url)).hash.slice(1);
  const [name = ''] = fragment.split(/[=&]/, 1);
  const isPassing = passingFragment.test(fragment) || tracking.test(name);
  return !fragment || fragment.startsWith('!') || isPassing ? '' : `#${fragment}`;
}

/**
 * The canonical address with the part of the page that an entry was given: what tells apart entries
 * that a publisher keeps on one page. For comparing, like `canonicalAddress`.
 */
export function entryAddress(url: string): string {
  const canonical = canonicalAddress(url);
  return isWebAddress(url) ? `${canonical}${partOf(url.trim())}` : canonical;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
