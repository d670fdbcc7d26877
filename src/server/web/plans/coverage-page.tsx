import type { FC } from 'hono/jsx';
import { inWords } from '#shared/london.ts';
import type { FacetCoverage } from '#shared/plans/list/plan-coverage.ts';
import type { PlanView } from '#shared/plans/list/show-plan.ts';
import { Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';
import { PlanNote } from './plan-note.tsx';
import { nothingLinked } from './words.ts';

/** One square: how many publications, and the newest; the gap is said in words. */
export const CoveragePage: FC<{ plan: PlanView; coverage: FacetCoverage }> = ({
  plan,
  coverage,
}) => (
  <Page
    title={`Coverage: ${plan.title}`}
    breadcrumbs={[
      { text: 'Action plans', href: '/plans' },
      { text: plan.title, href: `/plans/${plan.id}` },
    ]}
  >
    <h1 class="govuk-heading-l">Coverage by theme</h1>
    <PlanNote note={plan.note} />
    <p class="govuk-body">
      How many publications are linked to the entries of each theme, and of which date the newest
      is. Counts are of documents. A gap says where nothing has been linked, not that nothing has
      been done.
    </p>
    <Table
      caption="Themes of the plan"
      columns={[
        { text: 'Theme' },
        { text: 'Entries', isNumeric: true },
        { text: 'Publications', isNumeric: true },
        { text: 'Newest' },
        { text: 'Entries without' },
      ]}
      rows={coverage.themes.map((theme) => [
        theme.label,
        theme.entries.length,
        theme.publications,
        theme.newestOn ? inWords(theme.newestOn) : 'Gap',
        theme.without.length === 0
          ? 'None'
          : theme.without.map(({ id, ref }, at) => (
              <>
                {at > 0 && ', '}
                <a class="govuk-link" href={`/entries/${id}`}>
                  {ref}
                </a>
              </>
            )),
      ])}
    />
    <h2 class="govuk-heading-m">Entries without a publication</h2>
    {coverage.without.length === 0 ? (
      <p class="govuk-body">Every entry has at least one publication linked.</p>
    ) : (
      <>
        <p class="govuk-body">{nothingLinked}</p>
        <ul class="govuk-list govuk-list--bullet">
          {coverage.without.map((entry) => (
            <li>
              <a class="govuk-link" href={`/entries/${entry.id}`}>
                {entry.ref}
              </a>{' '}
              {entry.text}
            </li>
          ))}
        </ul>
      </>
    )}
  </Page>
);
