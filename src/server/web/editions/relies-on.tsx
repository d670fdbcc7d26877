import type { FC } from 'hono/jsx';
import type { PlaceShown } from '#shared/digests/show-place.ts';
import type { DigestState } from '#shared/entities/index.ts';
import type { NamedPublication } from '#shared/entities/shown-link.ts';
import { inWords } from '#shared/london.ts';
import type { ReliesOn as Known } from '#shared/publications/editions/relies-on.ts';
import { counted } from '#shared/text/in-words.ts';

const states: Record<DigestState, string> = {
  draft: 'draft',
  approved: 'approved, to be sent',
  sending: 'being sent',
  sent: 'sent',
  missed: 'not sent',
};

/** Its publisher, and the day where somebody said it. */
export const byWhom = ({ publisher, publishedOn }: NamedPublication): string =>
  publishedOn ? `${publisher}, ${inWords(publishedOn)}` : publisher;

/** How much relies on a publication, on one line. */
export const reliesInWords = ({ links, digests }: Known): string =>
  links.length + digests.length === 0
    ? 'Nothing relies on it.'
    : `${counted(links.length, 'link')} of plans and ${counted(digests.length, 'digest')} rely on it.`;

/** Every entry, draft and sent digest that relies on a publication. */
export const ReliesOn: FC<{ known: Known; place?: PlaceShown }> = ({ known, place }) => (
  <ul class="govuk-list govuk-list--bullet">
    {known.links.map(({ entryId, ref, entry, plan, quote }) => (
      <li>
        <a class="govuk-link" href={`/entries/${entryId}#publications`}>
          {ref}
        </a>{' '}
        {entry}{' '}
        <span class="quiet">
          ({plan}
          {quote && ', with a quotation'})
        </span>
      </li>
    ))}
    {known.digests.map(({ week, state }) => (
      <li>
        <a class="govuk-link" href={`/digests/${week}`}>
          Digest {week}
        </a>{' '}
        <span class="quiet">({states[state]})</span>
      </li>
    ))}
    {place?.week && (
      <li>
        <a class="govuk-link" href={`/digests/${place.week}`}>
          The draft of {place.week}
        </a>
      </li>
    )}
    {known.links.length + known.digests.length === 0 && !place?.week && (
      <li>Nothing: no plan entry, and no digest.</li>
    )}
  </ul>
);
