import type { FC } from 'hono/jsx';
import type { OpenSuggestion } from '#shared/judging/open-suggestion.ts';
import { voicesInWords } from '#shared/text/bearing/in-words.ts';
import { quoted } from '#shared/text/in-words.ts';

const quotedList = (words: string[]) => words.map(quoted).join(', ');

/** What caused a suggestion: its words, and the passage they stand in. */
const Cause: FC<{ suggestion: OpenSuggestion; describesAbuse: boolean }> = ({
  suggestion: { words, strength, passage, page, entry, voices },
  describesAbuse,
}) => (
  <>
    <span class="suggestion-cause">
      {words.length === 0
        ? (voicesInWords(voices)?.replace(/\.$/, '') ?? 'Suggested by a rule')
        : `${strength === 'strong' ? 'Because of' : 'Perhaps, because of'} ${quotedList(words)}`}
      {page !== null && (entry ? ` (see page ${page})` : ` on page ${page}`)}
      {words.length > 0 && entry && voices.length > 0 && `. ${voicesInWords(voices)}`}
    </span>
    {passage && (
      <details class="suggestion-passage">
        <summary>
          {describesAbuse
            ? 'Show the passage (this publication describes abuse)'
            : 'Show the passage'}
        </summary>
        <blockquote>{passage}</blockquote>
      </details>
    )}
  </>
);

/** Open suggestions of concepts and plan entries, each to be accepted or rejected. */
export const Suggestions: FC<{
  publicationId: number;
  suggestions: OpenSuggestion[];
  canJudge: boolean;
  describesAbuse: boolean;
}> = ({ publicationId, suggestions, canJudge, describesAbuse }) => (
  <ul class="govuk-list suggestions">
    {suggestions.map((suggestion) => {
      const { id, concept, entry } = suggestion;
      const label = concept?.label ?? `Plan entry ${entry?.ref}`;
      const address = `/publications/${publicationId}/suggestions/${id}`;
      return (
        <li class="suggestion" id={`suggestion-${id}`}>
          <div>
            <span class="suggestion-label">{label}</span>
            {entry && (
              <span class="suggestion-entry">
                {entry.text} <span class="quiet">({entry.status})</span>
              </span>
            )}
            <Cause suggestion={suggestion} describesAbuse={describesAbuse} />
          </div>
          {canJudge && (
            <form method="post" action={`${address}/accept`} class="suggestion-decision">
              {entry && <input type="hidden" name="part" value="links" />}
              {concept ? (
                <button type="submit" class="link-button">
                  Accept<span class="govuk-visually-hidden"> {label}</span>
                </button>
              ) : (
                <a
                  class="govuk-link"
                  href={`/publications/${publicationId}/link?entry=${entry?.id}`}
                >
                  Link<span class="govuk-visually-hidden"> to {label}</span>
                </a>
              )}
              <button type="submit" class="link-button" formaction={`${address}/reject`}>
                Reject<span class="govuk-visually-hidden"> {label}</span>
              </button>
            </form>
          )}
        </li>
      );
    })}
  </ul>
);
