import type { FC } from 'hono/jsx';
import type { Misread } from '#shared/library/misread-search.ts';
import type { RelatedConcept } from '#shared/library/related-concepts.ts';
import type { PublicationAnswer } from '#shared/library/search-publications.ts';
import { inWordsWithoutYear } from '#shared/london.ts';
import { parseQuery } from '#shared/search/query/parse-query.ts';
import {
  type SearchQuery,
  type SearchSort,
  type TypedFilters,
  vocabularyFacetNames,
} from '#shared/search/search-index.ts';
import { counted } from '#shared/text/in-words.ts';
import { searchAddress, searchAgain } from '../../request/addresses.ts';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { CloseInMeaning } from './close-in-meaning.tsx';
import { SearchBox } from './search-box.tsx';
import { SearchFilters, SelectedFilters } from './search-filters.tsx';
import { MisreadNotes, Related, ScopeNotes, SearchNotes } from './search-notes.tsx';
import { SearchResults } from './search-results.tsx';

interface Given {
  query: SearchQuery;
  answer: PublicationAnswer;
  /** What of the address can mean nothing. */
  misread: Misread[];
  related: RelatedConcept[];
  /** Whether what is close in meaning can be found too. */
  hasMeanings: boolean;
  /** The day of the last meeting; null where none is noted. */
  meeting: string | null;
}

const Sorting: FC<{ query: SearchQuery }> = ({ query }) => {
  // Filters typed into the box, or exclusions alone, are no words to be relevant to.
  const hasWords = parseQuery(query.words).terms.length > 0;
  const given = query.sort ?? 'relevance';
  const byItself = query.since ? 'seen' : 'newest';
  const sort = !hasWords && given === 'relevance' ? byItself : given;
  const choice = (value: SearchSort, label: string) =>
    sort === value ? (
      <strong aria-current="true">{label}</strong>
    ) : (
      <a class="govuk-link" href={searchAgain(query, { sort: value })}>
        {label}
      </a>
    );
  return (
    <p class="govuk-body-s sorting">
      Sorted by: {hasWords && <>{choice('relevance', 'relevance')} · </>}
      {choice('newest', 'newest')} · {choice('seen', 'newest here')} ·{' '}
      {choice('national', 'statutory and national first')}
      {sort === 'newest' && (
        <span class="cell-more">By date of publication. Those without a date come last.</span>
      )}
      {query.sort && <input type="hidden" name="sort" value={query.sort} />}
    </p>
  );
};

/** Ways to what is new, for whoever comes back. */
const NewSince: FC<{ query: SearchQuery; meeting: string | null }> = ({ query, meeting }) => {
  const way = (since: string, text: string) =>
    query.since === since ? (
      <strong aria-current="true">{text}</strong>
    ) : (
      <a class="govuk-link" href={searchAgain(query, { since })}>
        {text}
      </a>
    );
  return (
    <p class="govuk-body-s no-print">
      New since: {way('visit', 'my last visit')}
      {meeting && <> · {way('meeting', `the last meeting, ${inWordsWithoutYear(meeting)}`)}</>}
    </p>
  );
};

/** Said of a page that an old address, or a hand, asks for. */
const BeyondTheEnd: FC<{ query: SearchQuery; last: number; page: number }> = ({
  query,
  last,
  page,
}) => (
  <p class="govuk-body">
    There is no page {page.toLocaleString('en-GB')}: what was found fills {counted(last, 'page')}.{' '}
    <a class="govuk-link" href={searchAddress({ ...query, page: last })}>
      Go to the last page
    </a>
  </p>
);

