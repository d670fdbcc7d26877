import type { FC } from 'hono/jsx';
import type { LocalWordKind } from '#shared/entities/index.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { ShownConcept, ShownLocalWord } from '#shared/vocabulary/show-vocabulary.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { GrowingList, RowButton } from '../components/growing-list.tsx';
import { Page } from '../components/page.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { TextInput } from '../components/text-input.tsx';

export const kindWords: Record<LocalWordKind, string> = {
  synonym: 'Another name',
  abbreviation: 'Abbreviation',
  retired: 'Older wording',
};

const otherNames = ({ synonyms, abbreviations, local }: ShownConcept) =>
  [...abbreviations, ...synonyms, ...local.map(({ text }) => text)].join(', ');

const Facet: FC<{ label: string; concepts: ShownConcept[] }> = ({ label, concepts }) => (
  <section class="panel">
    <h2 class="govuk-heading-m">{label}</h2>
    <ul class="govuk-list govuk-list--spaced">
      {concepts.map((concept) => (
        <li>
          <a class="govuk-link cell-text" href={`/vocabulary/${concept.id}`}>
            {concept.label}
          </a>
          <span class="cell-more">{otherNames(concept)}</span>
        </li>
      ))}
    </ul>
  </section>
);

/** All concepts with their names. */
export const VocabularyPage: FC<{ concepts: ShownConcept[]; mayChange: boolean }> = ({
  concepts,
  mayChange,
}) => {
  const facets = Map.groupBy(concepts, ({ facetLabel }) => facetLabel);
  return (
    <Page title="Vocabulary">
      <h1 class="govuk-heading-l">Vocabulary</h1>
      <p class="govuk-body">
        A search for one name of a concept finds the others too. Coordinators add local names:
        choose a concept.
      </p>
      <p class="button-row">
        {mayChange && (
          <a class="govuk-link" href="/vocabulary/add">
            Add a concept
          </a>
        )}
        <a class="govuk-link" href="/tags">
          Tags
        </a>
        <a class="govuk-link" href="/vocabulary/rules">
          Rules
        </a>
        <a class="govuk-link" href="/vocabulary/changes">
          What was changed
        </a>
        <a class="govuk-link" href="/area">
          Which area is ours
        </a>
      </p>
      {[...facets].map(([label, some]) => (
        <Facet label={label} concepts={some} />
      ))}
    </Page>
  );
};

/** A local name, with who added it; whoever may change the vocabulary may take it out again. */
const rowOf =
  (concept: ShownConcept, mayChange: boolean) =>
  ({ id, kind, text, addedBy, addedAt }: ShownLocalWord) => [
    text,
    kindWords[kind],
    [addedBy, inWords(londonDay(addedAt))].filter(Boolean).join(', '),
    ...(mayChange
      ? [
          <RowButton
            action={`/vocabulary/${concept.id}/words/${id}/remove`}
            text="Remove"
            of={text}
          />,
        ]
      : []),
  ];

const none = 'None';

/** One concept: its names as shipped, the local ones, and a form to add one. */
export const ConceptPage: FC<{
  concept: ShownConcept;
  mayChange: boolean;
  typed?: { text?: string | undefined; kind?: string | undefined };
  problems?: Problem[];
}> = ({ concept, mayChange, typed = {}, problems = [] }) => (
  <Page
    title={concept.label}
    problems={problems}
    breadcrumbs={[{ text: 'Vocabulary', href: '/vocabulary' }]}
  >
    <span class="govuk-caption-l">{concept.facetLabel}</span>
    <h1 class="govuk-heading-l">{concept.label}</h1>
    {concept.instead && (
      <p class="govuk-body">
        It is part of{' '}
        <a class="govuk-link" href={`/vocabulary/${concept.instead.id}`}>
          {concept.instead.label}
        </a>{' '}
        now.
      </p>
    )}
    {concept.isRetired && !concept.instead && (
      <p class="govuk-body">It is not given or suggested any more.</p>
    )}
    {concept.note && <p class="govuk-body">{concept.note}</p>}
    {mayChange && !concept.instead && (
      <p class="govuk-body no-print">
        <a class="govuk-link" href={`/vocabulary/${concept.id}/change`}>
          Rename, merge, split or retire
        </a>
      </p>
    )}
    <SummaryList
      rows={[
        { key: 'Other names', value: concept.synonyms.join(', ') || none },
        { key: 'Abbreviations', value: concept.abbreviations.join(', ') || none },
        {
          key: 'Older wording, searched for but not used',
          value: concept.retired.join(', ') || none,
        },
      ]}
    />
    <GrowingList
      caption="Local names"
      isCaptionShown
      columns={[
        { text: 'Name' },
        { text: 'Kind' },
        { text: 'Added' },
        ...(mayChange ? [{ text: 'Change' }] : []),
      ]}
      rows={concept.local.map(rowOf(concept, mayChange))}
      none="No local names have been added."
      add={
        mayChange
          ? {
              title: 'Add a local name',
              action: `/vocabulary/${concept.id}/words`,
              button: <Button>Add</Button>,
            }
          : undefined
      }
    >
      <TextInput
        name="text"
        label="Words"
        hint="What people here say or write for it: the name of a local panel, tool or team, for example."
        value={typed.text}
        problem={messageFor(problems, 'text')}
        width="govuk-input--width-30"
      />
      <Radios
        name="kind"
        label="What they are"
        value={typed.kind ?? 'synonym'}
        problem={messageFor(problems, 'kind')}
        items={[
          { value: 'synonym', text: kindWords.synonym, hint: 'It means the same.' },
          { value: 'abbreviation', text: kindWords.abbreviation, hint: 'In capitals.' },
          {
            value: 'retired',
            text: kindWords.retired,
            hint: 'Found in older documents; searched for, and announced as older wording.',
          },
        ]}
      />
    </GrowingList>
  </Page>
);
