/** Pages on which nobody wants to arrive after signing in. */
const ofSigningIn = /^\/(sign-in|sign-out|setup)(?=[/?#]|$)/;

/** What a browser takes from an address that it is led to, or null where that is not ours. */
function oursIn(given: string, origin: string): string | null {
  if (!URL.canParse(given, origin)) return null;
  const url = new URL(given, origin);
  return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : null;
}

/**
 * Where to go back to, as a path of this site with its query and fragment: "/publications/4?page=47".
 * The parser of browsers (WHATWG URL) judges it; whatever leads elsewhere, or to signing in again, is
 * the front page. `//elsewhere`, `/\elsewhere`, and what has tabs, line breaks or dots in it are judged
 * by where they lead, not by how they look.
 *
 * @param given as it stood in an address or a form; nobody vouches for it
 * @param baseUrl where people reach the pages
 */
export function returnAddress(given: string | null | undefined, baseUrl: string): string {
  if (!given) return '/';
  const { origin } = new URL(baseUrl);
  const path = oursIn(given, origin);
  // "/.//elsewhere" is a path of ours, "//elsewhere", which is read once more where it is sent.
  const isOurs = path !== null && oursIn(path, origin) === path;
  return isOurs && !ofSigningIn.test(path) ? path : '/';
}

/** An address of signing in that leads back there afterwards. */
export const withReturn = (path: string, next: string): string =>
  next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
