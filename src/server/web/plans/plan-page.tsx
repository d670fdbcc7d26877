import type { FC } from 'hono/jsx';
import { evidenceWords } from '#shared/entities/index.ts';
import { inBrief, inWords } from '#shared/london.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import {
  filterNamed,
  filterNames,
  type PlanFilter,
  type SortName,
  sortNames,
  sorts,
} from '#shared/plans/list/filters.ts';
import { outstandingInWords } from '#shared/plans/list/outstanding.ts';
import type { PlanView } from '#shared/plans/list/show-plan.ts';
import type { ShownEntry } from '#shared/plans/list/shown-entry.ts';
import { agreeing, counted } from '#shared/text/in-words.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { AsAtForm, AsAtNotice } from './as-at.tsx';
import { Colour } from './colour.tsx';
import { DueDate } from './entries/entry-facts.tsx';
import { PlanNote } from './plan-note.tsx';
import { publicationsInWords } from './words.ts';

export interface PlanAsked {
  filter: PlanFilter;
  sort: SortName;
}

const Filters: FC<{ plan: PlanView } & PlanAsked> = ({ plan, filter, sort }) => (
  <form method="get" action={`/plans/${plan.id}`} class="plan-filters">
    {plan.asAt && <input type="hidden" name="asAt" value={plan.asAt} />}
    {filterNames
      .filter((name) => name !== 'retired' || plan.retired > 0)
      .map((name) => {
        const { label, any, options } = filterNamed(name);
        return (
          <Select
            name={name}
            label={label}
            value={filter[name]}
            prompt={any}
            options={options(plan)}
          />
        );
      })}
    <Select
      name="sort"
      label="Order"
      value={sort}
      options={sortNames.map((name) => ({ value: name, text: sorts[name].text }))}
    />
    <Button kind="secondary">Show</Button>
  </form>
);

const Evidence: FC<{ entry: ShownEntry }> = ({ entry }) =>
  entry.publications === 0 ? (
    <span class="quiet">None linked</span>
  ) : (
    <>
      {publicationsInWords(entry.publications)}
      {entry.strength && <span class="cell-more">{evidenceWords[entry.strength]}</span>}
      {entry.newestOn && <span class="cell-more">newest {inWords(entry.newestOn)}</span>}
      {entry.challenges > 0 && (
        <span class="cell-more">
          {entry.challenges} challenging
          {entry.unanswered > 0 ? `, ${entry.unanswered} not answered` : ', answered'}
        </span>
      )}
    </>
  );

/** Who confirmed it, each with what they think and when. */
const ConfirmedBy: FC<{ entry: ShownEntry }> = ({ entry: { confirmedBy } }) =>
  confirmedBy.length === 0 ? (
    <span class="quiet">Not yet asked</span>
  ) : (
    <div>
      {confirmedBy.map(({ confirmer, stance, on }) => (
        <span class="said-by">
          {confirmer}: {stance}
          {on && <span class="cell-more">{inBrief(on)}</span>}
        </span>
      ))}
    </div>
  );

const Progress: FC<{ entry: ShownEntry }> = ({ entry }) => (
  <>
    {entry.status}
    {entry.waitsOn && <span class="cell-more">{entry.waitsOn}</span>}
    <span class="said-by">
      <Colour rag={entry.colour} />
      {entry.isColourSet && <span class="cell-more">set by a person</span>}
    </span>
    {entry.isRecheckDue && <span class="cell-more">Re-check due</span>}
    {entry.retiredReason && <span class="cell-more">Retired</span>}
  </>
);

const ownersOf = ({ ownerAgency, parts }: ShownEntry) =>
  [...(ownerAgency ? [ownerAgency] : []), ...parts.map(({ owner }) => owner)].join(', ') ||
  'Not set';

const Entries: FC<{ caption: string; entries: ShownEntry[]; asAt: string }> = ({
  caption,
  entries,
  asAt,
}) => (
  <Table
    caption={caption}
    columns={[
      { text: 'Entry' },
      { text: 'Owner' },
      { text: 'Due' },
      { text: 'Progress' },
      { text: 'Evidence' },
      { text: 'Confirmed by' },
    ]}
    rows={entries.map((entry) => [
      <span id={`entry-${entry.id}`}>
        <a class="govuk-link" href={`/entries/${entry.id}${asAt}`}>
          {entry.ref}
        </a>{' '}
        {entry.parentRef && <span class="quiet">under {entry.parentRef}</span>}
        <span class="cell-text">{entry.text}</span>
      </span>,
      ownersOf(entry),
      <DueDate entry={entry} />,
      <Progress entry={entry} />,
      <Evidence entry={entry} />,
      <ConfirmedBy entry={entry} />,
    ])}
  />
);

