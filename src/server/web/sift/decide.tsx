import type { FC } from 'hono/jsx';
import { bearings, setAsideReasons } from '#shared/entities/index.ts';
import { personalDataHint } from '#shared/notices.ts';
import { messageFor } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/messages.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { bearingLabels, reasonLabels } from '../publications/wording.ts';
import { type Deciding, Key, textIn } from './deciding.tsx';
import { Facts, Quotation, Themes } from './keep-parts.tsx';

const Hidden: FC<{ given: Deciding }> = ({ given: { item, place, next, typed } }) => (
  <>
    <input type="hidden" name="seen" value={textIn(typed, 'seen') ?? item.seen} />
    <input type="hidden" name="part" value={place.part} />
    <input type="hidden" name="list" value={place.list} />
    {place.page !== undefined && <input type="hidden" name="page" value={String(place.page)} />}
    {next !== null && <input type="hidden" name="next" value={String(next)} />}
  </>
);

const shortened = (text: string) => (text.length > 110 ? `${text.slice(0, 107)}…` : text);

/** Suggested entries first, and only there; then all others, plan by plan. */
function entryGroups({ item, choices }: Deciding) {
  const suggested = item.suggestions.flatMap(({ entry, words }) =>
    entry ? [{ ...entry, words }] : [],
  );
  const first = suggested.map(({ id, ref, text, words }) => ({
    value: String(id),
    text: `${ref} ${shortened(text)}${words.length > 0 ? ` (${words.join(', ')})` : ''}`,
  }));
  const known = new Set(suggested.map(({ id }) => id));
  const others = Map.groupBy(
    choices.entries.filter(({ id }) => !known.has(id)),
    ({ plan }) => plan,
  );
  const byPlan = [...others].map(([label, entries]) => ({
    label,
    options: entries.map(({ id, ref, text }) => ({
      value: String(id),
      text: `${ref} ${shortened(text)}`,
    })),
  }));
  return first.length > 0 ? [{ label: 'Suggested', options: first }, ...byPlan] : byPlan;
}

const bearingKeys = { supports: 'S', challenges: 'C', updates: 'U', example: 'E', gap: 'G' };

const Bearing: FC<{ given: Deciding }> = ({ given }) => {
  const { item, typed, problems } = given;
  const chosen = textIn(typed, 'bearing') ?? '';
  const first = item.suggestions.find(({ entry }) => entry)?.entry;
  const linked = item.links.map(({ ref, bearing }) => `${ref} (${bearingLabels[bearing]})`);
  return (
    <fieldset class="govuk-fieldset sift-part">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
        Bearing on a plan entry
      </legend>
      {linked.length > 0 && <p class="govuk-body-s">Linked already to {linked.join(', ')}.</p>}
      <Select
        name="entryId"
        label="Entry"
        prompt="Choose an entry"
        value={textIn(typed, 'entryId') ?? (first ? String(first.id) : '')}
        problem={messageFor(problems, 'entryId')}
        groups={entryGroups(given)}
      />
      <div class="govuk-radios govuk-radios--small govuk-radios--inline sift-bearings">
        {[
          { value: '', text: 'No link' },
          ...bearings.map((value) => ({ value, text: bearingLabels[value] })),
        ].map(({ value, text }) => (
          <div class="govuk-radios__item">
            <input
              class="govuk-radios__input"
              id={`bearing-${value || 'none'}`}
              type="radio"
              name="bearing"
              value={value}
              checked={chosen === value}
            />
            <label class="govuk-label govuk-radios__label" for={`bearing-${value || 'none'}`}>
              {text}
              {value !== '' && <Key>{bearingKeys[value as keyof typeof bearingKeys]}</Key>}
            </label>
          </div>
        ))}
      </div>
      <TextInput
        name="rationale"
        label="Why it bears on it"
        hint="Left empty, what this means here stands for it."
        value={textIn(typed, 'rationale')}
        problem={messageFor(problems, 'rationale')}
      />
      <Quotation given={given} />
    </fieldset>
  );
};

/** Everything that is kept at once. */
const Keep: FC<{ given: Deciding }> = ({ given }) => {
  const { item, typed, problems } = given;
  return (
    <form method="post" action={`/sift/${item.id}/keep`} id="keep" novalidate>
      <Hidden given={given} />
      <Themes given={given} />
      <TextInput
        name="meaning"
        label="What this means here"
        hint="One line. The digest carries it."
        value={textIn(typed, 'meaning') ?? item.assessment?.meaning}
        problem={messageFor(problems, 'meaning')}
      />
      <Bearing given={given} />
      <Facts given={given} />
      <Button>
        Keep and next <Key>K</Key>
      </Button>
    </form>
  );
};

const SetAside: FC<{ given: Deciding }> = ({ given }) => (
  <form
    method="post"
    action={`/sift/${given.item.id}/set-aside`}
    class="sift-part"
    id="set-aside"
    novalidate
  >
    <h3 class="govuk-heading-s">Set aside, because it is</h3>
    <Hidden given={given} />
    {/* Enter in the note chooses no reason: the first button is what it would press. */}
    <button type="submit" disabled hidden />
    {messageFor(given.problems, 'reason') && (
      <p class="govuk-error-message" id="reason">
        {messageFor(given.problems, 'reason')}
      </p>
    )}
    <div class="button-row sift-reasons">
      {setAsideReasons.map((reason, at) => (
        <button
          type="submit"
          class="govuk-button govuk-button--secondary"
          name="reason"
          value={reason}
        >
          {reasonLabels[reason]} <Key>{at + 1}</Key>
        </button>
      ))}
    </div>
    <TextInput
      name="note"
      label="Note (optional)"
      value={textIn(given.typed, 'note')}
      problem={messageFor(given.problems, 'note')}
    />
  </form>
);

const Later: FC<{ given: Deciding }> = ({ given }) => (
  <form method="post" action={`/sift/${given.item.id}/later`} id="later" novalidate>
    <Hidden given={given} />
    <TextInput
      name="why"
      label="Why later"
      hint="It comes back first in next week’s sift, with who put it off and why."
      value={textIn(given.typed, 'why')}
      problem={messageFor(given.problems, 'why')}
    />
    <Button kind="secondary">Later</Button>
  </form>
);

const Assign: FC<{ given: Deciding }> = ({ given }) => (
  <form method="post" action={`/sift/${given.item.id}/assign`} id="assign" novalidate>
    <Hidden given={given} />
    <Select
      name="to"
      label="Who is to look at it"
      prompt="Choose a person"
      options={given.choices.people.map(({ id, name }) => ({ value: String(id), text: name }))}
      value={textIn(given.typed, 'to')}
      problem={messageFor(given.problems, 'to')}
    />
    <TextInput
      name="assignNote"
      label="What to look for (optional)"
      value={textIn(given.typed, 'assignNote')}
      problem={messageFor(given.problems, 'assignNote')}
    />
    <Button kind="secondary">Assign</Button>
  </form>
);

/** All that may be decided of the publication that is read. */
export const Decide: FC<{ given: Deciding }> = ({ given }) => {
  const { typed } = given;
  const isOpen = (name: string) => textIn(typed, name) !== undefined;
  return (
    <section class="panel sift-decide" aria-label="Decide">
      <p class="govuk-body-s quiet">{personalDataHint}</p>
      <Keep given={given} />
      <SetAside given={given} />
      <Details summary="Later" isOpen={isOpen('why')}>
        <Later given={given} />
      </Details>
      <Details summary="Assign to somebody" isOpen={isOpen('to')}>
        <Assign given={given} />
      </Details>
    </section>
  );
};
