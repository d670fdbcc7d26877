import type { FC } from 'hono/jsx';
import { entryStatuses } from '#shared/entities/index.ts';
import { inWords } from '#shared/london.ts';
import type { FacetCoverage } from '#shared/plans/plan-coverage.ts';
import type { listPlans, PlanFilter, PlanView, ShownEntry } from '#shared/plans/show-plan.ts';
import { counted } from '#shared/text/in-words.ts';
import { Button } from '../components/button.tsx';
import { InsetText, Tag } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { colourOf, nothingLinked, publicationsInWords } from './words.ts';

export const PlanNote: FC<{ note: string | null }> = ({ note }) =>
  note ? <InsetText>{note}</InsetText> : null;

export const Colour: FC<{ rag: ShownEntry['rag'] }> = ({ rag }) =>
  rag ? <Tag colour={colourOf[rag]}>{rag}</Tag> : <span>Not set</span>;

export const PlansPage: FC<{
  plans: Awaited<ReturnType<typeof listPlans>>;
  mayImport: boolean;
  /** Links that wait for somebody to look at what changed. */
  changed: number;
}> = ({ plans, mayImport, changed }) => (
  <Page title="Action plans">
    <h1 class="govuk-heading-l">Action plans</h1>
    {changed > 0 && (
      <InsetText>
        {counted(changed, 'link')} to publications that changed since you relied on them.{' '}
        <a class="govuk-link" href="/links/changed">
          See what changed
        </a>
      </InsetText>
    )}
    {plans.length === 0 ? (
      <p class="govuk-body">
        There is no action plan yet. A coordinator can import one from a spreadsheet, or load a
        sample of 38 entries to see how it works.
      </p>
    ) : (
      <Table
        caption="Plans"
        isCaptionHidden
        columns={[
          { text: 'Plan' },
          { text: 'Entries', isNumeric: true },
          { text: 'With publications', isNumeric: true },
        ]}
        rows={plans.map((plan) => [
          <>
            <a class="govuk-link" href={`/plans/${plan.id}`}>
              {plan.title}
            </a>
            {plan.note && <span class="plan-note">{plan.note}</span>}
          </>,
          plan.entries,
          plan.withPublications,
        ])}
      />
    )}
    <p class="govuk-body">
      <a class="govuk-link" href="/matches">
        Compare somebody else’s recommendations with our plans
      </a>
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="/coverage">
        See what has no evidence behind it
      </a>
    </p>
    {mayImport && (
      <div class="button-row">
        <Button href="/plans/import">Import a plan</Button>
        {plans.length === 0 && (
          <form method="post" action="/plans/sample">
            <Button kind="secondary">Load the sample</Button>
          </form>
        )}
      </div>
    )}
  </Page>
);

const Filters: FC<{ plan: PlanView; filter: PlanFilter }> = ({ plan, filter }) => (
  <form method="get" action={`/plans/${plan.id}`} class="plan-filters">
    <Select
      name="linked"
      label="Publications"
      value={filter.linked}
      prompt="All entries"
      options={[
        { value: 'yes', text: 'With publications' },
        { value: 'no', text: 'Without' },
      ]}
    />
    <Select
      name="status"
      label="Status"
      value={filter.status}
      prompt="Any"
      options={entryStatuses.map((status) => ({ value: status, text: status }))}
    />
    <Select
      name="owner"
      label="Owner"
      value={filter.owner}
      prompt="Any"
      options={plan.owners.map((owner) => ({ value: owner, text: owner }))}
    />
    <Select
      name="theme"
      label="Theme"
      value={filter.theme}
      prompt="Any"
      options={plan.themes.map(({ id, label }) => ({ value: id, text: label }))}
    />
    <Button kind="secondary">Show</Button>
  </form>
);

export const Evidence: FC<{ entry: ShownEntry }> = ({ entry }) =>
  entry.publications === 0 ? (
    <span class="quiet">No publication linked</span>
  ) : (
    <>
      {publicationsInWords(entry.publications)}
      {entry.newestOn && <span class="cell-more">newest {inWords(entry.newestOn)}</span>}
      {entry.challenges > 0 && <span class="cell-more">{entry.challenges} challenging</span>}
    </>
  );

export const PlanPage: FC<{ plan: PlanView; filter: PlanFilter }> = ({ plan, filter }) => (
  <Page title={plan.title} breadcrumbs={[{ text: 'Action plans', href: '/plans' }]}>
    <h1 class="govuk-heading-l">{plan.title}</h1>
    <PlanNote note={plan.note} />
    <p class="govuk-body">
      {plan.withPublications} of {plan.total} entries have a publication linked. An entry without
      one says nothing about its delivery.
    </p>
    <p class="govuk-body button-row">
      <a class="govuk-link" href={`/plans/${plan.id}/coverage`}>
        Coverage by theme
      </a>
      <a class="govuk-link" href={`/plans/${plan.id}/export.csv`}>
        Download as CSV
      </a>
    </p>
    <Filters plan={plan} filter={filter} />
    {plan.entries.length === 0 ? (
      <p class="govuk-body">
        No entry fits these choices.{' '}
        <a class="govuk-link" href={`/plans/${plan.id}`}>
          Show all entries
        </a>
      </p>
    ) : (
      <Table
        caption={
          plan.entries.length === plan.total
            ? `${plan.total} entries`
            : `${plan.entries.length} of ${plan.total} entries`
        }
        columns={[
          { text: 'Entry' },
          { text: 'Owner' },
          { text: 'Due' },
          { text: 'Status' },
          { text: 'Colour' },
          { text: 'Publications' },
        ]}
        rows={plan.entries.map((entry) => [
          <>
            <a class="govuk-link" href={`/entries/${entry.id}`}>
              {entry.ref}
            </a>{' '}
            <span class="cell-text">{entry.text}</span>
          </>,
          entry.ownerAgency ?? 'Not set',
          entry.dueOn ? inWords(entry.dueOn) : 'Not set',
          entry.status,
          <Colour rag={entry.rag} />,
          <Evidence entry={entry} />,
        ])}
      />
    )}
  </Page>
);

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
