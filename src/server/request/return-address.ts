/** Pages on which nobody wants to arrive after signing in. */
const ofSigningIn = /^\/(sign-in|sign-out|setup)(\/|$)/;

/**
 * Where to go back to, as a path of this site with its query and fragment: "/publications/4?page=47".
 * The URL parser judges it, as a browser would; whatever leads elsewhere, or to signing in again, is
 * the front page.
 */
export function returnAddress(given: string | null | undefined, baseUrl: string): string {
  if (!given || !URL.canParse(given, baseUrl)) return '/';
  const url = new URL(given, baseUrl);
  const isHere = url.origin === new URL(baseUrl).origin && !url.pathname.startsWith('//');
  return isHere && !ofSigningIn.test(url.pathname)
    ? `${url.pathname}${url.search}${url.hash}`
    : '/';
}

/** An address of signing in that leads back there afterwards. */
export const withReturn = (path: string, next: string): string =>
  next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
