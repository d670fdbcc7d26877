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

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
