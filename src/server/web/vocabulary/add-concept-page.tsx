import type { FC } from 'hono/jsx';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';

const crumbs = [{ text: 'Vocabulary', href: '/vocabulary' }];

/** A concept of the group's own. */
export const AddConceptPage: FC<{
  facets: { key: string; label: string }[];
  typed?: { label?: string | undefined; facet?: string | undefined; note?: string | undefined };
  problems?: Problem[];
}> = ({ facets, typed = {}, problems = [] }) => (
  <Page title="Add a concept" problems={problems} breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Add a concept</h1>
    <form method="post" action="/vocabulary" novalidate>
      <TextInput
        name="label"
        label="What it is called"
        hint="Other names, and abbreviations, are added on its page."
        value={typed.label}
        problem={messageFor(problems, 'label')}
        width="govuk-input--width-20"
      />
      <Radios
        name="facet"
        label="What kind it is"
        value={typed.facet}
        problem={messageFor(problems, 'facet')}
        items={facets.map(({ key, label }) => ({ value: key, text: label }))}
      />
      <TextInput
        name="note"
        label="What it means here (optional)"
        value={typed.note}
        problem={messageFor(problems, 'note')}
      />
      <Button>Add</Button>
    </form>
  </Page>
);
