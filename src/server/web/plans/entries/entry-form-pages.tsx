import type { Child, FC } from 'hono/jsx';
import type { EntryForm } from '#shared/plans/entries/show-entry-form.ts';
import { type EntryFieldName, fieldsAskedIn } from '#shared/plans/fields/entry-fields.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { Details } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { crumbsOf } from './entry-crumbs.ts';
import { FieldBox, type Typed } from './field-box.tsx';

interface Props {
  form: EntryForm;
  problems?: Problem[];
  typed?: Typed;
}

const textOf = (typed: Typed | undefined, name: string) =>
  typeof typed?.[name] === 'string' ? typed[name] : undefined;

const Boxes: FC<{ names: EntryFieldName[] } & Props> = ({ names, form, problems = [], typed }) => (
  <>
    {names.map((name) => (
      <FieldBox
        name={name}
        value={form.values[name]}
        typed={typed}
        problems={problems}
        known={form.known}
      />
    ))}
  </>
);

const Buttons: FC<{ entryId: number }> = ({ entryId }) => (
  <div class="button-row">
    <Button>Save</Button>
    <a class="govuk-link" href={`/entries/${entryId}`}>
      Cancel
    </a>
  </div>
);

const FormPage: FC<Props & { title: string; children?: Child }> = ({
  form: { view },
  problems = [],
  title,
  children,
}) => (
  <Page title={title} problems={problems} breadcrumbs={crumbsOf(view, true)}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">{title}</h1>
        {children}
      </div>
    </div>
  </Page>
);

export const EditEntryPage: FC<Props> = (props) => {
  const { entry } = props.form.view;
  return (
    <FormPage {...props} title={`Change ${entry.ref}`}>
      <form method="post" action={`/entries/${entry.id}/edit`} novalidate>
        <input type="hidden" name="seen" value={textOf(props.typed, 'seen') ?? props.form.seen} />
        <Boxes {...props} names={fieldsAskedIn('change')} />
        {entry.dueOn && (
          <Textarea
            name="dateReason"
            label="Why the due date moves"
            hint="Needed where you put it off. It counts as an extension."
            value={textOf(props.typed, 'dateReason')}
            problem={messageFor(props.problems ?? [], 'dateReason')}
            rows={2}
          />
        )}
        <Buttons entryId={entry.id} />
      </form>
    </FormPage>
  );
};

/** Boxes that seldom have something in them stand folded. */
const besides: {
  summary: string;
  names: EntryFieldName[];
  isOpen(entry: EntryForm['view']['entry']): boolean;
}[] = [
  {
    summary: 'If it waits for somebody else',
    names: ['waitsFor', 'waitsOn', 'waitsSince'],
    isOpen: ({ status }) => status === 'waits for somebody else',
  },
  {
    summary: 'If it is closed and was not done',
    names: ['unmetRisk'],
    isOpen: ({ unmetRisk }) => !!unmetRisk,
  },
  {
    summary: 'When it is looked at again',
    names: ['recheckOn'],
    isOpen: ({ recheckOn }) => !!recheckOn,
  },
];

const folded = new Set(besides.flatMap(({ names }) => names));
const always = fieldsAskedIn('progress').filter((name) => !folded.has(name));

export const ProgressPage: FC<Props> = (props) => {
  const { form, problems = [], typed } = props;
  const { entry } = form.view;
  return (
    <FormPage {...props} title={`Note progress on ${entry.ref}`}>
      <p class="govuk-body">{entry.text}</p>
      <p class="govuk-body">A note is kept as it is. If it turns out wrong, add another.</p>
      <form method="post" action={`/entries/${entry.id}/progress`} novalidate>
        <Textarea
          name="text"
          label="What progress is there?"
          value={textOf(typed, 'text')}
          problem={messageFor(problems, 'text')}
          rows={5}
        />
        {form.view.parts.length > 0 && (
          <Select
            name="owner"
            label="Whose part it is about"
            hint="Of one part only the status is kept; the entry as a whole stays as it is."
            prompt="The entry as a whole"
            options={form.view.parts.map(({ owner }) => ({ value: owner, text: owner }))}
            value={textOf(typed, 'owner')}
            problem={messageFor(problems, 'owner')}
          />
        )}
        <Boxes {...props} names={always} />
        {besides.map(({ summary, names, isOpen }) => (
          <Details
            summary={summary}
            isOpen={isOpen(entry) || names.some((name) => messageFor(problems, name))}
          >
            <Boxes {...props} names={names} />
          </Details>
        ))}
        <Buttons entryId={entry.id} />
      </form>
    </FormPage>
  );
};
