import type { FC } from 'hono/jsx';
import { answers } from '#shared/entities/index.ts';
import { alongInWords, answerWords, nothingAnswers } from '#shared/plans/matches/match-words.ts';
import type { ShownLine, ShownSuggestion } from '#shared/plans/matches/show-match.ts';
import { voicesInWords } from '#shared/text/bearing/in-words.ts';
import { listed, quoted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Tag, type TagColour } from '../../components/messages.tsx';
import { TextInput } from '../../components/text-input.tsx';

const colours: Record<NonNullable<ShownLine['answer']>, TagColour> = {
  accepted: 'green',
  part: 'yellow',
  gap: 'red',
  'new entry': 'purple',
  'not for us': 'grey',
};

/** What a button does, in the words of who presses it. */
const verbs: Record<NonNullable<ShownLine['answer']>, string> = {
  accepted: 'Answered by these',
  part: 'In part by these',
  gap: 'A gap',
  'new entry': 'Needs a new entry',
  'not for us': 'Not for us',
};

const whyOf = ({ words, voices, strength }: ShownSuggestion) =>
  [
    words.length > 0 &&
      `${strength === 'strong' ? 'Because of' : 'Perhaps, because of'} ${listed(words.map(quoted))}.`,
    voicesInWords(voices),
  ]
    .filter(Boolean)
    .join(' ');

const EntryName: FC<{ entry: ShownSuggestion['entry'] }> = ({ entry }) => (
  <>
    <a class="govuk-link" href={`/entries/${entry.entryId}`}>
      {entry.ref}
    </a>{' '}
    {entry.text} <span class="quiet">({alongInWords(entry)})</span>
  </>
);

/** The entries that may answer a line, and why. */
const Suggested: FC<{ line: ShownLine }> = ({ line: { suggested } }) =>
  suggested.length === 0 ? (
    <p class="govuk-body">
      <strong>{nothingAnswers}</strong>
    </p>
  ) : (
    <ul class="govuk-list match-entries">
      {suggested.map((one) => (
        <li>
          <EntryName entry={one.entry} />
          <span class="suggestion-cause">{whyOf(one)}</span>
        </li>
      ))}
    </ul>
  );

/** The answer to a line: the entries that were suggested are ticked, others named by their references. */
const AnswerForm: FC<{
  matchId: number;
  line: ShownLine;
  typed: Record<string, string>;
  problems: Problem[];
}> = ({ matchId, line, typed, problems }) => (
  <form method="post" action={`/matches/${matchId}/lines/${line.id}`} novalidate>
    {line.suggested.length > 0 && (
      <fieldset class="govuk-fieldset match-choices">
        <legend class="govuk-fieldset__legend govuk-body-s">
          Entries that answer {line.number}
        </legend>
        <div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">
          {line.suggested.map(({ entry }, at) => (
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                name="entry"
                id={`entry-${line.id}-${entry.entryId}`}
                value={entry.entryId}
                checked={
                  line.answer ? line.entries.some((one) => one.entryId === entry.entryId) : at === 0
                }
              />
              <label
                class="govuk-label govuk-checkboxes__label"
                for={`entry-${line.id}-${entry.entryId}`}
              >
                {entry.ref}
                <span class="govuk-visually-hidden"> {entry.text}</span>
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    )}
    <TextInput
      name="refs"
      id={`refs-${line.id}`}
      label="Other entries, by their references (optional)"
      value={typed.refs}
      problem={messageFor(problems, 'entries') ?? messageFor(problems, 'refs')}
      width="govuk-input--width-20"
    />
    <TextInput
      name="reason"
      id={`reason-${line.id}`}
      label="Reason"
      hint="Needed unless it is answered. Nothing about a child or a case."
      value={typed.reason ?? line.reason}
      problem={messageFor(problems, 'reason')}
    />
    <div class="button-row">
      {answers.map((answer) => (
        <button
          type="submit"
          name="answer"
          value={answer}
          class="govuk-button govuk-button--secondary"
          data-module="govuk-button"
        >
          {verbs[answer]}
          <span class="govuk-visually-hidden">: {line.number}</span>
        </button>
      ))}
    </div>
  </form>
);

const Said: FC<{ line: ShownLine }> = ({ line }) =>
  line.answer ? (
    <>
      <p class="govuk-body">
        <Tag colour={colours[line.answer]}>{answerWords[line.answer]}</Tag>
        {line.isCarried && <span class="quiet"> As last time; look whether it still holds.</span>}
      </p>
      {line.entries.length > 0 && (
        <ul class="govuk-list match-entries">
          {line.entries.map((entry) => (
            <li>
              <EntryName entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {line.reason && <p class="govuk-body">{line.reason}</p>}
    </>
  ) : (
    <Suggested line={line} />
  );

/** One recommendation of the list, with what may answer it or what was said of it. */
export const MatchLineCard: FC<{
  matchId: number;
  line: ShownLine;
  mayAnswer: boolean;
  typed?: Record<string, string>;
  problems?: Problem[];
}> = ({ matchId, line, mayAnswer, typed = {}, problems = [] }) => (
  <li class="match-line" id={`line-${line.id}`}>
    <h3 class="govuk-heading-s">{line.number}</h3>
    <p class="govuk-body">{line.text}</p>
    {line.changes.length > 0 && (
      <ul class="govuk-list govuk-list--bullet match-changes">
        {line.changes.map((change) => (
          <li>{change}</li>
        ))}
      </ul>
    )}
    <Said line={line} />
    {mayAnswer && (
      <details class="govuk-details" open={problems.length > 0}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            {line.answer ? 'Change the answer' : 'Answer'}
            <span class="govuk-visually-hidden"> to {line.number}</span>
          </span>
        </summary>
        <div class="govuk-details__text">
          <AnswerForm matchId={matchId} line={line} typed={typed} problems={problems} />
        </div>
      </details>
    )}
    {mayAnswer && line.answer && (
      <form method="post" action={`/matches/${matchId}/lines/${line.id}`}>
        <input type="hidden" name="answer" value="none" />
        <button type="submit" class="link-button">
          Take back<span class="govuk-visually-hidden"> the answer to {line.number}</span>
        </button>
      </form>
    )}
  </li>
);
