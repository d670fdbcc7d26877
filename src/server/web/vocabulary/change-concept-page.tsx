import type { FC } from 'hono/jsx';
import { quoted } from '#shared/text/in-words.ts';
import type { ShownConcept } from '#shared/vocabulary/show-vocabulary.ts';
import type { Touched } from '#shared/vocabulary/touched-by.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { WhatItTouches } from './what-it-touches.tsx';

/** Renaming, merging and retiring one concept, below what each touches. */
export const ChangeConceptPage: FC<{
  concept: ShownConcept;
  touched: Touched;
  /** Others of its kind that are in use. */
  others: { id: string; label: string }[];
  isFact: boolean;
  /** How it stood when this was shown. */
  seen: string;
  typed?: { label?: string | undefined; into?: string | undefined };
  problems?: Problem[];
}> = ({ concept, touched, others, isFact, seen, typed = {}, problems = [] }) => (
  <Page
    title={`Change “${concept.label}”`}
    problems={problems}
    breadcrumbs={[
      { text: 'Vocabulary', href: '/vocabulary' },
      { text: concept.label, href: `/vocabulary/${concept.id}` },
    ]}
  >
    <h1 class="govuk-heading-l">Change {quoted(concept.label)}</h1>
    <h2 class="govuk-heading-m">What hangs on it</h2>
    <WhatItTouches touched={touched} />
    <section class="panel">
      <h2 class="govuk-heading-m">Call it otherwise</h2>
      <p class="govuk-body">
        All of these keep it under its new name. The name of before is searched for as ever.
      </p>
      <form method="post" action={`/vocabulary/${concept.id}/rename`} novalidate>
        <input type="hidden" name="seen" value={seen} />
        <TextInput
          name="label"
          label="New name"
          value={typed.label ?? concept.label}
          problem={messageFor(problems, 'label')}
          width="govuk-input--width-20"
        />
        <Button kind="secondary">Rename</Button>
      </form>
    </section>
    {isFact ? (
      <InsetText>Types and regions are facts: they are neither merged nor retired.</InsetText>
    ) : (
      <>
        <section class="panel">
          <h2 class="govuk-heading-m">Make it part of another</h2>
          <p class="govuk-body">
            All of these have the other one instead, and its names mean the other one.
          </p>
          <form method="post" action={`/vocabulary/${concept.id}/merge`} novalidate>
            <input type="hidden" name="seen" value={seen} />
            <Select
              name="into"
              label="Which one"
              prompt="Choose a concept"
              value={typed.into}
              problem={messageFor(problems, 'into')}
              options={others.map(({ id, label }) => ({ value: id, text: label }))}
            />
            <Button kind="secondary">Merge</Button>
          </form>
        </section>
        <section class="panel">
          <h2 class="govuk-heading-m">Make two of it</h2>
          <p class="govuk-body">
            <a class="govuk-link" href={`/vocabulary/${concept.id}/split`}>
              Choose which of its publications have another one instead
            </a>
          </p>
        </section>
        {!concept.isRetired && (
          <section class="panel">
            <h2 class="govuk-heading-m">Use it no more</h2>
            <p class="govuk-body">
              What has it keeps it, and it is searched for as ever; it is neither given nor
              suggested any more, and its open suggestions are closed.
            </p>
            <form method="post" action={`/vocabulary/${concept.id}/retire`}>
              <input type="hidden" name="seen" value={seen} />
              <Button kind="secondary">Retire</Button>
            </form>
          </section>
        )}
      </>
    )}
  </Page>
);
