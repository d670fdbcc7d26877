import type { Context } from 'hono';
import { NotSignedIn } from '#shared/errors.ts';
import type { WebEnv } from '../request/env.ts';
import { returnAddress, withReturn } from '../request/return-address.ts';
import { saidOf } from '../request/said-of.ts';
import { Page } from './components/page.tsx';

const ErrorPage = ({ title, text }: { title: string; text: string }) => (
  <Page title={title}>
    <h1 class="govuk-heading-l">{title}</h1>
    <p class="govuk-body">{text}</p>
    <p class="govuk-body">
      <a class="govuk-link" href="/">
        Go to the search page
      </a>{' '}
      or use your browser’s back button.
    </p>
  </Page>
);

/**
 * Sends people who are not signed in to the sign-in page, and back afterwards: to the page they asked
 * for, or to the one whose form they had filled in.
 */
export function signInInstead(c: Context<WebEnv>) {
  const url = new URL(c.req.url);
  const isPage = c.req.method === 'GET' || c.req.method === 'HEAD';
  const { baseUrl } = c.var;
  const address = isPage
    ? `/sign-in?next=${encodeURIComponent(returnAddress(`${url.pathname}${url.search}`, baseUrl))}`
    : withReturn('/sign-in', returnAddress(c.req.header('referer'), baseUrl));
  return c.redirect(address, 303);
}

export function errorPage(c: Context<WebEnv>, error: unknown) {
  if (error instanceof NotSignedIn) return signInInstead(c);
  const { status, title, text, retryAfterSeconds } = saidOf(error);
  if (retryAfterSeconds) c.header('retry-after', String(retryAfterSeconds));
  return c.html(<ErrorPage title={title} text={text} />, status);
}

export const notFoundPage = (c: Context<WebEnv>) =>
  c.html(
    <ErrorPage
      title="Page not found"
      text="There is no page at this address. If you typed it, check it; if you followed a link, what it led to may have been removed."
    />,
    404,
  );
