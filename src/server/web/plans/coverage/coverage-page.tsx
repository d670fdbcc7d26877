import type { FC } from 'hono/jsx';
import { entryStatuses } from '#shared/entities/index.ts';
import { inBrief } from '#shared/london.ts';
import {
  coverageGapNames,
  coverageGaps,
  evidenceKinds,
} from '#shared/plans/coverage/evidence-kinds.ts';
import type {
  Coverage,
  CoverageFilter,
  CoverageRow,
} from '#shared/plans/coverage/show-coverage.ts';
import { counted } from '#shared/text/in-words.ts';
import { Button } from '../../components/button.tsx';
import { Tag } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Table } from '../../components/table.tsx';

interface Props {
  coverage: Coverage;
  filter: CoverageFilter;
  /** What themes are called. */
  labels: ReadonlyMap<string, string>;
}

const Filters: FC<Props> = ({ coverage: { plans, owners, themes }, filter, labels }) => (
  <form method="get" action="/coverage" class="plan-filters no-print">
    {plans.length > 1 && (
      <Select
        name="plan"
        label="Plan"
        value={filter.planId ? String(filter.planId) : undefined}
        prompt="All plans"
        options={plans.map(({ id, title }) => ({ value: String(id), text: title }))}
      />
    )}
    <Select
      name="gap"
      label="Gap"
      value={filter.gap}
      prompt="All entries"
      options={coverageGapNames.map((gap) => ({ value: gap, text: coverageGaps[gap] }))}
    />
    <Select
      name="owner"
      label="Owner"
      value={filter.owner}
      prompt="Any"
      options={owners.map((owner) => ({ value: owner, text: owner }))}
    />
    <Select
      name="theme"
      label="Theme"
      value={filter.theme}
      prompt="Any"
      options={themes.map((theme) => ({ value: theme, text: labels.get(theme) ?? theme }))}
    />
    <Select
      name="status"
      label="Status"
      value={filter.status}
      prompt="Any"
      options={entryStatuses.map((status) => ({ value: status, text: status }))}
    />
    <Button kind="secondary">Show</Button>
  </form>
);

/** The address of the same entries as a file. */
const addressOf = (path: string, { planId, ...filter }: CoverageFilter) => {
  const asked = Object.entries({ plan: planId, ...filter }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(asked).toString();
  return query ? `${path}?${query}` : path;
};

const Gaps: FC<{ row: CoverageRow }> = ({ row: { gaps } }) => (
  <ul class="govuk-list coverage-gaps">
    {gaps.length === 0 && <li class="quiet">None</li>}
    {gaps.map((gap) => (
      <li>
        <Tag colour={gap === 'none' || gap === 'challenged' ? 'red' : 'yellow'}>
          {coverageGaps[gap]}
        </Tag>
      </li>
    ))}
  </ul>
);

const cellOf = (cell: CoverageRow['cells'][keyof CoverageRow['cells']]) =>
  cell ? (
    <>
      <strong>{cell.publications}</strong>
      {cell.newestOn && <span class="cell-more">newest {inBrief(cell.newestOn)}</span>}
    </>
  ) : (
    <span class="quiet">0</span>
  );

/** The matrix as marks: one look, for who can see it; the table says the same. */
const Matrix: FC<{ rows: CoverageRow[] }> = ({ rows }) => (
  <div class="coverage-matrix" aria-hidden="true">
    <p class="coverage-head">
      <span class="coverage-name" />
      {evidenceKinds.map(({ label }) => (
        <span class="coverage-kind">{label}</span>
      ))}
    </p>
    {rows.map(({ ref, cells }) => (
      <p class="coverage-row">
        <span class="coverage-name">{ref}</span>
        {evidenceKinds.map(({ key }) => {
          const count = cells[key]?.publications ?? 0;
          return (
            <span class={`coverage-mark coverage-mark--${Math.min(3, count)}`}>
              {count > 0 ? count : '·'}
            </span>
          );
        })}
      </p>
    ))}
  </div>
);

const Unlinked: FC<{ unlinked: Coverage['unlinked'] }> = ({ unlinked: { total, items } }) => (
  <section aria-labelledby="unlinked">
    <h2 class="govuk-heading-m" id="unlinked">
      Kept, and linked to nothing
    </h2>
    {total === 0 ? (
      <p class="govuk-body">Each publication that was kept is linked to an entry.</p>
    ) : (
      <>
        <p class="govuk-body">
          {counted(total, 'publication')}
          {total > items.length && `, the newest ${items.length} of them`}. Each one’s page suggests
          entries.
        </p>
        <ul class="govuk-list govuk-list--bullet">
          {items.map(({ id, title, publisher, publishedOn }) => (
            <li>
              <a class="govuk-link" href={`/publications/${id}#links`}>
                {title}
              </a>
              , {publisher}
              {publishedOn && `, ${inBrief(publishedOn)}`}
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);

/** What has no evidence, or none that holds: entries against kinds of evidence, gaps first. */
export const EvidencePage: FC<Props> = (props) => {
  const { coverage, filter } = props;
  const { rows, total, counts, plan } = coverage;
  return (
    <Page title="Evidence behind the plan" breadcrumbs={[{ text: 'Action plans', href: '/plans' }]}>
      <span class="govuk-caption-l">{plan?.title ?? 'All plans'}</span>
      <h1 class="govuk-heading-l">Evidence behind the plan</h1>
      <p class="govuk-body">
        {counted(total, 'entry', 'entries')}.{' '}
        {coverageGapNames
          .filter((gap) => counts[gap] > 0)
          .map((gap) => `${coverageGaps[gap]}: ${counts[gap]}.`)
          .join(' ')}{' '}
        An entry without evidence says nothing about its delivery.
      </p>
      <Filters {...props} />
      <p class="govuk-body button-row no-print">
        <a class="govuk-link" href={addressOf('/coverage/excel', filter)}>
          Download as Excel
        </a>
        <a class="govuk-link" href={addressOf('/coverage/table.csv', filter)}>
          Download as CSV
        </a>
      </p>
      {rows.length === 0 ? (
        <p class="govuk-body">
          No entry fits these choices.{' '}
          <a class="govuk-link" href="/coverage">
            Show all entries
          </a>
        </p>
      ) : (
        <>
          <Matrix rows={rows} />
          <div class="coverage-table">
            <Table
              caption={counted(rows.length, 'entry, gaps first', 'entries, gaps first')}
              columns={[
                { text: 'Entry' },
                { text: 'Gaps' },
                ...evidenceKinds.map(({ label }) => ({ text: label })),
              ]}
              rows={rows.map((row) => [
                <>
                  <a class="govuk-link" href={`/entries/${row.id}`}>
                    {row.ref}
                  </a>
                  <span class="cell-more">{row.text}</span>
                </>,
                <Gaps row={row} />,
                ...evidenceKinds.map(({ key }) => cellOf(row.cells[key])),
              ])}
            />
          </div>
        </>
      )}
      <Unlinked unlinked={coverage.unlinked} />
    </Page>
  );
};
