import type { FC } from 'hono/jsx';
import { isTextHidden } from '#shared/entities/standing.ts';
import type { DocumentView, ReadingPage } from '#shared/publications/show-document.ts';
import { counted, listedAsChoice, quoted } from '#shared/text/in-words.ts';
import { publicationAddress, searchAddress } from '../../request/addresses.ts';
import { addressOf } from '../assets.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';
import {
  addressFrom,
  addressOfPage,
  isMarked,
  type Reading,
  ReadingPages,
} from './reading-pages.tsx';
import { type Asked, pagesAtATime, windowOf } from './reading-window.ts';
import { kindOfDocument } from './wording.ts';

/** Fewer are soon scrolled through. */
const fewestPages = 5;

/** Gives the first marked words that are shown an id, so that an address can lead to them. */
function withFirstMatch(pages: ReadingPage[], asked: Asked): ReadingPage[] {
  const { from } = windowOf(pages, asked);
  let isGiven = false;
  return pages.map((page, at) => ({
    ...page,
    paragraphs: page.paragraphs.map((paragraph) => {
      if (isGiven || at < from || !paragraph.includes('<mark>')) return paragraph;
      isGiven = true;
      return paragraph.replace('<mark>', '<mark id="match">');
    }),
  }));
}

/** "“RHI”, “return home interview” or “return interview”": any of these is marked. */
function named({ words, otherNames, hasSeveralWords }: DocumentView): string {
  const names = [words ?? '', ...otherNames].map(quoted);
  return hasSeveralWords ? `Any word of ${listedAsChoice(names)}` : listedAsChoice(names);
}

/** Leads to a page by its number, in documents that take long to scroll through. */
const GoToPage: FC<{ reading: Reading }> = ({ reading: { view, pages, asked } }) => {
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

/** Pages on which the words stand, to jump to. */
const Matches: FC<{ reading: Reading }> = ({ reading }) => {
  const { view, pages } = reading;
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
            <a class="govuk-link" href={addressOfPage(reading, page.number ?? 0)}>
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

/** Which pages are shown, and the way to the others. */
const OtherPages: FC<{ reading: Reading; isBelow?: boolean }> = ({ reading, isBelow }) => {
  const { view, pages, window } = reading;
  const numberAt = (at: number) => pages[at]?.number ?? null;
  const [first, last] = [numberAt(window.from), numberAt(window.to - 1)];
  if (window.isAll || first === null || last === null) return null;
  const before = window.from > 0 ? numberAt(Math.max(0, window.from - pagesAtATime)) : null;
  const after = numberAt(window.to);
  const whole = new URLSearchParams({ ...(view.words ? { q: view.words } : {}), show: 'all' });
  return (
    <nav
      class="other-pages no-print"
      aria-label={`Other pages of this document${isBelow ? ', after the text' : ''}`}
    >
      <p class="govuk-body">
        {first === last ? `Page ${first}` : `Pages ${first} to ${last}`} of{' '}
        {numberAt(pages.length - 1)}
      </p>
      {before !== null && (
        <a class="govuk-link" href={addressFrom(view, before)}>
          Pages from {before}
        </a>
      )}
      {after !== null && (
        <a class="govuk-link" href={addressFrom(view, after)}>
          Pages from {after}
        </a>
      )}
      <a
        class="govuk-link"
        href={`/publications/${view.publication.id}/documents/${view.id}?${whole}`}
      >
        The whole document on one page
      </a>
    </nav>
  );
};

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

/** The text of a document by page, with the words of the search marked. */
export const DocumentPage: FC<{ view: DocumentView; asked: Asked; mayLink: boolean }> = ({
  view,
  asked,
  mayLink,
}) => {
  const { publication } = view;
  const pages = view.pages && withFirstMatch(view.pages, asked);
  const reading = pages && {
    view,
    pages,
    window: windowOf(pages, asked),
    asked: asked.page,
    mayLink,
  };
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
      {reading === null ? (
        <NotShown view={view} />
      ) : reading.pages.length === 0 ? (
        <p class="govuk-body">No text could be read from this document.</p>
      ) : (
        <>
          <Matches reading={reading} />
          <NoSuchPage pages={reading.pages} asked={asked.page} />
          <GoToPage reading={reading} />
          <OtherPages reading={reading} />
          <ReadingPages reading={reading} />
          <OtherPages reading={reading} isBelow />
          <script type="module" src={addressOf('quote.js')} />
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
