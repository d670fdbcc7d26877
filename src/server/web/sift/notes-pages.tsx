import type { FC } from 'hono/jsx';
import { addDays, instantInWords, inWords, type Week, weekOf } from '#shared/london.ts';
import type { ShownCriteria } from '#shared/sift/criteria.ts';
import type { ShownMinutes } from '#shared/sift/minutes.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';

const crumbs = [{ text: 'Sift', href: '/sift' }];

interface Again {
  problems?: Problem[];
  typed?: Record<string, string>;
}

/** The sub-group's own criteria, with every earlier wording. */
export const CriteriaPage: FC<{ history: ShownCriteria[]; seen: string } & Again> = ({
  history,
  seen,
  problems = [],
  typed,
}) => {
  const [now, ...before] = history;
  return (
    <Page title="What we keep" breadcrumbs={crumbs} problems={problems}>
      <h1 class="govuk-heading-l">What we keep</h1>
      <p class="govuk-body">
        The sub-group’s criteria, in its own words. They stand beside each publication in the sift.
      </p>
      <form method="post" action="/sift/criteria" novalidate>
        <input type="hidden" name="seen" value={typed?.seen ?? seen} />
        <Textarea
          name="text"
          label="Criteria"
          rows={8}
          value={typed?.text ?? now?.text}
          problem={messageFor(problems, 'text')}
        />
        <Button>Save</Button>
      </form>
      {now && (
        <p class="govuk-body-s">
          Written by {now.by ?? 'somebody who has left'} on {instantInWords(now.at)}.
        </p>
      )}
      <h2 class="govuk-heading-m">What it said before</h2>
      {before.length === 0 ? (
        <InsetText>There is no earlier wording.</InsetText>
      ) : (
        before.map(({ text, by, at }) => (
          <section class="panel">
            <h3 class="govuk-heading-s">
              {by ?? 'Somebody who has left'}, {instantInWords(at)}
            </h3>
            <p class="govuk-body sift-criteria-text">{text || 'Nothing.'}</p>
          </section>
        ))
      )}
    </Page>
  );
};

/** Weeks that can be noted: this one, and some before it. */
const weeksBack = 26;

const weekInWords = ({ endsOn }: Pick<Week, 'endsOn'>) => `Week to ${inWords(endsOn)}`;

/** How long sifts took, as somebody noted it. */
export const MinutesPage: FC<{ notes: ShownMinutes[]; thisWeek: Week } & Again> = ({
  notes,
  thisWeek,
  problems = [],
  typed = {},
}) => (
  <Page title="Minutes of the sift" breadcrumbs={crumbs} problems={problems}>
    <h1 class="govuk-heading-l">Minutes of the sift</h1>
    <p class="govuk-body">
      How long a week’s sift took you, if you want to say. Nothing is timed. The method statement of
      the quarter adds the minutes up.
    </p>
    <form method="post" action="/sift/minutes" novalidate>
      <Select
        name="week"
        label="Week"
        value={typed.week ?? thisWeek.week}
        problem={messageFor(problems, 'week')}
        options={Array.from({ length: weeksBack }, (_, back) => {
          const week = weekOf(addDays(thisWeek.startsOn, -7 * back));
          return { value: week.week, text: weekInWords(week) };
        })}
      />
      <TextInput
        name="minutes"
        label="Minutes"
        hint="Of yours, all sittings of the week together. Noted again, it is corrected."
        inputmode="numeric"
        width="govuk-input--width-4"
        value={typed.minutes}
        problem={messageFor(problems, 'minutes')}
      />
      <Button>Note it</Button>
    </form>
    {notes.length === 0 ? (
      <InsetText>Nothing is noted yet.</InsetText>
    ) : (
      <Table
        caption="Minutes that were noted"
        columns={[
          { text: 'Week' },
          { text: 'Minutes', isNumeric: true },
          { text: 'By' },
          { text: 'Change' },
        ]}
        rows={notes.map((note) => [
          weekInWords(note),
          String(note.minutes),
          note.by ?? 'Somebody who has left',
          <form method="post" action={`/sift/minutes/${note.id}/remove`}>
            <button type="submit" class="link-button">
              Remove
              <span class="govuk-visually-hidden">
                {' '}
                the {note.minutes} minutes of the {weekInWords(note).toLowerCase()}
              </span>
            </button>
          </form>,
        ])}
      />
    )}
  </Page>
);
