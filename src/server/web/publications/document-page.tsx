import { raw } from 'hono/html';
import type { FC, PropsWithChildren } from 'hono/jsx';
import { isTextHidden } from '#shared/entities/standing.ts';
import type { DocumentView, ReadingPage } from '#shared/publications/show-document.ts';
import { counted, listedAsChoice, quoted } from '#shared/text/in-words.ts';
import { publicationAddress, searchAddress } from '../../request/addresses.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';
import { kindOfDocument } from './wording.ts';

/** Fewer are soon scrolled through. */
const fewestPages = 5;

const pageId = ({ number }: ReadingPage, position: number) =>
  number === null ? `part-${position + 1}` : `page-${number}`;

/** Gives the first marked words an id, so that an address can lead to them. */
function withFirstMatch(pages: ReadingPage[]): ReadingPage[] {
  let isGiven = false;
  return pages.map((page) => ({
    ...page,
    paragraphs: page.paragraphs.map((paragraph) => {
      if (isGiven || !paragraph.includes('<mark>')) return paragraph;
      isGiven = true;
      return paragraph.replace('<mark>', '<mark id="match">');
    }),
  }));
}

const isMarked = ({ paragraphs }: ReadingPage) =>
  paragraphs.some((paragraph) => paragraph.includes('<mark'));

/** "“RHI”, “return home interview” or “return interview”": any of these is marked. */
function named({ words, otherNames, hasSeveralWords }: DocumentView): string {
  const names = [words ?? '', ...otherNames].map(quoted);
  return hasSeveralWords ? `Any word of ${listedAsChoice(names)}` : listedAsChoice(names);
}

/** Leads to a page by its number, in documents that take long to scroll through. */
const GoToPage: FC<{ view: DocumentView; pages: ReadingPage[]; asked: number | null }> = ({
  view,
  pages,
  asked,
}) => {
  const numbers = pages.flatMap(({ number }) => number ?? []);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (numbers.length < fewestPages || first === undefined || last === undefined) return null;
  return (
    <form method="get" class="go-to-page no-print" novalidate>
      {view.words && <input type="hidden" name="q" value={view.words} />}
      {view.words && !view.expand && <input type="hidden" name="expand" value="off" />}
      <label class="govuk-label" for="page">
        Page, from {first} to {last}
      </label>
      <input
        class="govuk-input govuk-input--width-4"
        id="page"
        name="page"
        inputmode="numeric"
        autocomplete="off"
        value={asked ?? undefined}
      />
      <Button kind="secondary">Go to page</Button>
    </form>
  );
};

const Where: FC<PropsWithChildren<{ href: string }>> = ({ href, children }) => (
  <a class="govuk-link" href={href}>
    {children}
  </a>
);

