import type { FC } from 'hono/jsx';
import { mentionWays } from '#shared/entities/index.ts';
import { standingInWords } from '#shared/entities/standing.ts';
import type { ListedItem } from '#shared/sources/missed/list-lines.ts';
import type { ShownCompared } from '#shared/sources/missed/show-missed.ts';
import { wayWords } from '#shared/sources/missed/words.ts';
import { counted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { ErrorMessage } from '../components/form-group.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';
import { VerdictTag } from './verdict-tag.tsx';

const crumbs = [
  { text: 'Sources', href: '/sources' },
  { text: 'What did the scan miss?', href: '/sources/missed' },
];

/** What was typed, to be shown again. */
export interface TypedList {
  way?: string | undefined;
  origin?: string | undefined;
  reachedOn?: string | undefined;
  text?: string | undefined;
}

/** A list as it stands in a newsletter, in minutes, or with another area. */
export const PasteListPage: FC<{ today: string; typed?: TypedList; problems?: Problem[] }> = ({
  today,
  typed = {},
  problems = [],
}) => (
  <Page title="Paste a list to compare" problems={problems} breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Paste a list to compare</h1>
    <p class="govuk-body">
      Each publication in it is compared with what the scan had. Nothing of it is fetched or added
      to the library by this.
    </p>
    <form method="post" action="/sources/missed/check" novalidate>
      <Textarea
        name="text"
        label="The list"
        hint="As it stands there: titles, addresses or both, one below the other, or a table with headings. You see what was understood before it counts."
        value={typed.text}
        problem={messageFor(problems, 'text')}
        rows={10}
        isProse={false}
      />
      <Radios
        name="way"
        label="Where it stood"
        value={typed.way}
        problem={messageFor(problems, 'way')}
        items={mentionWays.map((value) => ({
          value,
          text: wayWords[value].words,
          hint: wayWords[value].hint,
        }))}
      />
      <TextInput
        name="origin"
        label="Which one (optional)"
        hint="“Northmere’s list of October”, “Minutes of 12 November”. No names of people."
        value={typed.origin}
        problem={messageFor(problems, 'origin')}
        width="govuk-input--width-30"
      />
      <TextInput
        name="reachedOn"
        label="The day it reached us"
        hint={`Like ${today}. Today if left empty.`}
        value={typed.reachedOn}
        problem={messageFor(problems, 'reachedOn')}
        width="govuk-input--width-10"
      />
      <Button>Compare</Button>
    </form>
  </Page>
);

const itemOf = ({ title, url, publisher, publishedOn }: ShownCompared): ListedItem => ({
  title,
  url,
  publisher,
  publishedOn,
});

const Line: FC<{ one: ShownCompared; at: number }> = ({ one, at }) => (
  <div class="govuk-checkboxes__item">
    <input
      class="govuk-checkboxes__input"
      id={`item-${at}`}
      name="item"
      type="checkbox"
      value={JSON.stringify(itemOf(one))}
      checked={one.isCounted && (!!one.url || (one.title ?? '').split(' ').length > 2)}
      aria-describedby={`item-${at}-said`}
    />
    <label class="govuk-label govuk-checkboxes__label" for={`item-${at}`}>
      {one.title ?? one.url}
    </label>
    <div class="govuk-hint govuk-checkboxes__hint" id={`item-${at}-said`}>
      <VerdictTag verdict={one.verdict} reason={one.reason} /> {one.words}
      {one.publication && one.publication.title !== one.title && (
        <span class="cell-more">In the library: {one.publication.title}</span>
      )}
      {one.publication && standingInWords(one.publication.standing) && (
        <span class="cell-more">{standingInWords(one.publication.standing)}</span>
      )}
      {one.title && one.url && <span class="cell-more">{one.url}</span>}
      {one.whyNot && <span class="cell-more">{one.whyNot}</span>}
    </div>
  </div>
);

/** What was understood of a list, with what the scan had of each, before it counts. */
export const CheckListPage: FC<{
  given: { way: string; origin: string | null; reachedOn: string; text: string };
  items: ShownCompared[];
  /** How many more there were than are read at once. */
  left: number;
  problems?: Problem[];
}> = ({ given, items, left, problems = [] }) => (
  <Page
    title="What was understood"
    problems={problems}
    breadcrumbs={[...crumbs, { text: 'Paste a list', href: '/sources/missed/add' }]}
  >
    <h1 class="govuk-heading-l">{counted(items.length, 'publication')} understood</h1>
    {left > 0 && (
      <InsetText>
        {counted(left, 'line')} more were not read: paste them as a second list.
      </InsetText>
    )}
    <form method="post" action="/sources/missed/add" novalidate>
      <input type="hidden" name="way" value={given.way} />
      <input type="hidden" name="origin" value={given.origin ?? ''} />
      <input type="hidden" name="reachedOn" value={given.reachedOn} />
      <input type="hidden" name="text" value={given.text} />
      <div class={`govuk-form-group${problems.length > 0 ? ' govuk-form-group--error' : ''}`}>
        <fieldset class="govuk-fieldset" id="item" aria-describedby="item-hint">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
            Which of these are publications?
          </legend>
          <div class="govuk-hint" id="item-hint">
            Untick what is a heading, an advertisement, or not of our field. What is ticked counts
            in recall.
          </div>
          <ErrorMessage id="item" problem={messageFor(problems, 'item')} />
          <div class="govuk-checkboxes" data-module="govuk-checkboxes">
            {items.map((one, at) => (
              <Line one={one} at={at} />
            ))}
          </div>
        </fieldset>
      </div>
      <div class="button-row">
        <Button>Note these</Button>
        <a class="govuk-link" href="/sources/missed/add">
          Paste another list instead
        </a>
      </div>
    </form>
  </Page>
);
