import type { FC } from 'hono/jsx';
import { bragColours, entryStatuses } from '#shared/entities/index.ts';
import type { EntryView } from '#shared/plans/show-entry.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';
import { crumbsOf } from './entry-crumbs.ts';
import { colourWords } from './words.ts';

const statusOptions = entryStatuses.map((status) => ({ value: status, text: status }));
const colourOptions = bragColours.map((colour) => ({ value: colour, text: colourWords[colour] }));

type Typed = Record<string, string | undefined>;

export const EditEntryPage: FC<{ view: EntryView; problems?: Problem[]; typed?: Typed }> = ({
  view,
  problems = [],
  typed,
}) => {
  const { entry } = view;
  const value = (name: string, known: string | null) => typed?.[name] ?? known;
  return (
    <Page title={`Change ${entry.ref}`} problems={problems} breadcrumbs={crumbsOf(view, true)}>
      <h1 class="govuk-heading-l">Change {entry.ref}</h1>
      <form method="post" action={`/entries/${entry.id}/edit`} novalidate>
        <input type="hidden" name="revision" value={typed?.revision ?? String(entry.revision)} />
        <Textarea
          name="text"
          label="Recommendation or action"
          value={value('text', entry.text)}
          problem={messageFor(problems, 'text')}
          rows={5}
        />
        <TextInput
          name="ownerAgency"
          label="Owner"
          value={value('ownerAgency', entry.ownerAgency)}
          problem={messageFor(problems, 'ownerAgency')}
        />
        <TextInput
          name="leadRole"
          label="Lead role"
          hint="A role, not a person’s name."
          value={value('leadRole', entry.leadRole)}
          problem={messageFor(problems, 'leadRole')}
        />
        <TextInput
          name="dueOn"
          label="Due"
          hint="For example, 2026-09-30"
          width="govuk-input--width-10"
          value={value('dueOn', entry.dueOn)}
          problem={messageFor(problems, 'dueOn')}
        />
        <Textarea
          name="successMeasure"
          label="Success measure"
          value={value('successMeasure', entry.successMeasure)}
          problem={messageFor(problems, 'successMeasure')}
          rows={3}
        />
        <div class="button-row">
          <Button>Save</Button>
          <a class="govuk-link" href={`/entries/${entry.id}`}>
            Cancel
          </a>
        </div>
      </form>
    </Page>
  );
};

export const ProgressPage: FC<{ view: EntryView; problems?: Problem[]; typed?: Typed }> = ({
  view,
  problems = [],
  typed,
}) => {
  const { entry } = view;
  return (
    <Page
      title={`Note progress on ${entry.ref}`}
      problems={problems}
      breadcrumbs={crumbsOf(view, true)}
    >
      <h1 class="govuk-heading-l">Note progress on {entry.ref}</h1>
      <p class="govuk-body">{entry.text}</p>
      <p class="govuk-body">A note is kept as it is. If it turns out wrong, add another.</p>
      <form method="post" action={`/entries/${entry.id}/progress`} novalidate>
        <Textarea
          name="text"
          label="What progress is there?"
          value={typed?.text}
          problem={messageFor(problems, 'text')}
          rows={5}
        />
        <Select
          name="status"
          label="Status"
          options={statusOptions}
          value={typed?.status ?? entry.status}
          problem={messageFor(problems, 'status')}
        />
        <Radios
          name="rag"
          label="Colour"
          items={colourOptions}
          value={typed?.rag ?? entry.rag}
          isSmall
          problem={messageFor(problems, 'rag')}
        />
        <div class="button-row">
          <Button>Save</Button>
          <a class="govuk-link" href={`/entries/${entry.id}`}>
            Cancel
          </a>
        </div>
      </form>
    </Page>
  );
};
