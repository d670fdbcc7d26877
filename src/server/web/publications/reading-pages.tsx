import { raw } from 'hono/html';
import type { FC, PropsWithChildren } from 'hono/jsx';
import type { DocumentView, ReadingPage } from '#shared/publications/show-document.ts';
import { readingAddress } from '../../request/addresses.ts';
import { Textarea } from '../components/textarea.tsx';
import type { Window } from './reading-window.ts';

export const isMarked = ({ paragraphs }: ReadingPage): boolean =>
  paragraphs.some((paragraph) => paragraph.includes('<mark'));

const pageId = ({ number }: ReadingPage, position: number) =>
  number === null ? `part-${position + 1}` : `page-${number}`;

/** What the pages of a document are shown with. */
export interface Reading {
  view: DocumentView;
  pages: ReadingPage[];
  window: Window;
  /** The number of the page that was asked for. */
  asked: number | null;
  mayLink: boolean;
}

/** Leads to a page: within what is shown, or to where it is. */
export function addressOfPage({ view, pages, window }: Reading, number: number): string {
  const at = pages.findIndex((page) => page.number === number);
  if (at >= window.from && at < window.to) return `#page-${number}`;
  return addressFrom(view, number);
}

/** The document from a page on, with the words of the search marked. */
export const addressFrom = (view: DocumentView, number: number): string =>
  readingAddress(view.publication.id, view.id, {
    words: view.words ?? '',
    expand: view.expand,
    page: number,
  });

const Where: FC<PropsWithChildren<{ href: string }>> = ({ href, children }) => (
  <a class="govuk-link" href={href}>
    {children}
  </a>
);

/** From the page that an address led to, or that has the words, to those around it. */
const AroundPage: FC<{ reading: Reading; at: number }> = ({ reading, at }) => {
  const { view, pages } = reading;
  const page = pages[at];
  if (!page || page.number === null) return null;
  const nextMarked = pages.slice(at + 1).find(isMarked)?.number ?? null;
  const numberAt = (position: number) => pages[position]?.number ?? null;
  const [before, after] = [numberAt(at - 1), numberAt(at + 1)];
  return (
    <p class={`reading-around no-print${isMarked(page) ? ' reading-around--marked' : ''}`}>
      {before !== null && <Where href={addressOfPage(reading, before)}>Page {before}</Where>}
      {after !== null && <Where href={addressOfPage(reading, after)}>Page {after}</Where>}
      {isMarked(page) && nextMarked !== null && nextMarked !== after && (
        <Where href={addressOfPage(reading, nextMarked)}>Next marked: page {nextMarked}</Where>
      )}
      {view.url && view.mediaType === 'application/pdf' && (
        <a class="govuk-link" href={`${view.url}#page=${page.number}`} rel="noreferrer">
          Page {page.number} at the publisher
        </a>
      )}
      <Where href="#main">Top</Where>
    </p>
  );
};

/** Without scripts, words are copied into this; with them, selecting is enough. */
const QuoteForm: FC<{ view: DocumentView; page: ReadingPage }> = ({ view, page }) => (
  <details class="govuk-details quote-form no-print">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">
        Link words {page.number === null ? 'of this document' : `of page ${page.number}`} to the
        plan
      </span>
    </summary>
    <div class="govuk-details__text">
      <form method="get" action={`/publications/${view.publication.id}/link`}>
        <input type="hidden" name="document" value={String(view.id)} />
        {page.number !== null && <input type="hidden" name="page" value={String(page.number)} />}
        <Textarea
          id={`quote-${page.number ?? 'document'}`}
          name="quote"
          label="The words, copied from here"
          rows={3}
          isProse={false}
        />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Link to the plan
        </button>
      </form>
    </div>
  </details>
);

/** Leads to this page from a mail or minutes; a script copies it at once. */
const PageLink: FC<{ view: DocumentView; number: number }> = ({ view, number }) => (
  <a
    class="govuk-link no-print page-link"
    href={`/publications/${view.publication.id}/documents/${view.id}?page=${number}`}
    data-copy-link
  >
    Copy link to this page<span class="govuk-visually-hidden">, {number}</span>
  </a>
);

const OnePage: FC<{ reading: Reading; at: number }> = ({ reading, at }) => {
  const { view, pages, mayLink } = reading;
  const page = pages[at];
  if (!page) return null;
  return (
    <section
      class="reading-page"
      id={pageId(page, at)}
      tabindex={-1}
      data-quote-page={String(page.number ?? '')}
    >
      {page.number !== null && (
        <div class="reading-head">
          <h2
            class="govuk-heading-s"
            {...(page.number === reading.asked && { tabindex: -1, autofocus: true })}
          >
            Page {page.number}
          </h2>
          <PageLink view={view} number={page.number} />
        </div>
      )}
      <AroundPage reading={reading} at={at} />
      <div data-quote-text>
        {page.paragraphs.map((paragraph) => (
          <p class="govuk-body">{raw(paragraph)}</p>
        ))}
      </div>
      {mayLink && <QuoteForm view={view} page={page} />}
    </section>
  );
};

/**
 * The pages themselves. Where the address names no place on this page, the browser goes to the one that
 * is to have the focus: so a page that was asked for is found after a sign-in too, and without scripts.
 */
export const ReadingPages: FC<{ reading: Reading }> = ({ reading }) => {
  const { view, window, mayLink } = reading;
  const link = mayLink
    ? {
        'data-quote-link': `/publications/${view.publication.id}/link`,
        'data-quote-document': String(view.id),
      }
    : {};
  return (
    <div class="reading" {...link}>
      {Array.from({ length: window.to - window.from }, (_, at) => (
        <OnePage reading={reading} at={window.from + at} />
      ))}
    </div>
  );
};
