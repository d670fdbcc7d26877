import type { Child, FC } from 'hono/jsx';
import type { EntryForm } from '#shared/plans/entries/show-entry-form.ts';
import { type EntryFieldName, fieldsAskedIn } from '#shared/plans/fields/entry-fields.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
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
        <Buttons entryId={entry.id} />
      </form>
    </FormPage>
  );
};

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
        <Boxes {...props} names={fieldsAskedIn('progress')} />
        <Buttons entryId={entry.id} />
      </form>
    </FormPage>
  );
};
