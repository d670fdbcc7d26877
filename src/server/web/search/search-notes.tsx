import type { FC } from 'hono/jsx';
import type { Misread } from '#shared/library/misread-search.ts';
import type { RelatedConcept } from '#shared/library/related-concepts.ts';
import type { PublicationAnswer, TypedInWords } from '#shared/library/search-publications.ts';
import { inWords } from '#shared/london.ts';
import type { Expansion, SearchQuery } from '#shared/search/search-index.ts';
import { listed, listedAsChoice, quoted } from '#shared/text/in-words.ts';
import { stemsOf } from '#shared/text/words.ts';
import { searchAgain } from '../../request/addresses.ts';

/** Names as they are said: one for all of its inflections. */
const namesIn = (expanded: Expansion[]) =>
  listed(
    [
      ...Map.groupBy(
        expanded.flatMap(({ to }) => to),
        (name) => stemsOf(name).join(' '),
      ).values(),
    ].flatMap(([first]) => (first ? quoted(first) : [])),
  );

/** "2027", "December 2027" or "31 December 2027". */
function dayInWords(date: string): string {
  if (date.length === 4) return date;
  const day = inWords(date.length === 7 ? `${date}-01` : date);
  return date.length === 7 ? day.replace(/^\d+ /, '') : day;
}

/** What filters typed into the box were taken to mean: "Only Publisher: Ofsted; before June 2026." */
const TypedNote: FC<{ typed: TypedInWords }> = ({ typed: { values, before, after } }) => {
  const said = (isExcluded: boolean) =>
    values
      .filter((one) => one.isExcluded === isExcluded)
      .map(({ title, labels }) => `${title}: ${listedAsChoice(labels)}`);
  const dates = [
    after && `published from ${dayInWords(after)} on`,
    before && `published before ${dayInWords(before)}`,
  ].filter((one) => !!one);
  const only = [...said(false), ...dates];
  const without = said(true);
  return (
    <p class="govuk-body-s search-note">
      {only.length > 0 && `Only ${only.join('; ')}. `}
      {without.length > 0 && `Without ${without.join('; ')}.`}
    </p>
  );
};

/** What was switched off of how words are searched for, and how to switch it on again. */
const SwitchedOff: FC<{ query: SearchQuery }> = ({ query }) => (
  <>
    {query.correct === false && (
      <p class="govuk-body-s search-note">
        The spelling was left as it was typed.{' '}
        <a class="govuk-link" href={searchAgain(query, { correct: true })}>
          Let it be corrected
        </a>
      </p>
    )}
    {query.expand === false && (
      <p class="govuk-body-s search-note">
        Searched for these words only.{' '}
        <a class="govuk-link" href={searchAgain(query, { expand: true })}>
          Search for other names too
        </a>
      </p>
    )}
  </>
);

const OnlyTheseWords: FC<{ query: SearchQuery; words: string }> = ({ query, words }) => (
  <a class="govuk-link" href={searchAgain(query, { expand: false })}>
    Search only for {words}
  </a>
);

/** What "since" and "area" were taken to mean, with what has to be set first. */
export const ScopeNotes: FC<{ answer: PublicationAnswer }> = ({ answer: { scope } }) => (
  <>
    {scope.words.map((words) => (
      <p class="govuk-body-s search-note">{words}</p>
    ))}
  </>
);

/** What the address says that can mean nothing: the list is without it, and is not taken for its answer. */
export const MisreadNotes: FC<{ misread: Misread[] }> = ({ misread }) => (
  <>
    {misread.map(({ message }) => (
      <p class="govuk-body search-note">{message} It was left out.</p>
    ))}
  </>
);

/** What was searched for besides, or instead of, what was typed, and how to undo it. */
export const SearchNotes: FC<{ query: SearchQuery; answer: PublicationAnswer }> = ({
  query,
  answer: {
    query: { corrected, expanded },
    typed,
  },
}) => {
  if (!query.words.trim()) return null;
  const words = corrected ?? query.words.trim();
  const present = expanded.filter(({ olderWording }) => !olderWording);
  const older = expanded.filter(({ olderWording }) => olderWording);
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
          Also searched for {namesIn(present)}. <OnlyTheseWords query={query} words={words} />
        </p>
      )}
      {older.length > 0 && (
        <p class="govuk-body-s search-note">
          Also searched for older wording, no longer used: {namesIn(older)}.
          {present.length === 0 && (
            <>
              {' '}
              <OnlyTheseWords query={query} words={words} />
            </>
          )}
        </p>
      )}
      <SwitchedOff query={query} />
      {typed && <TypedNote typed={typed} />}
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
