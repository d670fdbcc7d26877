import type { FC } from 'hono/jsx';
import type { showPriorities } from '#shared/plans/priorities/show-priorities.ts';
import { counted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { Details } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { TextInput } from '../../components/text-input.tsx';

type Shown = Awaited<ReturnType<typeof showPriorities>>;

const Doing: FC<{ plan: Shown; title: string; move: string; text: string }> = ({
  plan,
  title,
  move,
  text,
}) => (
  <form method="post" action={`/plans/${plan.id}/priorities`}>
    <input type="hidden" name="title" value={title} />
    <button type="submit" class="link-button" name="move" value={move}>
      {text}
      <span class="govuk-visually-hidden">: {title}</span>
    </button>
  </form>
);

const Rename: FC<{ plan: Shown; title: string; at: number }> = ({ plan, title, at }) => (
  <Details summary="Rename">
    <form method="post" action={`/plans/${plan.id}/priorities`} novalidate>
      <input type="hidden" name="title" value={title} />
      <TextInput
        name="rename"
        id={`rename-${at}`}
        label={`New title of “${title}”`}
        value={title}
      />
      <Button kind="secondary" name="move" value="rename">
        Rename
      </Button>
    </form>
  </Details>
);

/** The priorities of a plan: what its entries stand under, in their order. */
export const PrioritiesPage: FC<{
  plan: Shown;
  problems?: Problem[];
  typed?: Record<string, string>;
}> = ({ plan, problems = [], typed = {} }) => (
  <Page
    title={`Priorities: ${plan.title}`}
    problems={problems}
    breadcrumbs={[
      { text: 'Action plans', href: '/plans' },
      { text: plan.title, href: `/plans/${plan.id}` },
    ]}
  >
    <div class="govuk-grid-row" id="priorities">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">Priorities</h1>
        <p class="govuk-body">
          What the entries of the plan stand under, in this order. A new title takes its entries
          with it; a retired one keeps them.
        </p>
        {plan.priorities.length === 0 && <p class="govuk-body">The plan has no priorities yet.</p>}
        <ol class="govuk-list">
          {plan.priorities.map(({ title, isRetired, entries }, at) => (
            <li class="linked">
              <p class="govuk-body">
                <strong>{title}</strong>{' '}
                <span class="quiet">
                  {counted(entries, 'entry', 'entries')}
                  {isRetired && ', retired'}
                </span>
              </p>
              <div class="button-row">
                {at > 0 && <Doing plan={plan} title={title} move="up" text="Move up" />}
                {at < plan.priorities.length - 1 && (
                  <Doing plan={plan} title={title} move="down" text="Move down" />
                )}
                <Doing
                  plan={plan}
                  title={title}
                  move={isRetired ? 'take-up' : 'retire'}
                  text={isRetired ? 'Take up again' : 'Retire'}
                />
              </div>
              <Rename plan={plan} title={title} at={at} />
            </li>
          ))}
        </ol>
        {plan.without > 0 && (
          <p class="govuk-body">
            {counted(plan.without, 'entry stands', 'entries stand')} under none.
          </p>
        )}
        <h2 class="govuk-heading-m">Add a priority</h2>
        <form method="post" action={`/plans/${plan.id}/priorities`} novalidate>
          <TextInput
            name="add"
            label="Title"
            value={typed.add}
            problem={messageFor(problems, 'add')}
          />
          <Button name="move" value="add">
            Add
          </Button>
        </form>
      </div>
    </div>
  </Page>
);
