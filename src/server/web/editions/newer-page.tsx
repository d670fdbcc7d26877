import type { FC } from 'hono/jsx';
import type { PlaceShown } from '#shared/digests/show-place.ts';
import type { NamedPublication } from '#shared/entities/shown-link.ts';
import type { ReliesOn as Known } from '#shared/publications/editions/relies-on.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';
import { TextInput } from '../components/text-input.tsx';
import { byWhom, ReliesOn } from './relies-on.tsx';

interface Given {
  publication: NamedPublication;
  /** Others that may be the newer edition. */
  others: NamedPublication[];
  relies: Known;
  place: PlaceShown;
  /** How it stood when this was shown. */
  seen: string;
  typed?: { newerId?: string | undefined; other?: string | undefined };
  problems?: Problem[];
}

const Choose: FC<Given> = ({ publication, others, seen, typed = {}, problems = [] }) => (
  <form method="post" action={`${publicationAddress(publication.id)}/newer`} novalidate>
    <input type="hidden" name="seen" value={seen} />
    {others.length > 0 && (
      <Radios
        name="newerId"
        label="Which one is the newer edition?"
        value={typed.newerId}
        problem={messageFor(problems, 'newerId')}
        items={others.map((one) => ({
          value: String(one.id),
          text: one.title,
          hint: byWhom(one),
        }))}
      />
    )}
    <TextInput
      name="other"
      label={others.length > 0 ? 'Or another one' : 'The newer edition'}
      hint="The address of its page here, its number, or the publisher’s address of it."
      value={typed.other}
      problem={
        messageFor(problems, 'other') ??
        (others.length > 0 ? undefined : messageFor(problems, 'newerId'))
      }
    />
    <div class="button-row">
      <Button>It is the newer edition</Button>
      <a class="govuk-link" href={publicationAddress(publication.id)}>
        Cancel
      </a>
    </div>
  </form>
);

/** Saying that a publication has a newer edition, above what relies on it; and taking that back. */
export const NewerPage: FC<Given> = (given) => {
  const { publication, relies, place, seen, problems = [] } = given;
  const isSuperseded = publication.standing.some(({ replacedById }) => replacedById !== null);
  return (
    <Page
      title="A newer edition"
      problems={problems}
      breadcrumbs={[
        { text: 'Search', href: '/' },
        { text: publication.title, href: publicationAddress(publication.id) },
      ]}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <span class="govuk-caption-l">{publication.title}</span>
          <h1 class="govuk-heading-l">A newer edition</h1>
          <Standing standing={publication.standing} />
          <h2 class="govuk-heading-s">What relies on this one</h2>
          <ReliesOn known={relies} place={place} />
          {isSuperseded ? (
            <form method="post" action={`${publicationAddress(publication.id)}/newer/undo`}>
              <input type="hidden" name="seen" value={seen} />
              <Button kind="secondary">It is not superseded</Button>
            </form>
          ) : (
            <Choose {...given} />
          )}
        </div>
      </div>
    </Page>
  );
};
