import type { FC } from 'hono/jsx';
import type { EntryView } from '#shared/plans/entries/show-entry.ts';
import { voicesInWords } from '#shared/text/bearing/in-words.ts';
import { listed, quoted } from '#shared/text/in-words.ts';
import { Standing } from '../../components/standing.tsx';

type Suggestion = EntryView['suggestions'][number];

/** "Suggested because of “RHI” and “missing from home” (see page 3)." */
const causeOf = ({ words, page, strength, voices }: Suggestion) =>
  words.length === 0
    ? (voicesInWords(voices) ?? 'Suggested by a rule.')
    : `${strength === 'strong' ? 'Suggested because of' : 'Perhaps, because of'} ${listed(words.map(quoted))}${page === null ? '' : ` (see page ${page})`}. ${voicesInWords(voices) ?? ''}`.trim();

const Suggested: FC<{ suggestion: Suggestion; entryId: number; mayLink: boolean }> = ({
  suggestion,
  entryId,
  mayLink,
}) => (
  <li class="linked">
    <a class="govuk-link" href={`/publications/${suggestion.publication.id}`}>
      {suggestion.publication.title}
    </a>
    <Standing standing={suggestion.publication.standing} />
    <p class="govuk-body-s quiet">
      {suggestion.publication.publisher}. {causeOf(suggestion)}
    </p>
    {suggestion.passage && (
      <details class="suggestion-passage">
        <summary>
          Show the passage
          <span class="govuk-visually-hidden"> of {suggestion.publication.title}</span>
        </summary>
        <blockquote>{suggestion.passage}</blockquote>
      </details>
    )}
    {mayLink && (
      <form method="post" action={`/suggestions/${suggestion.id}/reject-entry`} class="button-row">
        <a
          class="govuk-link"
          href={`/publications/${suggestion.publication.id}/link?entry=${entryId}`}
        >
          Link it
          <span class="govuk-visually-hidden">: {suggestion.publication.title}</span>
        </a>
        <button type="submit" class="link-button">
          Not relevant
          <span class="govuk-visually-hidden">: {suggestion.publication.title}</span>
        </button>
      </form>
    )}
  </li>
);

/** Publications that may bear on an entry, to be linked or found not relevant. */
export const SuggestedPublications: FC<{ view: EntryView; mayLink: boolean }> = ({
  view,
  mayLink,
}) => {
  const { entry, suggestions, suggestionCount } = view;
  return (
    <section class="panel" id="suggested">
      <h2 class="govuk-heading-m">Suggested publications</h2>
      {suggestionCount > suggestions.length && (
        <p class="govuk-body">
          The first {suggestions.length} of {suggestionCount}. As these are linked or found not
          relevant, others take their place.
        </p>
      )}
      {suggestions.length === 0 ? (
        <p class="govuk-body">
          Nothing is suggested: no publication seems to bear on this entry, or each was decided.{' '}
          <a class="govuk-link" href="/">
            Search the library
          </a>{' '}
          for publications to link.
        </p>
      ) : (
        <ul class="govuk-list">
          {suggestions.map((suggestion) => (
            <Suggested suggestion={suggestion} entryId={entry.id} mayLink={mayLink} />
          ))}
        </ul>
      )}
    </section>
  );
};
