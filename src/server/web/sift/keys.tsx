import type { FC } from 'hono/jsx';

/** Every key of the sift: what the script listens to, in the order in which it is needed. */
export const siftKeys = [
  ['A', 'accept all suggested themes, or none'],
  ['M', 'write what this means here'],
  ['S C U E G', 'it supports, challenges, updates, is an example for, or shows a gap in the entry'],
  ['F', 'choose the entry'],
  ['Q', 'quote a sentence of the best passages; again: the next one'],
  ['K', 'keep and next; Enter in a line does the same'],
  ['1 to 5', 'set aside, with the reason of that number'],
  ['N', 'write a note for setting aside'],
  ['L', 'put off until the next sift: write why'],
  ['H', 'hand to somebody: choose whom'],
  ['T', 'correct type, region and date'],
  ['J', 'the next, without judging'],
  ['B', 'the one before'],
  ['X', 'tick it, to judge several together'],
  ['Z', 'undo what was decided last'],
  ['Esc', 'leave a box, so that keys are heard again'],
] as const;

/** The keys, and the way to switch them off (WCAG 2.1.4). Shown where scripts run. */
export const Keys: FC = () => (
  <details class="govuk-details sift-keys" id="keys" hidden>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">Keys</span>
    </summary>
    <div class="govuk-details__text">
      <div class="govuk-checkboxes govuk-checkboxes--small">
        <div class="govuk-checkboxes__item">
          <input class="govuk-checkboxes__input" type="checkbox" id="keys-on" checked />
          <label class="govuk-label govuk-checkboxes__label" for="keys-on">
            Single keys work
          </label>
        </div>
      </div>
      <dl class="sift-key-list">
        {siftKeys.map(([key, what]) => (
          <div>
            <dt>{key.split(' ').map((one) => (one === 'to' ? ' to ' : <kbd>{one}</kbd>))}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="govuk-body-s">They are heard while you are in no box or list.</p>
    </div>
  </details>
);
