import type { Child, FC } from 'hono/jsx';
import { inBrief, londonDay } from '#shared/london.ts';
import { percent } from '#shared/sources/missed/figures.ts';
import type { Missed, QuarterFigures, ShownCompared } from '#shared/sources/missed/show-missed.ts';
import {
  missReasons,
  missReasonWords,
  verdicts,
  verdictWords,
  wayWords,
} from '#shared/sources/missed/words.ts';
import { counted } from '#shared/text/in-words.ts';
import { quartersBefore } from '#shared/text/quarters.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Select } from '../components/select.tsx';
import { Standing } from '../components/standing.tsx';
import { Table } from '../components/table.tsx';
import { VerdictTag } from './verdict-tag.tsx';

/** What the list is narrowed by, as an address has it. */
export interface MissedFilters {
  verdict?: string | undefined;
  way?: string | undefined;
  reason?: string | undefined;
}

const addressOf = (quarter: string, filters: MissedFilters = {}, page = 1) => {
  const parameters = new URLSearchParams({ quarter });
  for (const [name, value] of Object.entries(filters)) if (value) parameters.set(name, value);
  if (page > 1) parameters.set('page', String(page));
  return `/sources/missed?${parameters}`;
};

const tooFew = 'Too few to say';

/** "90% (85–93%)", with the numbers behind it beside it. */
const shareCell = ({ recall, low, high, known }: QuarterFigures): Child =>
  recall === null || low === null || high === null ? (
    known === 0 ? (
      'Nothing to compare'
    ) : (
      tooFew
    )
  ) : (
    <>
      {percent(recall)}
      <span class="cell-more">
        {percent(low)} to {percent(high)}
      </span>
    </>
  );

const leadCell = ({ lead, recall }: QuarterFigures): Child =>
  lead === null || recall === null ? (
    '–'
  ) : (
    <>
      {counted(lead.median, 'day')}
      <span class="cell-more">
        {lead.least} to {lead.most}, of {lead.of}
      </span>
    </>
  );

const Quarters: FC<{ quarters: QuarterFigures[] }> = ({ quarters }) => (
  <Table
    caption="By quarter"
    columns={[
      { text: 'Quarter' },
      { text: 'Known', isNumeric: true },
      { text: 'Found before', isNumeric: true },
      { text: 'Found after', isNumeric: true },
      { text: 'Missed', isNumeric: true },
      { text: 'Recall' },
      { text: 'Lead time (half had more)' },
    ]}
    rows={quarters.map((one) => [
      <a class="govuk-link" href={addressOf(one.quarter.quarter)}>
        {one.quarter.words}
      </a>,
      one.known,
      one.before,
      one.after,
      one.missed,
      shareCell(one),
      leadCell(one),
    ])}
  />
);

const nameOf = ({ publication, title, url }: ShownCompared) =>
  publication?.title ?? title ?? url ?? 'Without a title';

const Line: FC<{ one: ShownCompared }> = ({ one }) => (
  <li class="linked">
    <p class="govuk-body">
      <a class="govuk-link govuk-!-font-weight-bold" href={`/sources/missed/${one.id}`}>
        {nameOf(one)}
      </a>{' '}
      <VerdictTag verdict={one.verdict} reason={one.reason} />
    </p>
    <p class="govuk-body-s">
      {wayWords[one.way].words}
      {one.origin && `: ${one.origin}`}, reached us on {inBrief(londonDay(one.reachedAt))}.{' '}
      {one.words}
      {one.whyNot && ` Not counted. ${one.whyNot}`}
    </p>
    <Standing standing={one.publication?.standing ?? []} />
  </li>
);

const Filters: FC<{ quarter: string; filters: MissedFilters }> = ({ quarter, filters }) => (
  <form class="plan-filters no-print" method="get" action="/sources/missed">
    <input type="hidden" name="quarter" value={quarter} />
    <Select
      name="verdict"
      label="What the scan had"
      prompt="All"
      value={filters.verdict}
      options={verdicts.map((value) => ({ value, text: verdictWords[value] }))}
    />
    <Select
      name="reason"
      label="Why it was missed"
      prompt="All"
      value={filters.reason}
      options={missReasons.map((value) => ({ value, text: missReasonWords[value] }))}
    />
    <Select
      name="way"
      label="How it reached us"
      prompt="All"
      value={filters.way}
      options={Object.entries(wayWords).map(([value, { words: text }]) => ({ value, text }))}
    />
    <Button kind="secondary">Show</Button>
  </form>
);

const Reasons: FC<{ missed: Missed }> = ({ missed: { recall, quarter } }) =>
  recall.missed === 0 ? null : (
    <Table
      caption="Why, in this quarter"
      columns={[{ text: 'Why' }, { text: 'Publications', isNumeric: true }]}
      rows={missReasons.map((reason) => [
        <a class="govuk-link" href={addressOf(quarter.quarter, { reason })}>
          {missReasonWords[reason]}
        </a>,
        recall.reasons[reason],
      ])}
    />
  );

/** What the scan missed, measured by what reached the group by other ways. */
export const MissedPage: FC<{
  missed: Missed;
  filters: MissedFilters;
  /** The quarter is the present one: there is none after it. */
  isPresent: boolean;
  mayAdd: boolean;
}> = ({ missed, filters, isPresent, mayAdd }) => {
  const { quarter, recall, quarters, total, page, size, items } = missed;
  return (
    <Page title="What did the scan miss?" breadcrumbs={[{ text: 'Sources', href: '/sources' }]}>
      <span class="govuk-caption-l">{quarter.words}</span>
      <h1 class="govuk-heading-l">What did the scan miss?</h1>
      <p class="govuk-body-l">{recall.words}</p>
      <nav class="button-row no-print" aria-label="Quarters">
        <a class="govuk-link" href={addressOf(quartersBefore(quarter, 1).quarter)}>
          The quarter before
        </a>
        {!isPresent && (
          <a class="govuk-link" href={addressOf(quartersBefore(quarter, -1).quarter)}>
            The quarter after
          </a>
        )}
        <a class="govuk-link" href={`/sources/yield?quarter=${quarter.quarter}`}>
          What each source yielded
        </a>
        <a class="govuk-link" href={`/sources/method/${quarter.quarter}`}>
          Method statement
        </a>
      </nav>
      {mayAdd && (
        <div class="button-row no-print">
          <Button href="/sources/missed/add">Paste a list to compare</Button>
        </div>
      )}
      <Quarters quarters={quarters} />
      <Reasons missed={missed} />
      <section class="panel" aria-labelledby="items-heading">
        <h2 class="govuk-heading-m" id="items-heading">
          {counted(total, 'publication')} that reached us by another way
        </h2>
        <Filters quarter={quarter.quarter} filters={filters} />
        {items.length === 0 ? (
          <InsetText>
            {total === 0
              ? 'None here. What people add by hand is compared by itself; paste what a newsletter, minutes or another area’s list names.'
              : 'There is nothing on this page.'}
          </InsetText>
        ) : (
          <ul class="govuk-list">
            {items.map((one) => (
              <Line one={one} />
            ))}
          </ul>
        )}
        <Pagination
          page={page}
          size={size}
          total={total}
          href={(number) => addressOf(quarter.quarter, filters, number)}
        />
      </section>
    </Page>
  );
};
