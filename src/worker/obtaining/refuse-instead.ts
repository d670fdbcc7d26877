import { getDomain } from 'tldts';
import { type FailureReason, type Instead, SourceFailure } from '#shared/errors.ts';
import { canonicalAddress, isWebAddress } from '#shared/text/address.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import type { DocumentReading } from '../reading/reading.ts';

const reasons: Record<Instead, { reason: FailureReason; words: string }> = {
  'front-page': {
    reason: 'not-found',
    words: 'the address leads to the front page now',
  },
  missing: { reason: 'not-found', words: 'the page says that there is nothing at this address' },
  'sign-in': { reason: 'refused', words: 'a sign-in is asked for' },
  consent: { reason: 'refused', words: 'the site asks for consent to cookies first' },
  block: { reason: 'refused', words: 'the site turned the automatic reader away' },
  script: {
    reason: 'unreadable',
    words: 'the page shows its text only in a browser that runs its scripts',
  },
};

/** Paths at which a site begins. */
const frontPath =
  /^\/(?:(?:home|homepage|index|default|welcome|start|en|en[-_]gb|cy)(?:\.\w+)?)?$/i;
const signInPath =
  /(?:^|[/._-])(?:sign[-_]?in|log[-_]?[io]n|sso|saml2?|oauth2?|adfs|wp-login)(?:$|[/._-])/i;
const consentPath =
  /(?:^|[/._-])(?:cookie[-_]?)?consent(?:$|[/._-])|(?:^|[/._-])cookie[-_]?(?:wall|notice)/i;

const bareHost = (url: URL) => url.hostname.toLowerCase().replace(/^www\./, '');

/** Whether a redirect led from deeper in a site to its front page. */
function isFrontPage(asked: URL, final: URL): boolean {
  const path = final.pathname.replace(/\/+$/, '');
  if (!frontPath.test(path || '/') || frontPath.test(asked.pathname.replace(/\/+$/, '') || '/')) {
    return false;
  }
  // A microsite's first page may well be what was asked for; a site's own is not.
  const isSameSite =
    bareHost(asked) === bareHost(final) || bareHost(final) === getDomain(asked.href);
  const query = new URL(canonicalAddress(final.href)).search;
  // "/?from=/reviews/12" is the front page; "/?p=12" may be a page of its own.
  return isSameSite && (!query || decodeURIComponent(query).includes(asked.pathname));
}

/** What a redirect says of the page that it led to. */
function insteadByRedirect(asked: URL, final: URL): Instead | null {
  if (isFrontPage(asked, final)) return 'front-page';
  const leadsTo = (path: RegExp) =>
    (path.test(final.pathname) || path.test(final.hostname)) &&
    !path.test(asked.pathname) &&
    !path.test(asked.hostname);
  if (leadsTo(signInPath)) return 'sign-in';
  return leadsTo(consentPath) ? 'consent' : null;
}

/** Longer pages that a redirect led to have something to say, whatever their address is called. */
const longestWall = 4000;

/**
 * Refuses an answer that is not what was asked for: the front page, a sign-in, a consent or block
 * page. What the offer calls so itself is what was asked for.
 *
 * @throws {SourceFailure} that says what was there instead
 */
export function refuseInstead(
  given: { title: string; url: string; finalUrl: string; status: number },
  reading: DocumentReading,
): void {
  if (!isWebAddress(given.url) || reading.mediaType !== 'text/html') return;
  const [asked, final] = [new URL(given.url), new URL(given.finalUrl)];
  const hasMoved = canonicalAddress(given.url) !== canonicalAddress(given.finalUrl);
  const length = reading.pages.reduce((sum, { text }) => sum + text.length, 0);
  const isNamed =
    !!reading.title && !!given.title && plainTitle(reading.title) === plainTitle(given.title);

  const redirected = hasMoved ? insteadByRedirect(asked, final) : null;
  const read = reading.instead;
  const instead =
    redirected === 'front-page' || (redirected && length <= longestWall && !isNamed)
      ? redirected
      : read && !(read.byTitle && isNamed)
        ? read.kind
        : null;
  if (!instead) return;
  const { reason, words } = reasons[instead];
  throw new SourceFailure(reason, `The text is not to be had: ${words}.`, {
    status: given.status,
    instead,
  });
}
