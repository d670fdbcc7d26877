import type { FC } from 'hono/jsx';
import type { listPlans } from '#shared/plans/list/show-plan.ts';
import { counted } from '#shared/text/in-words.ts';
import { Button } from '../components/button.tsx';
import { Details, InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';

type Listed = Awaited<ReturnType<typeof listPlans>>;

const PlansTable: FC<{ caption: string; plans: Listed }> = ({ caption, plans }) => (
  <Table
    caption={caption}
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
);

export const PlansPage: FC<{
  plans: Listed;
  mayImport: boolean;
  /** Links that wait for somebody to look at what changed. */
  changed: number;
}> = ({ plans, mayImport, changed }) => {
  const present = plans.filter(({ isArchived }) => !isArchived);
  const archived = plans.filter(({ isArchived }) => isArchived);
  return (
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
      {present.length === 0 ? (
        <p class="govuk-body">
          There is no action plan yet. A coordinator can import one from a spreadsheet, add one by
          hand, or load a sample of 38 entries to see how it works.
        </p>
      ) : (
        <PlansTable caption="Plans" plans={present} />
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
          <a class="govuk-link" href="/plans/add">
            Add a plan by hand
          </a>
          {plans.length === 0 && (
            <form method="post" action="/plans/sample">
              <Button kind="secondary">Load the sample</Button>
            </form>
          )}
        </div>
      )}
      {archived.length > 0 && (
        <Details summary={`Archived plans (${archived.length})`}>
          <PlansTable caption="Archived plans" plans={archived} />
        </Details>
      )}
    </Page>
  );
};