/** Under its priorities where it has any and is in its own order; else one list. */
function groupsOf(plan: PlanView, sort: SortName) {
  const { entries, priorities, total } = plan;
  const caption =
    entries.length === total
      ? counted(total, 'entry', 'entries')
      : `${entries.length} of ${counted(total, 'entry', 'entries')}`;
  if (sort !== 'plan' || priorities.length === 0) return [{ caption, entries }];
  const under = (title: string | null) => entries.filter(({ priority }) => priority === title);
  return [
    ...priorities.map((title) => ({ caption: title, entries: under(title) })),
    { caption: 'Under no priority', entries: under(null) },
  ].filter(({ entries }) => entries.length > 0);
}

const Work: FC<{ plan: PlanView; user: CurrentUser }> = ({ plan, user }) => (
  <>
    {may(user, 'edit plan') && !plan.asAt && (
      <div class="button-row no-print">
        <Button kind="secondary" href={`/plans/${plan.id}/entries/add`}>
          Add an entry
        </Button>
        <a class="govuk-link" href={`/plans/${plan.id}/priorities`}>
          Priorities
        </a>
        <a class="govuk-link" href={`/plans/${plan.id}/edit`}>
          Change the plan
        </a>
        <form method="post" action={`/plans/${plan.id}/${plan.isArchived ? 'take-up' : 'archive'}`}>
          <button type="submit" class="link-button">
            {plan.isArchived ? 'Take the plan up again' : 'Archive the plan'}
          </button>
        </form>
      </div>
    )}
  </>
);

const Standing: FC<{ plan: PlanView }> = ({ plan: { total, withPublications, outstanding } }) => (
  <>
    <p class="govuk-body">
      {outstanding.done} of {counted(total, 'entry', 'entries')}{' '}
      {agreeing(outstanding.done, 'is', 'are')} done by the owners’ word; others agree to{' '}
      {outstanding.agreed} of them. {outstandingInWords(outstanding)}
      {outstanding.waiting > 0 && ` ${outstanding.waiting} waiting for somebody else.`}
    </p>
    <p class="govuk-body">
      {withPublications} of {total} entries have a publication linked. An entry without one says
      nothing about its delivery.
    </p>
  </>
);

export const PlanPage: FC<{ plan: PlanView; user: CurrentUser } & PlanAsked> = ({
  plan,
  user,
  filter,
  sort,
}) => {
  const asAt = plan.asAt ? `?asAt=${plan.asAt}` : '';
  return (
    <Page title={plan.title} breadcrumbs={[{ text: 'Action plans', href: '/plans' }]}>
      <h1 class="govuk-heading-l">{plan.title}</h1>
      <PlanNote note={plan.note} />
      {plan.isArchived && <PlanNote note="This plan was archived." />}
      <AsAtNotice asAt={plan.asAt} now={`/plans/${plan.id}`} />
      <Standing plan={plan} />
      <p class="govuk-body button-row no-print">
        <a class="govuk-link" href={`/plans/${plan.id}/coverage`}>
          Coverage by theme
        </a>
        <a class="govuk-link" href={`/plans/${plan.id}/export.csv${asAt}`}>
          Download as CSV
        </a>
        <a class="govuk-link" href={`/plans/${plan.id}/export.xlsx${asAt}`}>
          Download for Excel
        </a>
      </p>
      <Work plan={plan} user={user} />
      <div class="no-print">
        <Filters plan={plan} filter={filter} sort={sort} />
        <AsAtForm action={`/plans/${plan.id}`} asAt={plan.asAt} kept={{ ...filter, sort }} />
      </div>
      {plan.entries.length === 0 ? (
        <p class="govuk-body">
          {plan.total === 0 ? 'The plan has no entries yet.' : 'No entry fits these choices.'}{' '}
          {plan.total > 0 && (
            <a class="govuk-link" href={`/plans/${plan.id}${asAt}`}>
              Show all entries
            </a>
          )}
        </p>
      ) : (
        groupsOf(plan, sort).map(({ caption, entries }) => (
          <Entries caption={caption} entries={entries} asAt={asAt} />
        ))
      )}
    </Page>
  );
};