const NothingFound: FC<{ query: SearchQuery; typed: TypedFilters | undefined }> = ({
  query,
  typed,
}) => {
  if (!canBeSaved(query)) {
    return (
      <p class="govuk-body">
        The library is empty. Publications appear here once a{' '}
        <a class="govuk-link" href="/sources">
          source
        </a>{' '}
        has been scanned, or when you{' '}
        <a class="govuk-link" href="/publications/add">
          add one
        </a>
        .
      </p>
    );
  }
  return (
    <>
      <p class="govuk-body">Nothing in the library matches. You could:</p>
      <ul class="govuk-list govuk-list--bullet">
        {hasFilters(query) && (
          <li>
            <a class="govuk-link" href={searchAgain(query, { filters: {} })}>
              search without the filters
            </a>
          </li>
        )}
        {!query.includeSuggested && hasThemes(query, typed) && (
          <li>
            <a class="govuk-link" href={searchAgain(query, { includeSuggested: true })}>
              count suggested themes too
            </a>
            , which nobody has accepted yet
          </li>
        )}
        <li>use fewer or more general words</li>
        <li>check the spelling, or try another name for it</li>
        <li>
          <a class="govuk-link" href="/publications/add">
            add a publication
          </a>{' '}
          that you know of
        </li>
      </ul>
      <p class="govuk-body">That nothing was found says nothing about practice anywhere.</p>
    </>
  );
};

const hasFilters = ({ filters }: SearchQuery) =>
  Object.values(filters ?? {}).some((values) => values.length > 0);

/** Facts of a publication are never only suggested. */
const isSuggested = (facet: string) =>
  vocabularyFacetNames.has(facet) && facet !== 'type' && facet !== 'region';

const hasThemes = ({ filters }: SearchQuery, typed: TypedFilters | undefined) =>
  Object.keys({ ...filters, ...typed?.filters }).some(isSuggested);

/** Everything there is needs no name. */
const canBeSaved = (query: SearchQuery) =>
  !!query.words.trim() || hasFilters(query) || !!query.since || !!query.areas?.length;

function heading(query: SearchQuery, { total, query: { allWords } }: PublicationAnswer): string {
  if (!query.words.trim() || allWords === total) return counted(total, 'publication');
  return `${counted(total, 'publication')}, ${allWords.toLocaleString('en-GB')} with all of the words`;
}

/** The library: what is newest, or what was searched for. */
export const SearchPage: FC<Given> = ({
  query,
  answer,
  misread,
  related,
  hasMeanings,
  meeting,
}) => {
  const marked = {
    words: answer.query.corrected ?? query.words.trim(),
    expand: query.expand !== false,
  };
  const last = Math.max(1, Math.ceil(answer.total / answer.size));
  const title = query.words.trim() ? `${query.words.trim()} – search` : 'Search';
  return (
    <Page title={title}>
      <search class="search">
        <form action="/" method="get" novalidate>
          <SearchBox query={query} />
          <NewSince query={query} meeting={meeting} />
          <MisreadNotes misread={misread} />
          <SearchNotes query={query} answer={answer} />
          <ScopeNotes answer={answer} />
          <Related query={query} related={related} />
          {answer.hits.length > 0 && (
            <a href="#results" class="govuk-skip-link">
              Skip to results
            </a>
          )}
          <div class="search-columns">
            <div class="search-filters">
              <SearchFilters query={query} facets={answer.facets} />
            </div>
            <div class="search-results">
              <SelectedFilters query={query} facets={answer.facets} />
              <div class="results-head">
                <h2 class="govuk-heading-m" id="results" tabindex={-1}>
                  {heading(query, answer)}
                </h2>
                {answer.total > 0 && <Sorting query={query} />}
                {canBeSaved(query) && (
                  <button type="submit" class="link-button save-search" formaction="/searches/new">
                    Save this search
                  </button>
                )}
              </div>
              {answer.total === 0 ? (
                <NothingFound query={query} typed={answer.query.typed} />
              ) : answer.page > last ? (
                <BeyondTheEnd query={query} last={last} page={answer.page} />
              ) : (
                <SearchResults answer={answer} marked={marked} />
              )}
              {hasMeanings && <CloseInMeaning query={query} answer={answer} marked={marked} />}
              <Pagination
                page={answer.page}
                size={answer.size}
                total={answer.total}
                href={(page: number) => searchAddress({ ...query, page })}
              />
            </div>
          </div>
        </form>
      </search>
    </Page>
  );
};
