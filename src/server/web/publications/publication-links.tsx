import type { FC } from 'hono/jsx';
import type { ShownLink } from '#shared/entities/shown-link.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import { Button } from '../components/button.tsx';
import { Tag } from '../components/messages.tsx';
import { Reliance } from '../components/reliance.tsx';
import { Suggestions } from './suggestions.tsx';
import { bearingLabels } from './wording.ts';

const LinkedEntry: FC<{ link: ShownLink; mayLink: boolean }> = ({ link, mayLink }) => (
  <li class="linked-entry">
    <p class="govuk-body linked-entry-name">
      <Tag colour="grey">{bearingLabels[link.bearing]}</Tag>{' '}
      <a class="govuk-link" href={`/entries/${link.entry.id}`}>
        {link.entry.ref}: {link.entry.text}
      </a>
    </p>
    <p class="govuk-body">{link.rationale}</p>
    {link.quote && <blockquote class="quote">{link.quote}</blockquote>}
    <p class="govuk-body-s linked-entry-basis">
      {[
        link.page !== null && `Page ${link.page}`,
        link.version !== null && `version ${link.version}`,
        `linked ${link.linkedBy ? `by ${link.linkedBy} ` : ''}on ${inWords(londonDay(link.linkedAt))}`,
        link.plan.title,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
    <Reliance link={link} mayLink={mayLink} />
  </li>
);

/** The plan entries that a publication bears on, and why; then those that a rule suggests. */
export const LinkedEntries: FC<{ view: PublicationView; mayLink: boolean }> = ({
  view,
  mayLink,
}) => {
  const suggestions = view.suggestions.filter(({ entry }) => entry);
  return (
    <section id="links" aria-labelledby="links-heading">
      <h2 class="govuk-heading-m" id="links-heading">
        Plan entries
      </h2>
      {view.links.length === 0 ? (
        <p class="govuk-body">Not linked to any plan entry.</p>
      ) : (
        <ul class="govuk-list">
          {view.links.map((link) => (
            <LinkedEntry link={link} mayLink={mayLink} />
          ))}
        </ul>
      )}
      <h3 class="govuk-heading-s" id="suggested-entries">
        Suggested entries
      </h3>
      {suggestions.length === 0 ? (
        <p class="govuk-body">
          Nothing is suggested: no entry of a plan seems to be what this publication bears on, or
          each was decided.
        </p>
      ) : (
        <Suggestions
          publicationId={view.id}
          suggestions={suggestions}
          canJudge={mayLink}
          describesAbuse={view.describesAbuse}
        />
      )}
      {mayLink && (
        <Button kind="secondary" href={`/publications/${view.id}/link`}>
          Link to a plan entry
        </Button>
      )}
    </section>
  );
};
