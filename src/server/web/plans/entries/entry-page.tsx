import type { FC } from 'hono/jsx';
import { inBrief, instantInWords, londonDay } from '#shared/london.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import type { EntryView } from '#shared/plans/entries/show-entry.ts';
import { Button } from '../../components/button.tsx';
import { WarningText } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { AsAtForm, AsAtNotice } from '../as-at.tsx';
import { PlanNote } from '../plan-note.tsx';
import { ConfirmationSection, DatesSection, FiguresSection } from '../records/record-sections.tsx';
import { crumbsOf } from './entry-crumbs.ts';
import { EntryFacts } from './entry-facts.tsx';
import { SuggestedPublications } from './entry-suggestions.tsx';
import { EvidenceSection } from './linked-publications.tsx';

const Parts: FC<{ view: EntryView }> = ({ view: { parts } }) =>
  parts.length === 0 ? null : (
    <Table
      caption="Each owner’s part"
      columns={[{ text: 'Owner' }, { text: 'Part' }, { text: 'What they say' }]}
      rows={parts.map(({ owner, part, status, at }) => [
        owner,
        part || 'Not set',
        <>
          {status ?? 'not said yet'}
          {at && <span class="cell-more">{inBrief(londonDay(at))}</span>}
        </>,
      ])}
    />
  );

const Notes: FC<{ view: EntryView }> = ({ view: { notes } }) =>
  notes.length === 0 ? (
    <p class="govuk-body">No progress has been noted yet.</p>
  ) : (
    <ul class="govuk-list">
      {notes.map((note) => (
        <li class="linked">
          <p class="govuk-body">{note.text}</p>
          <p class="govuk-body-s quiet">
            {instantInWords(note.at)}, {note.by ?? 'somebody who has left'}.{' '}
            {note.owner && `Of the part of ${note.owner}. `}Status then: {note.status}
            {note.rag && `, ${note.rag}`}.
          </p>
        </li>
      ))}
    </ul>
  );

/** What the owners say: state, dates, notes, and figures. */
const ProgressSection: FC<{ view: EntryView; mayNote: boolean; mayEdit: boolean }> = ({
  view,
  mayNote,
  mayEdit,
}) => {
  const { entry } = view;
  const isDone = entry.status === 'complete' || entry.status === 'embedded';
  return (
    <section class="panel" id="progress">
      <h2 class="govuk-heading-m">Progress: what the owners say</h2>
      {entry.isRecheckDue && (
        <WarningText>
          It is to be looked at again: did it make a difference, is it kept up, and what did nobody
          intend?
        </WarningText>
      )}
      <EntryFacts entry={entry} of="progress" />
      <Parts view={view} />
      <DatesSection view={view} />
      <div class="button-row no-print">
        {mayNote && (
          <Button kind="secondary" href={`/entries/${entry.id}/progress`}>
            Note progress
          </Button>
        )}
        {mayNote && isDone && (
          <a class="govuk-link" href={`/entries/${entry.id}/recheck`}>
            Look at it again
          </a>
        )}
        {mayEdit && entry.dueOn && !entry.isClosed && (
          <a class="govuk-link" href={`/entries/${entry.id}/extend`}>
            Put off the date
          </a>
        )}
      </div>
      <Notes view={view} />
    </section>
  );
};

const Actions: FC<{ view: EntryView; mayEdit: boolean }> = ({ view, mayEdit }) => (
  <>
    {(view.actions.length > 0 || (mayEdit && !view.parent)) && (
      <section class="panel">
        <h2 class="govuk-heading-m">Actions under this recommendation</h2>
        {view.actions.length === 0 && <p class="govuk-body">There are none.</p>}
        <ul class="govuk-list">
          {view.actions.map((action) => (
            <li>
              <a
                class="govuk-link"
                href={`/entries/${action.id}${view.asAt ? `?asAt=${view.asAt}` : ''}`}
              >
                {action.ref}
              </a>{' '}
              {action.text} <span class="quiet">{action.status}</span>
            </li>
          ))}
        </ul>
        {mayEdit && (
          <p class="govuk-body no-print">
            <a
              class="govuk-link"
              href={`/plans/${view.plan.id}/entries/add?under=${encodeURIComponent(view.entry.ref)}`}
            >
              Add an action under it
            </a>
          </p>
        )}
      </section>
    )}
  </>
);

const Places: FC<{ view: EntryView }> = ({ view: { entry } }) => (
  <div class="button-row no-print">
    <a class="govuk-link" href={`/entries/${entry.id}/edit`}>
      Change this entry
    </a>
    <form method="post" action={`/entries/${entry.id}/shift/up`}>
      <button type="submit" class="link-button">
        Move up
      </button>
    </form>
    <form method="post" action={`/entries/${entry.id}/shift/down`}>
      <button type="submit" class="link-button">
        Move down
      </button>
    </form>
    <a class="govuk-link" href={`/entries/${entry.id}/move`}>
      Move elsewhere
    </a>
    <a class="govuk-link" href={`/entries/${entry.id}/split`}>
      Split
    </a>
    {entry.retiredReason ? (
      <form method="post" action={`/entries/${entry.id}/bring-back`}>
        <button type="submit" class="link-button">
          Pursue it again
        </button>
      </form>
    ) : (
      <a class="govuk-link" href={`/entries/${entry.id}/retire`}>
        Retire
      </a>
    )}
  </div>
);

/** An entry: what it is, and the three truths of it, each for itself. */
export const EntryPage: FC<{ view: EntryView; user: CurrentUser }> = ({ view, user }) => {
  const { entry, parent, asAt } = view;
  const mayNow = (permission: Parameters<typeof may>[1]) => !asAt && may(user, permission);
  const mayEdit = mayNow('edit plan');
  return (
    <Page title={`${entry.ref}: ${entry.text}`} breadcrumbs={crumbsOf(view)}>
      <span class="govuk-caption-l">{entry.ref}</span>
      <h1 class="govuk-heading-m entry-text">{entry.text}</h1>
      <PlanNote note={view.plan.note} />
      <AsAtNotice asAt={asAt} now={`/entries/${entry.id}`} />
      {entry.retiredReason && <WarningText>No longer pursued: {entry.retiredReason}</WarningText>}
      {parent && (
        <p class="govuk-body">
          An action under{' '}
          <a class="govuk-link" href={`/entries/${parent.id}${asAt ? `?asAt=${asAt}` : ''}`}>
            {parent.ref}
          </a>
          : {parent.text}
        </p>
      )}
      <EntryFacts entry={entry} of="the rest" />
      {mayEdit && <Places view={view} />}
      <Actions view={view} mayEdit={mayEdit} />
      <ProgressSection view={view} mayNote={mayNow('note progress')} mayEdit={mayEdit} />
      <FiguresSection view={view} mayNote={mayNow('note progress')} />
      <EvidenceSection view={view} mayLink={mayNow('link')} />
      {!asAt && <SuggestedPublications view={view} mayLink={may(user, 'link')} />}
      <ConfirmationSection view={view} mayConfirm={mayNow('record confirmation')} />
      <div class="no-print">
        <AsAtForm action={`/entries/${entry.id}`} asAt={asAt} />
      </div>
      {may(user, 'see audit') && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/audit?subjectType=entry&subjectId=${entry.id}`}>
            Who changed this entry
          </a>
        </p>
      )}
    </Page>
  );
};
