import type { FC } from 'hono/jsx';
import type { NamedPublication } from '#shared/entities/shown-link.ts';
import { inWords } from '#shared/london.ts';
import { counted, quoted } from '#shared/text/in-words.ts';
import type { ShownConcept } from '#shared/vocabulary/show-vocabulary.ts';
import type { Touched } from '#shared/vocabulary/touched-by.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { WhatItTouches } from './what-it-touches.tsx';

interface Given {
  concept: ShownConcept;
  touched: Touched;
  has: { total: number; items: NamedPublication[] };
  /** Others of its kind that are in use. */
  others: { id: string; label: string }[];
  /** How it stood when this was shown. */
  seen: string;
  ticked?: string[];
  typed?: { label?: string | undefined; into?: string | undefined };
  problems?: Problem[];
}

const WhichGo: FC<Pick<Given, 'has' | 'ticked' | 'problems'>> = ({
  has,
  ticked = [],
  problems = [],
}) => (
  <fieldset class="govuk-fieldset" id="publicationIds">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
      Which have the other one instead?
    </legend>
    {messageFor(problems, 'publicationIds') && (
      <p class="govuk-error-message">{messageFor(problems, 'publicationIds')}</p>
    )}
    {has.total > has.items.length && (
      <p class="govuk-hint">
        The newest {has.items.length} of {has.total}. Split again for those of before.
      </p>
    )}
    <div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">
      {has.items.map(({ id, title, publisher, publishedOn }) => (
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={`goes-${id}`}
            name="publicationIds"
            type="checkbox"
            value={String(id)}
            checked={ticked.includes(String(id))}
          />
          <label class="govuk-label govuk-checkboxes__label" for={`goes-${id}`}>
            {title}{' '}
            <span class="quiet">
              ({publisher}
              {publishedOn && `, ${inWords(publishedOn)}`})
            </span>
          </label>
        </div>
      ))}
    </div>
  </fieldset>
);

/** Making two concepts of one, below what hangs on it. */
export const SplitPage: FC<Given> = ({
  concept,
  touched,
  has,
  others,
  seen,
  ticked,
  typed = {},
  problems = [],
}) => (
  <Page
    title={`Split “${concept.label}”`}
    problems={problems}
    breadcrumbs={[
      { text: 'Vocabulary', href: '/vocabulary' },
      { text: concept.label, href: `/vocabulary/${concept.id}` },
    ]}
  >
    <h1 class="govuk-heading-l">Split {quoted(concept.label)}</h1>
    <h2 class="govuk-heading-m">What hangs on it</h2>
    <WhatItTouches touched={touched} />
    {has.items.length === 0 ? (
      <InsetText>No publication has it yet: add another concept instead.</InsetText>
    ) : (
      <form method="post" action={`/vocabulary/${concept.id}/split`} novalidate>
        <p class="govuk-body">
          The publications that you tick have the other one instead. Plan entries and saved searches
          have both from then on, so that nothing falls out of them:{' '}
          {counted(touched.entries.count, 'entry', 'entries')} and{' '}
          {counted(touched.searches.count, 'search', 'searches')}.
        </p>
        <input type="hidden" name="seen" value={seen} />
        <TextInput
          name="label"
          label="Name of the other one"
          value={typed.label}
          problem={messageFor(problems, 'label')}
          width="govuk-input--width-20"
        />
        <Select
          name="into"
          label="Or one that is there already"
          prompt="A new one"
          value={typed.into}
          problem={messageFor(problems, 'into')}
          options={others.map(({ id, label }) => ({ value: id, text: label }))}
        />
        <WhichGo {...{ has, ticked, problems }} />
        <div class="button-row">
          <Button>Split</Button>
          <a class="govuk-link" href={`/vocabulary/${concept.id}`}>
            Cancel
          </a>
        </div>
      </form>
    )}
  </Page>
);
