import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { DocumentView, ReadingPage } from '#shared/publications/show-document.ts';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { publicationAddress, searchAddress } from './addresses.ts';
import { counted } from './publication-line.tsx';
import { kindOfDocument } from './wording.ts';

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

const list = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** "“RHI”, “return home interview” or “return interview”": any of these is marked. */
const named = ({ words, otherNames }: DocumentView) =>
  list.format([words ?? '', ...otherNames].map((name) => `“${name}”`));

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

const Text: FC<{ pages: ReadingPage[] }> = ({ pages }) => (
  <div class="reading">
    {pages.map((page, position) => (
      <section class="reading-page" id={pageId(page, position)} tabindex={-1}>
        {page.number !== null && <h2 class="govuk-heading-s">Page {page.number}</h2>}
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
        The text of this document is searched, but not shown here: {view.publication.publisher} has
        not said that it may be.
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

/** The text of a document by page, with the words of the search marked. */
export const DocumentPage: FC<{ view: DocumentView }> = ({ view }) => {
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
      {publication.describesAbuse && <InsetText>This publication describes abuse.</InsetText>}
      {view.textProblem && <InsetText>{view.textProblem}</InsetText>}
      {pages === null ? (
        <NotShown view={view} />
      ) : pages.length === 0 ? (
        <p class="govuk-body">No text could be read from this document.</p>
      ) : (
        <>
          <Matches view={view} pages={pages} />
          <Text pages={pages} />
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
