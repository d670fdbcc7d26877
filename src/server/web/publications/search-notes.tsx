import type { FC } from 'hono/jsx';
import type { RelatedConcept } from '#shared/publications/related-concepts.ts';
import type { PublicationAnswer } from '#shared/publications/search-publications.ts';
import type { Expansion, SearchQuery } from '#shared/search/search-index.ts';
import { stemsOf } from '#shared/text/words.ts';
import { searchAgain } from './addresses.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const quoted = (words: string[]) => list.format(words.map((word) => `“${word}”`));

/** Names as they are said: one for all of its inflections. */
const namesIn = (expanded: Expansion[]) =>
  quoted(
    [
      ...Map.groupBy(
        expanded.flatMap(({ to }) => to),
        (name) => stemsOf(name).join(' '),
      ).values(),
    ].flatMap(([first]) => first ?? []),
  );

/** What was searched for besides, or instead of, what was typed, and how to undo it. */
export const SearchNotes: FC<{ query: SearchQuery; answer: PublicationAnswer }> = ({
  query,
  answer: {
    query: { corrected, expanded },
  },
}) => {
  const present = expanded.filter(({ olderWording }) => !olderWording);
  const older = expanded.filter(({ olderWording }) => olderWording);
  if (!corrected && expanded.length === 0) {
    return query.expand === false && query.words ? (
      <p class="govuk-body-s search-note">
        Searched for these words only.{' '}
        <a class="govuk-link" href={searchAgain(query, { expand: true })}>
          Search for other names too
        </a>
      </p>
    ) : null;
  }
  return (
    <div class="search-notes">
      {corrected && (
        <p class="govuk-body search-note">
          Showing results for <strong>{corrected}</strong>.{' '}
          <a class="govuk-link" href={searchAgain(query, { correct: false })}>
            Search instead for {query.words}
          </a>
        </p>
      )}
      {present.length > 0 && (
        <p class="govuk-body-s search-note">
          Also searched for {namesIn(present)}.{' '}
          <a class="govuk-link" href={searchAgain(query, { expand: false })}>
            Search without
          </a>
        </p>
      )}
      {older.length > 0 && (
        <p class="govuk-body-s search-note">
          Also searched for older wording, no longer used: {namesIn(older)}.
          {present.length === 0 && (
            <>
              {' '}
              <a class="govuk-link" href={searchAgain(query, { expand: false })}>
                Search without
              </a>
            </>
          )}
        </p>
      )}
    </div>
  );
};

/** Searches to go on with: related concepts, which were not searched for. */
export const Related: FC<{ query: SearchQuery; related: RelatedConcept[] }> = ({
  query,
  related,
}) =>
  related.length > 0 && (
    <p class="govuk-body-s search-related">
      Related:{' '}
      {related.map(({ label, words }, at) => (
        <>
          {at > 0 && ', '}
          <a class="govuk-link" href={searchAgain(query, { words, correct: true })}>
            {label}
          </a>
        </>
      ))}
    </p>
  );
