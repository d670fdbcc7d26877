import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type DatabaseFault, databaseFaultOf } from '#shared/database/fault-of.ts';
import { Conflict, Forbidden, Invalid, NotFound, SearchUnavailable } from '#shared/errors.ts';
import { Page } from './components/page.tsx';
import type { WebEnv } from './web-env.ts';

interface Said {
  status: 403 | 404 | 409 | 413 | 422 | 500 | 503;
  title: string;
  text: string;
  /** When it is worth asking again, where that is known. */
  retryAfterSeconds?: number;
}

/** The index is looked at once a minute. */
const searchRetryAfter = 60;

const databaseTitles: Record<DatabaseFault['reason'], string> = {
  busy: 'Somebody else is writing just now',
  full: 'Nothing can be saved just now',
  unreachable: 'The library does not answer just now',
};

/** A lock or a connection is mostly free again by then, in seconds. */
const databaseRetryAfter = 10;

/** What is said of an error, to people and programs alike; nothing of the inside is told. */
export function saidOf(error: unknown): Said {
  if (error instanceof NotFound) return { status: 404, title: 'Not found', text: error.message };
  if (error instanceof Conflict)
    return { status: 409, title: 'This cannot be done now', text: error.message };
  if (error instanceof Forbidden)
    return { status: 403, title: 'You may not do this', text: error.message };
  if (error instanceof Invalid)
    return { status: 422, title: 'There is a problem', text: error.message };
  if (error instanceof SearchUnavailable) {
    return {
      status: 503,
      title: 'Search is not available just now',
      text: `${error.message} Nothing is lost: publications, plans and digests work as usual, and search comes back by itself.`,
      retryAfterSeconds: searchRetryAfter,
    };
  }
  if (error instanceof HTTPException && error.status === 413) {
    return {
      status: 413,
      title: 'Too large',
      text: 'What was sent is larger than we take. A file may have 50 MB.',
    };
  }
  if (error instanceof HTTPException && error.status === 403) {
    return {
      status: 403,
      title: 'You may not do this',
      text: 'The request came from another site. Go to the page in Skylark and try again.',
    };
  }
  const fault = databaseFaultOf(error);
  if (fault) {
    return {
      status: 503,
      title: databaseTitles[fault.reason],
      text: fault.words,
      retryAfterSeconds: databaseRetryAfter,
    };
  }
  return {
    status: 500,
    title: 'Something went wrong',
    text: 'Something went wrong here, and it was noted. Nothing you did was lost. Try again in a moment.',
  };
}

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

export function errorPage(c: Context<WebEnv>, error: unknown) {
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