/** From the page that an address led to, or that has the words, to those around it. */
const AroundPage: FC<{ view: DocumentView; pages: ReadingPage[]; at: number }> = ({
  view,
  pages,
  at,
}) => {
  const page = pages[at];
  if (!page || page.number === null) return null;
  const nextMarked = pages.slice(at + 1).find(isMarked)?.number ?? null;
  const numberAt = (position: number) => pages[position]?.number ?? null;
  const [before, after] = [numberAt(at - 1), numberAt(at + 1)];
  return (
    <p class={`reading-around no-print${isMarked(page) ? ' reading-around--marked' : ''}`}>
      {before !== null && <Where href={`#page-${before}`}>Page {before}</Where>}
      {after !== null && <Where href={`#page-${after}`}>Page {after}</Where>}
      {isMarked(page) && nextMarked !== null && nextMarked !== after && (
        <Where href={`#page-${nextMarked}`}>Next marked: page {nextMarked}</Where>
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

/** Pages on which the words stand, to jump to. */
const Matches: FC<{ view: DocumentView; pages: ReadingPage[] }> = ({ view, pages }) => {
  if (!view.words) return null;
  const marked = pages.filter(isMarked);
  if (marked.length === 0) {
    return <p class="govuk-body">{named(view)} does not stand in this document.</p>;
  }
  const numbered = marked.filter(({ number }) => number !== null);
  return (
    <nav class="matches" aria-label="Pages with the words you searched for">
      <p class="govuk-body">
        {named(view)} is marked
        {numbered.length > 0 ? ` on ${counted(numbered.length, 'page')}: ` : ' in the text. '}
        {numbered.slice(0, 40).map((page, at) => (
          <>
            {at > 0 && ', '}
            <a class="govuk-link" href={`#page-${page.number}`}>
              {page.number}
            </a>
          </>
        ))}
        {numbered.length > 40 && ' …'}
        {numbered.length === 0 && (
          <a class="govuk-link" href="#match">
            Go to the first
          </a>
        )}
      </p>
    </nav>
  );
};

/**
 * Where the address names no place on this page, the browser goes to the one that is to have the focus:
 * so a page that was asked for is found after a sign-in too, and without scripts.
 */
const Text: FC<{ view: DocumentView; pages: ReadingPage[]; asked: number | null }> = ({
  view,
  pages,
  asked,
}) => (
  <div class="reading">
    {pages.map((page, position) => (
      <section class="reading-page" id={pageId(page, position)} tabindex={-1}>
        {page.number !== null && (
          <h2
            class="govuk-heading-s"
            {...(page.number === asked && { tabindex: -1, autofocus: true })}
          >
            Page {page.number}
          </h2>
        )}
        <AroundPage view={view} pages={pages} at={position} />
        {page.paragraphs.map((paragraph) => (
          <p class="govuk-body">{raw(paragraph)}</p>
        ))}
      </section>
    ))}
  </div>
);

const NotShown: FC<{ view: DocumentView }> = ({ view }) => {
  const address = view.url ?? view.publication.url;
  return (
    <>
      <p class="govuk-body">
        {isTextHidden(view.publication.standing)
          ? 'The text of this document is not shown here.'
          : `The text of this document is searched, but not shown here: ${view.publication.publisher} has not said that it may be.`}
      </p>
      {address && (
        <p class="govuk-body">
          <a class="govuk-link" href={address} rel="noreferrer">
            Read it at the publisher
          </a>
        </p>
      )}
    </>
  );
};

/** Says that a page that was asked for is not there, and which are. */
const NoSuchPage: FC<{ pages: ReadingPage[]; asked: number | null }> = ({ pages, asked }) => {
  const numbers = pages.flatMap(({ number }) => number ?? []);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (asked === null || first === undefined || numbers.includes(asked)) return null;
  return (
    <InsetText>
      There is no page {asked} with text here: the pages go from {first} to {last}.
    </InsetText>
  );
};

/**
 * The text of a document by page, with the words of the search marked.
 *
 * @param page the number of the page that was asked for
 */
export const DocumentPage: FC<{ view: DocumentView; page: number | null }> = ({ view, page }) => {
  const { publication } = view;
  const pages = view.pages && withFirstMatch(view.pages);
  const about = [
    publication.publisher,
    kindOfDocument(view.mediaType),
    view.pageCount !== null && counted(view.pageCount, 'page'),
    publication.licence,
  ].filter(Boolean);
  return (
    <Page
      title={view.title}
      breadcrumbs={[
        {
          text: 'Search',
          href: searchAddress({ words: view.words ?? '', expand: view.expand || !view.words }),
        },
        { text: publication.title, href: publicationAddress(publication.id) },
      ]}
    >
      <h1 class="govuk-heading-l">{view.title}</h1>
      <p class="govuk-body-s">{about.join(' · ')}</p>
      <Standing standing={publication.standing} />
      {publication.describesAbuse && <InsetText>This publication describes abuse.</InsetText>}
      {view.textProblem && <InsetText>{view.textProblem}</InsetText>}
      {pages === null ? (
        <NotShown view={view} />
      ) : pages.length === 0 ? (
        <p class="govuk-body">No text could be read from this document.</p>
      ) : (
        <>
          <Matches view={view} pages={pages} />
          <NoSuchPage pages={pages} asked={page} />
          <GoToPage view={view} pages={pages} asked={page} />
          <Text view={view} pages={pages} asked={page} />
        </>
      )}
      {pages !== null && view.url && (
        <p class="govuk-body">
          <a class="govuk-link" href={view.url} rel="noreferrer">
            The document at the publisher
          </a>
        </p>
      )}
    </Page>
  );
};
