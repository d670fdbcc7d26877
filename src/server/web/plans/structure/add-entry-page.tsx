import type { FC } from 'hono/jsx';
import { entryField, fieldsAskedIn } from '#shared/plans/fields/entry-fields.ts';
import type { KnownConcepts } from '#shared/plans/fields/field-kinds.ts';
import type { PlanView } from '#shared/plans/list/show-plan.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { FieldBox, type Typed } from '../entries/field-box.tsx';

const shortened = (text: string) => (text.length > 70 ? `${text.slice(0, 67)}…` : text);

export const AddEntryPage: FC<{
  plan: PlanView;
  known: KnownConcepts;
  problems?: Problem[];
  typed: Typed;
}> = ({ plan, known, problems = [], typed }) => {
  const textOf = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
  return (
    <Page
      title="Add an entry"
      problems={problems}
      breadcrumbs={[
        { text: 'Action plans', href: '/plans' },
        { text: plan.title, href: `/plans/${plan.id}` },
      ]}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">Add an entry</h1>
          <form method="post" action={`/plans/${plan.id}/entries/add`} novalidate>
            <TextInput
              name="ref"
              label="Reference (optional)"
              hint="Left empty: the next of the plan."
              width="govuk-input--width-10"
              value={textOf('ref')}
              problem={messageFor(problems, 'ref')}
            />
            <Select
              name="parentRef"
              label="The recommendation it is an action under"
              prompt="None: it stands by itself"
              options={plan.entries.map(({ ref, text }) => ({
                value: ref,
                text: `${ref} ${shortened(text)}`,
              }))}
              value={textOf('parentRef')}
              problem={messageFor(problems, 'parentRef')}
            />
            {fieldsAskedIn('change').map((name) => (
              <FieldBox
                name={name}
                value={entryField(name).empty}
                typed={typed}
                problems={problems}
                known={known}
              />
            ))}
            <div class="button-row">
              <Button>Add the entry</Button>
              <a class="govuk-link" href={`/plans/${plan.id}`}>
                Cancel
              </a>
            </div>
          </form>
        </div>
      </div>
    </Page>
  );
};
