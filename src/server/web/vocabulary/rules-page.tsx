import type { FC } from 'hono/jsx';
import { inWords, londonDay } from '#shared/london.ts';
import { counted, quoted } from '#shared/text/in-words.ts';
import type { ShownRule } from '#shared/vocabulary/rules/change-rules.ts';
import type { EffectOfRule } from '#shared/vocabulary/rules/effect-of-rule.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { TextInput } from '../components/text-input.tsx';
import type { ConceptChoices } from '../publications/themes-and-tags.tsx';

interface Given {
  rules: ShownRule[];
  choices: ConceptChoices[];
  mayChange: boolean;
  /** What the rule that was typed would do; null where none was. */
  effect: EffectOfRule | null;
  typed?: { search?: string | undefined; conceptId?: string | undefined };
  problems?: Problem[];
}

const Effect: FC<{ effect: EffectOfRule }> = ({ effect }) => (
  <section class="panel" id="effect">
    <h2 class="govuk-heading-m">
      When {quoted(effect.search)} is found, suggest {quoted(effect.concept.label)}
    </h2>
    <p class="govuk-body">
      {counted(effect.total, 'publication')} of the library {effect.total === 1 ? 'has' : 'have'}{' '}
      all of its words. Of the newest hundred, {effect.known} have the concept already or were
      suggested it, and {effect.waiting} wait to be judged and would be suggested it.
    </p>
    <ul class="govuk-list govuk-list--bullet">
      {effect.titles.map(({ id, title, has }) => (
        <li>
          <a class="govuk-link" href={`/publications/${id}`}>
            {title}
          </a>
          {has && <span class="quiet"> (has it, or was suggested it)</span>}
        </li>
      ))}
    </ul>
    <form method="post" action="/vocabulary/rules">
      <input type="hidden" name="search" value={effect.search} />
      <input type="hidden" name="conceptId" value={effect.concept.id} />
      <div class="govuk-checkboxes govuk-checkboxes--small govuk-form-group">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id="forWaiting"
            name="forWaiting"
            type="checkbox"
            value="yes"
            checked
          />
          <label class="govuk-label govuk-checkboxes__label" for="forWaiting">
            Suggest it for what waits to be judged too
          </label>
        </div>
      </div>
      <Button>Save the rule</Button>
    </form>
  </section>
);

const Rules: FC<Pick<Given, 'rules' | 'mayChange'>> = ({ rules, mayChange }) => (
  <Table
    caption="Rules"
    isCaptionHidden
    columns={[
      { text: 'When this is found' },
      { text: 'Suggest' },
      { text: 'Added' },
      ...(mayChange ? [{ text: 'Change' }] : []),
    ]}
    rows={rules.map(({ id, search, concept, createdBy, createdAt }) => [
      search,
      <a class="govuk-link" href={`/vocabulary/${concept.id}`}>
        {concept.label}
      </a>,
      [createdBy, inWords(londonDay(createdAt))].filter(Boolean).join(', '),
      ...(mayChange
        ? [
            <form method="post" action={`/vocabulary/rules/${id}/remove`}>
              <button type="submit" class="link-button">
                Remove<span class="govuk-visually-hidden"> the rule {search}</span>
              </button>
            </form>,
          ]
        : []),
    ])}
  />
);

/** Rules that suggest a concept when a search matches; each is shown with its effect before it is saved. */
export const RulesPage: FC<Given> = ({
  rules,
  choices,
  mayChange,
  effect,
  typed = {},
  problems = [],
}) => (
  <Page
    title="Rules for suggestions"
    problems={problems}
    breadcrumbs={[{ text: 'Vocabulary', href: '/vocabulary' }]}
  >
    <h1 class="govuk-heading-l">Rules for suggestions</h1>
    <p class="govuk-body">
      When a publication is recorded that a search finds, a concept is suggested. A person decides,
      as of every suggestion.
    </p>
    {rules.length === 0 ? (
      <p class="govuk-body">There is no rule yet.</p>
    ) : (
      <Rules rules={rules} mayChange={mayChange} />
    )}
    {mayChange && (
      <form method="get" action="/vocabulary/rules" novalidate>
        <h2 class="govuk-heading-m">Add a rule</h2>
        <TextInput
          name="search"
          label="When this is found"
          hint={'As in the search box: hotel, "professional curiosity", type:guidance.'}
          value={typed.search}
          problem={messageFor(problems, 'search')}
        />
        <Select
          name="conceptId"
          label="Suggest"
          prompt="Choose a concept"
          value={typed.conceptId}
          problem={messageFor(problems, 'conceptId')}
          groups={choices.map(({ label, concepts }) => ({
            label,
            options: concepts.map(({ id, label }) => ({ value: id, text: label })),
          }))}
        />
        <Button kind="secondary">See what it would do</Button>
      </form>
    )}
    {effect && <Effect effect={effect} />}
  </Page>
);
