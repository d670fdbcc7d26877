import type { FC } from 'hono/jsx';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Checkboxes, Radios } from '../components/choices.tsx';
import { WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Textarea } from '../components/textarea.tsx';

interface Given {
  view: Pick<PublicationView, 'id' | 'title' | 'takedown'>;
  typed?: Record<string, string>;
  also?: string[];
  problems?: Problem[];
}

/** Restricting a publication, lifting that, or erasing its text: for administrators. */
export const TakedownPage: FC<Given> = ({ view, typed = {}, also = [], problems = [] }) => {
  const isRestricted = view.takedown?.kind === 'restricted';
  return (
    <Page
      title="Take down"
      problems={problems}
      breadcrumbs={[{ text: view.title, href: publicationAddress(view.id) }]}
    >
      <span class="govuk-caption-l">{view.title}</span>
      <h1 class="govuk-heading-l">Take down</h1>
      <p class="govuk-body">
        For a publication that should not have been published, or that a court or its publisher asks
        to be removed. Its address, the hash of its text, the time, who did it and why stay in the
        record.
      </p>
      <form method="post" action={`${publicationAddress(view.id)}/takedown`} novalidate>
        <Radios
          name="action"
          label="What should happen?"
          value={typed.action}
          problem={messageFor(problems, 'action')}
          items={[
            isRestricted
              ? {
                  value: 'lift',
                  text: 'Lift the restriction',
                  hint: 'Its text is shown and searched again as its source allows.',
                }
              : {
                  value: 'restrict',
                  text: 'Restrict it',
                  hint: 'Its text is kept, but neither shown, searched nor mailed. It can be lifted.',
                },
            {
              value: 'erase',
              text: 'Erase its text',
              hint: 'From pages, search, every version and, when they are restored, from backups. It cannot be undone.',
            },
          ]}
        />
        <Checkboxes
          name="also"
          label="When erasing, erase also (optional)"
          values={also}
          items={[
            {
              value: 'notes',
              text: 'What people wrote about it',
              hint: '“What this means here”, rationales of links, notes and tags, also in the audit record.',
            },
            { value: 'title', text: 'Its title', hint: 'Where the title itself names somebody.' },
          ]}
        />
        <Textarea
          name="reason"
          label="Why?"
          hint="This stays in the record."
          rows={3}
          value={typed.reason}
          problem={messageFor(problems, 'reason')}
        />
        <WarningText>What is erased cannot be brought back.</WarningText>
        <div class="button-row">
          <Button kind="warning">Take down</Button>
          <a class="govuk-link" href={publicationAddress(view.id)}>
            Cancel
          </a>
        </div>
      </form>
    </Page>
  );
};
