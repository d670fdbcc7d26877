import type { FC } from 'hono/jsx';
import type { ConceptLabel } from '#shared/library/concept-labels.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { ErrorMessage } from '../components/form-group.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';

export interface TypedFacts {
  title: string;
  publisher: string;
  /** "YYYY-MM-DD", or as far as it was typed. */
  day: string;
  month: string;
  year: string;
  type: string;
  region: string;
  /** The tag of how the publication was when the form was opened. */
  seen: string;
}

/** "YYYY-MM-DD" in the boxes of the form. */
export function dateBoxes(date: string): Pick<TypedFacts, 'day' | 'month' | 'year'> {
  const [year = '', month = '', day = ''] = date.split('-');
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

/** The facts as they stand, for the form. */
export function factsOf(view: PublicationView, seen: string): TypedFacts {
  return {
    title: view.title,
    publisher: view.publisher,
    ...dateBoxes(view.publishedOn ?? ''),
    type: view.type?.value.id ?? '',
    region: view.region?.value.id ?? '',
    seen,
  };
}

const dateParts = [
  { name: 'day', label: 'Day', width: 2 },
  { name: 'month', label: 'Month', width: 2 },
  { name: 'year', label: 'Year', width: 4 },
] as const;

const DateFields: FC<{ typed: TypedFacts; problem: string | undefined }> = ({ typed, problem }) => (
  <div class={`govuk-form-group${problem ? ' govuk-form-group--error' : ''}`}>
    <fieldset
      class="govuk-fieldset"
      aria-describedby={problem ? 'publishedOn-hint publishedOn-error' : 'publishedOn-hint'}
    >
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Published on</legend>
      <div class="govuk-hint" id="publishedOn-hint">
        For example, 7 9 2026. Leave it empty if nobody says.
      </div>
      <ErrorMessage id="publishedOn" problem={problem} />
      <div class="govuk-date-input" id="publishedOn">
        {dateParts.map(({ name, label, width }) => (
          <div class="govuk-date-input__item">
            <label class="govuk-label govuk-date-input__label" for={name}>
              {label}
            </label>
            <input
              class={`govuk-input govuk-date-input__input govuk-input--width-${width}${problem ? ' govuk-input--error' : ''}`}
              id={name}
              name={name}
              inputmode="numeric"
              value={typed[name]}
            />
          </div>
        ))}
      </div>
    </fieldset>
  </div>
);

const optionsOf = (concepts: ConceptLabel[]) =>
  concepts.map(({ id, label }) => ({ value: id, text: label }));

/** Correcting what is known of a publication. */
export const FactsPage: FC<{
  view: PublicationView;
  types: ConceptLabel[];
  regions: ConceptLabel[];
  typed: TypedFacts;
  problems?: Problem[];
}> = ({ view, types, regions, typed, problems = [] }) => {
  const problemOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <Page
      title="Correct the facts"
      problems={problems}
      breadcrumbs={[
        { text: 'Search', href: '/' },
        { text: view.title, href: publicationAddress(view.id) },
      ]}
    >
      <h1 class="govuk-heading-l">Correct the facts</h1>
      <p class="govuk-body">
        What you change stays when the publication is read again, and the page says that a person
        gave it.
      </p>
      <form method="post" action={`/publications/${view.id}/facts`} novalidate>
        <input type="hidden" name="seen" value={typed.seen} />
        <TextInput
          name="title"
          label="Title"
          labelClass="govuk-label--s"
          value={typed.title}
          problem={problemOf('title')}
        />
        <TextInput
          name="publisher"
          label="Publisher"
          labelClass="govuk-label--s"
          value={typed.publisher}
          problem={problemOf('publisher')}
        />
        <DateFields typed={typed} problem={problemOf('publishedOn')} />
        <Select
          name="type"
          label="Document type"
          labelClass="govuk-label--s"
          prompt="Not known"
          options={optionsOf(types)}
          value={typed.type}
          problem={problemOf('type')}
        />
        <Select
          name="region"
          label="Region"
          labelClass="govuk-label--s"
          prompt="Not known"
          options={optionsOf(regions)}
          value={typed.region}
          problem={problemOf('region')}
        />
        <div class="govuk-button-group">
          <Button>Save</Button>
          <a class="govuk-link" href={publicationAddress(view.id)}>
            Cancel
          </a>
        </div>
      </form>
    </Page>
  );
};
