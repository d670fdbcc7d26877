import type { FC } from 'hono/jsx';
import { inWords } from '#shared/london.ts';
import type { EntryView } from '#shared/plans/entries/show-entry.ts';
import type { ShownFigure } from '#shared/plans/records/show-records.ts';
import { Details, Tag } from '../../components/messages.tsx';
import { Table } from '../../components/table.tsx';
import { SaidBy } from '../said-by.tsx';

const withUnit = (words: string | undefined, unit: string) =>
  words === undefined ? 'Not set' : `${words}${unit && words ? ` ${unit}` : ''}`;

const Figure: FC<{ entryId: number; figure: ShownFigure; mayNote: boolean }> = ({
  entryId,
  figure,
  mayNote,
}) => {
  const { name, unit, baseline, target, values, progress, isEnded } = figure;
  const [newest] = values;
  return (
    <li class="linked">
      <p class="govuk-body">
        <strong>{name}</strong>:{' '}
        {newest ? withUnit(newest.value.words, target ? '' : unit) : 'no value yet'}
        {target && `${newest ? ' of' : ', target'} ${withUnit(target.words, unit)}`}
        {progress !== null && ` (${progress}% of the way)`}
        {isEnded && ' – no longer measured'}
      </p>
      {baseline && <p class="govuk-body-s quiet">It began at {withUnit(baseline.words, unit)}.</p>}
      {values.length > 0 && (
        <Details summary={`Values (${values.length})`}>
          <Table
            caption={`Values of ${name}`}
            isCaptionHidden
            columns={[{ text: 'Day' }, { text: 'Value', isNumeric: true }, { text: 'Said' }]}
            rows={values.map(({ on, value, words, by, at }) => [
              on ? inWords(on) : 'Not set',
              value.words,
              <>
                {words && <span class="cell-text">{words}</span>}
                <SaidBy by={by} at={at} />
              </>,
            ])}
          />
        </Details>
      )}
      {mayNote && (
        <p class="govuk-body-s button-row">
          {!isEnded && (
            <a class="govuk-link" href={`/entries/${entryId}/figures/${figure.id}/value`}>
              Note a value<span class="govuk-visually-hidden"> of {name}</span>
            </a>
          )}
          <a class="govuk-link" href={`/entries/${entryId}/figures/${figure.id}`}>
            Change<span class="govuk-visually-hidden"> the figure {name}</span>
          </a>
        </p>
      )}
    </li>
  );
};

/** Success measures that are numbers, from which progress is seen and not only a colour. */
export const FiguresSection: FC<{ view: EntryView; mayNote: boolean }> = ({ view, mayNote }) => (
  <section class="panel" id="figures">
    <h2 class="govuk-heading-m">Figures</h2>
    {view.records.figures.length === 0 ? (
      <p class="govuk-body">Nothing is measured yet.</p>
    ) : (
      <ul class="govuk-list">
        {view.records.figures.map((figure) => (
          <Figure entryId={view.entry.id} figure={figure} mayNote={mayNote} />
        ))}
      </ul>
    )}
    {mayNote && (
      <p class="govuk-body">
        <a class="govuk-link" href={`/entries/${view.entry.id}/figures/add`}>
          Add a figure
        </a>
      </p>
    )}
  </section>
);

/** What others say: never one tick with what the owners say. */
export const ConfirmationSection: FC<{ view: EntryView; mayConfirm: boolean }> = ({
  view,
  mayConfirm,
}) => (
  <section class="panel" id="confirmation">
    <h2 class="govuk-heading-m">Confirmation: what others say</h2>
    {view.records.confirmations.length === 0 ? (
      <p class="govuk-body">Nobody outside has been asked yet.</p>
    ) : (
      <ul class="govuk-list">
        {view.records.confirmations.map(({ confirmer, stance, words, by, at, on }) => (
          <li class="linked">
            <p class="govuk-body">
              <Tag
                colour={stance === 'agreed' ? 'green' : stance === 'not agreed' ? 'orange' : 'grey'}
              >
                {stance}
              </Tag>{' '}
              {confirmer}
            </p>
            {words && <p class="govuk-body">{words}</p>}
            <p class="govuk-body-s">
              <SaidBy by={by} at={at} on={on} />
            </p>
          </li>
        ))}
      </ul>
    )}
    {mayConfirm && (
      <p class="govuk-body">
        <a class="govuk-link" href={`/entries/${view.entry.id}/confirm`}>
          Record what others say
        </a>
      </p>
    )}
  </section>
);

/** Dates that moved, and what was found when it was looked at again. */
export const DatesSection: FC<{ view: EntryView }> = ({ view: { records } }) => (
  <>
    {records.extensions.length > 0 && (
      <Details summary={`How the date moved (${records.extensions.length})`}>
        <ul class="govuk-list">
          {records.extensions.map(({ from, to, isLater, words, by, at }) => (
            <li class="linked">
              <p class="govuk-body">
                {isLater ? 'Put off' : 'Brought forward'} from {inWords(from)} to {inWords(to)}.{' '}
                {words}
              </p>
              <p class="govuk-body-s">
                <SaidBy by={by} at={at} />
              </p>
            </li>
          ))}
        </ul>
      </Details>
    )}
    {records.rechecks.length > 0 && (
      <Details summary={`Looked at again (${records.rechecks.length})`} isOpen>
        <ul class="govuk-list">
          {records.rechecks.map((one) => (
            <li class="linked">
              <p class="govuk-body">
                Made a difference: {one.madeDifference}. Kept up: {one.isKeptUp}.
              </p>
              <p class="govuk-body">{one.words}</p>
              {one.unintended && (
                <p class="govuk-body">Effects that nobody intended: {one.unintended}</p>
              )}
              <p class="govuk-body-s">
                <SaidBy by={one.by} at={one.at} on={one.on} />
              </p>
            </li>
          ))}
        </ul>
      </Details>
    )}
  </>
);
