import type { FC } from 'hono/jsx';
import type { PublicationAnswer } from '#shared/library/search-publications.ts';
import type { SearchQuery } from '#shared/search/search-index.ts';
import { type Marked, searchAddress, searchAgain } from '../../request/addresses.ts';
import { ResultList } from './search-results.tsx';

/** Below what has the words: what is close to them in meaning, told apart and easily left out. */
export const CloseInMeaning: FC<{
  query: SearchQuery;
  answer: PublicationAnswer;
  marked: Marked;
}> = ({ query, answer: { alike, page, isMeaningComing }, marked }) => {
  if (query.alike === false) {
    return query.words.trim() && page === 1 ? (
      <p class="govuk-body-s close-in-meaning">
        What is close in meaning is left out.{' '}
        <a class="govuk-link" href={searchAgain(query, { alike: true })}>
          Look for it too
        </a>
      </p>
    ) : null;
  }
  if (isMeaningComing) {
    return (
      <p class="govuk-body-s close-in-meaning">
        Searched by words alone: the language model is starting.{' '}
        <a class="govuk-link" href={searchAddress(query)}>
          Look by meaning too
        </a>
      </p>
    );
  }
  if (alike === null) {
    return (
      <p class="govuk-body-s close-in-meaning">
        What is close in meaning cannot be found just now. Everything with the words is above.
      </p>
    );
  }
  if (!alike || alike.length === 0) return null;
  return (
    <section class="close-in-meaning" aria-labelledby="close-in-meaning">
      <h2 class="govuk-heading-m" id="close-in-meaning">
        Close in meaning
      </h2>
      <p class="govuk-body-s">
        These do not have all of the words: a language model found them by their meaning, and may be
        wrong.{' '}
        <a class="govuk-link" href={searchAgain(query, { alike: false })}>
          Leave these out
        </a>
      </p>
      <ResultList hits={alike} marked={marked} />
    </section>
  );
};
