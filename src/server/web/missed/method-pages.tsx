import type { FC } from 'hono/jsx';
import { type SourceYield, shareInWords } from '#shared/sources/missed/rank-sources.ts';
import type { Paper } from '#shared/text/paper/paper.ts';
import { type Quarter, quartersBefore } from '#shared/text/quarters.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { PaperBody } from '../components/paper.tsx';
import { Table } from '../components/table.tsx';

const crumbs = [
  { text: 'Sources', href: '/sources' },
  { text: 'What did the scan miss?', href: '/sources/missed' },
];

/** Other quarters of the same page. */
const Quarters: FC<{ quarter: Quarter; isPresent: boolean; href: (quarter: string) => string }> = ({
  quarter,
  isPresent,
  href,
}) => (
  <nav class="button-row no-print" aria-label="Quarters">
    <a class="govuk-link" href={href(quartersBefore(quarter, 1).quarter)}>
      The quarter before
    </a>
    {!isPresent && (
      <a class="govuk-link" href={href(quartersBefore(quarter, -1).quarter)}>
        The quarter after
      </a>
    )}
  </nav>
);

/** How was scanned in a quarter, to be shown to others. */
export const MethodPage: FC<{ paper: Paper; quarter: Quarter; isPresent: boolean }> = ({
  paper,
  quarter,
  isPresent,
}) => (
  <Page title={paper.title} breadcrumbs={crumbs}>
    <Quarters
      quarter={quarter}
      isPresent={isPresent}
      href={(other) => `/sources/method/${other}`}
    />
    <div class="button-row no-print">
      <Button href={`/sources/method/${quarter.quarter}/word`}>Download as Word</Button>
    </div>
    <PaperBody paper={paper} />
  </Page>
);

/** Sources by what only they had. */
export const YieldPage: FC<{ yields: SourceYield[]; quarter: Quarter; isPresent: boolean }> = ({
  yields,
  quarter,
  isPresent,
}) => (
  <Page title="What each source yielded" breadcrumbs={crumbs}>
    <span class="govuk-caption-l">The year to the end of {quarter.words}</span>
    <h1 class="govuk-heading-l">What each source yielded</h1>
    <p class="govuk-body">
      What only one source had, and was kept, stands first: how much it offers does not count. So a
      source that is rare and good stands above a busy one, and is not dropped for being rare.
    </p>
    <Quarters
      quarter={quarter}
      isPresent={isPresent}
      href={(other) => `/sources/yield?quarter=${other}`}
    />
    {yields.length === 0 ? (
      <p class="govuk-body">No source was registered yet.</p>
    ) : (
      <Table
        caption="Sources by what only they had"
        columns={[
          { text: 'Source' },
          { text: 'Only it had, kept', isNumeric: true },
          { text: 'Only it had', isNumeric: true },
          { text: 'Kept', isNumeric: true },
          { text: 'Share kept of those judged' },
          { text: 'Offered', isNumeric: true },
          { text: 'In this quarter', isNumeric: true },
        ]}
        rows={yields.map((one) => [
          <>
            {one.rank}.{' '}
            <a class="govuk-link" href={`/sources/${one.id}`}>
              {one.name}
            </a>
            {one.isPaused && ' (switched off)'}
            {one.isEnded && ' (ended)'}
            <span class="cell-more">{one.words}</span>
          </>,
          one.onlyItsKept,
          one.onlyIts,
          one.kept,
          shareInWords(one.keptShare),
          one.found,
          one.foundInQuarter,
        ])}
      />
    )}
  </Page>
);
