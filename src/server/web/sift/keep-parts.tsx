import type { FC } from 'hono/jsx';
import { inWords } from '#shared/london.ts';
import type { SiftItem } from '#shared/sift/show-sift.ts';
import { listed, quoted } from '#shared/text/in-words.ts';
import { messageFor } from '../../request/forms.ts';
import { Details } from '../components/messages.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';
import { type Deciding, Key, listIn, textIn } from './deciding.tsx';

const Tick: FC<{
  id: string;
  name: string;
  value: string;
  label: string;
  cause?: string | undefined;
  isChecked: boolean;
  shortcut?: string;
}> = ({ id, name, value, label, cause, isChecked, shortcut }) => (
  <div class="govuk-checkboxes__item">
    <input
      class="govuk-checkboxes__input"
      type="checkbox"
      id={id}
      name={name}
      value={value}
      checked={isChecked}
      aria-describedby={cause ? `${id}-cause` : undefined}
    />
    <label class="govuk-label govuk-checkboxes__label" for={id}>
      {label}
      {shortcut && <Key>{shortcut}</Key>}
    </label>
    {cause && (
      <div class="govuk-hint govuk-checkboxes__hint sift-cause" id={`${id}-cause`}>
        {cause}
      </div>
    )}
  </div>
);

const causeOf = ({ words, strength, page }: SiftItem['suggestions'][number]) =>
  words.length === 0
    ? 'Suggested by a rule'
    : `${strength === 'strong' ? 'Because of' : 'Perhaps, because of'} ${words.map(quoted).join(', ')}${page === null ? '' : ` on page ${page}`}`;

/** Suggested themes as ticks, all of them at once, and any other of the vocabulary. */
export const Themes: FC<{ given: Deciding }> = ({ given: { item, choices, typed } }) => {
  const suggested = item.suggestions.filter(({ concept }) => concept);
  const ticked = listIn(typed, 'suggestionIds') ?? [];
  return (
    <fieldset class="govuk-fieldset sift-part">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Themes</legend>
      {item.concepts.length > 0 && (
        <p class="govuk-body-s">It has {listed(item.concepts.map(({ label }) => label))}.</p>
      )}
      {suggested.length === 0 ? (
        <p class="govuk-body-s">Nothing is suggested.</p>
      ) : (
        <div class="govuk-checkboxes govuk-checkboxes--small sift-themes">
          {suggested.length > 1 && (
            <Tick
              id="allThemes"
              name="allThemes"
              value="yes"
              label={`All ${suggested.length} that are suggested`}
              isChecked={textIn(typed, 'allThemes') !== undefined}
              shortcut="A"
            />
          )}
          {suggested.map((suggestion) => (
            <>
              <input type="hidden" name="shownIds" value={String(suggestion.id)} />
              <Tick
                id={`suggestion-${suggestion.id}`}
                name="suggestionIds"
                value={String(suggestion.id)}
                label={suggestion.concept?.label ?? ''}
                cause={causeOf(suggestion)}
                isChecked={ticked.includes(String(suggestion.id))}
              />
            </>
          ))}
        </div>
      )}
      <Details summary="Another theme" isOpen={!!textIn(typed, 'conceptId')}>
        <Select
          name="conceptId"
          label="Theme"
          prompt="None"
          value={textIn(typed, 'conceptId')}
          groups={choices.themes.map(({ label, concepts }) => ({
            label,
            options: concepts.map(({ id, label }) => ({ value: id, text: label })),
          }))}
        />
      </Details>
    </fieldset>
  );
};

const shortened = (text: string) => (text.length > 90 ? `${text.slice(0, 87)}…` : text);

/** The words that a link relies on: a sentence of the best passages, or any others. */
export const Quotation: FC<{ given: Deciding }> = ({ given: { item, typed, problems } }) => {
  const fit = item.passages.filter(({ quote }) => quote !== null);
  return (
    <>
      {fit.length > 0 && (
        <Select
          name="quoteFrom"
          label="Quotation"
          prompt="None"
          value={textIn(typed, 'quoteFrom')}
          problem={messageFor(problems, 'quoteFrom')}
          options={fit.map(({ quote, page, documentId }) => ({
            value: JSON.stringify({ quote, page, documentId }),
            text: `${page === null ? '' : `Page ${page}: `}${quoted(shortened(quote ?? ''))}`,
          }))}
        />
      )}
      <Details
        summary="Quote other words"
        isOpen={!!textIn(typed, 'quote') || messageFor(problems, 'quote') !== undefined}
      >
        <input type="hidden" name="documentId" value={textIn(typed, 'documentId') ?? ''} />
        <Textarea
          name="quote"
          label="The words"
          hint="Exactly as they stand there: they are looked up in the text that was read."
          rows={2}
          isProse={false}
          value={textIn(typed, 'quote')}
          problem={messageFor(problems, 'quote')}
        />
        <TextInput
          name="quotePage"
          label="Page (optional)"
          inputmode="numeric"
          width="govuk-input--width-4"
          value={textIn(typed, 'quotePage')}
          problem={messageFor(problems, 'quotePage') ?? messageFor(problems, 'page')}
        />
      </Details>
    </>
  );
};

/** Type, region and date, to be corrected. */
export const Facts: FC<{ given: Deciding }> = ({ given: { item, choices, typed, problems } }) => {
  const optionsOf = (concepts: { id: string; label: string }[]) =>
    concepts.map(({ id, label }) => ({ value: id, text: label }));
  const said = [
    item.type?.label ?? 'no type',
    item.region?.label ?? 'no region',
    item.publishedOn ? inWords(item.publishedOn) : 'no date',
  ];
  return (
    <Details
      summary={`Correct ${said.join(', ')}`}
      isOpen={['type', 'region', 'publishedOn'].some((name) => messageFor(problems, name))}
    >
      <Select
        name="type"
        label="Type"
        prompt="Not said"
        options={optionsOf(choices.types)}
        value={textIn(typed, 'type') ?? item.type?.id}
        problem={messageFor(problems, 'type')}
      />
      <Select
        name="region"
        label="Region"
        prompt="Not said"
        options={optionsOf(choices.regions)}
        value={textIn(typed, 'region') ?? item.region?.id}
        problem={messageFor(problems, 'region')}
      />
      <TextInput
        name="publishedOn"
        label="Date"
        hint="Like 12/11/2026. Empty: nobody says."
        width="govuk-input--width-10"
        value={textIn(typed, 'publishedOn') ?? item.publishedOn}
        problem={messageFor(problems, 'publishedOn')}
      />
    </Details>
  );
};
