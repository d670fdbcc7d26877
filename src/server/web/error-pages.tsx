import type { Context } from 'hono';
import type { WebEnv } from '../request/env.ts';
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
