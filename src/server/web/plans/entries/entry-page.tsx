import type { FC } from 'hono/jsx';
import type { ShownLink } from '#shared/entities/shown-link.ts';
import { instantInWords, inWords, londonDay } from '#shared/london.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import type { EntryView } from '#shared/plans/entries/show-entry.ts';
import { Button } from '../../components/button.tsx';
import { Details, Tag } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { Reliance } from '../../components/reliance.tsx';
import { Standing } from '../../components/standing.tsx';
import { PlanNote } from '../plan-pages.tsx';
import { bearingWords, nothingLinked } from '../words.ts';
import { crumbsOf } from './entry-crumbs.ts';
import { EntryFacts } from './entry-facts.tsx';
import { SuggestedPublications } from './entry-suggestions.tsx';

export const LinkedPublication: FC<{ link: ShownLink; mayChange: boolean }> = ({
  link,
  mayChange,
}) => (
  <li class="linked">
    <p class="govuk-body linked-title">
      <Tag colour={link.bearing === 'challenges' || link.bearing === 'gap' ? 'orange' : 'blue'}>
        {bearingWords[link.bearing].text}
      </Tag>{' '}
      <a class="govuk-link" href={`/publications/${link.publication.id}`}>
        {link.publication.title}
      </a>
    </p>
    <Standing standing={link.publication.standing} />
    <p class="govuk-body-s quiet">
      {link.publication.publisher}
      {link.publication.publishedOn && `, ${inWords(link.publication.publishedOn)}`}
    </p>
    <p class="govuk-body">{link.rationale}</p>
    {link.quote && (
      <blockquote class="quote">
        “{link.quote}”{link.page && <span class="quiet"> Page {link.page}</span>}
      </blockquote>
    )}
    {!link.quote && link.page && <p class="govuk-body-s">Page {link.page}</p>}
    <p class="govuk-body-s quiet">
      Linked by {link.linkedBy ?? 'somebody who has left'} on {inWords(londonDay(link.linkedAt))}
      {link.version && `, relying on version ${link.version}`}
    </p>
    <Reliance link={link} mayLink={mayChange} />
    <p class="govuk-body-s">
      <a class="govuk-link" href={`/links/${link.id}/snapshot.tar`}>
        Save what was relied on
        <span class="govuk-visually-hidden">: {link.publication.title}</span>
      </a>
    </p>
    {mayChange && (
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/links/${link.id}/remove`}>
          Remove this link<span class="govuk-visually-hidden"> to {link.publication.title}</span>
        </a>
      </p>
    )}
  </li>
);

const RemovedLinks: FC<{ links: ShownLink[]; mayLink: boolean }> = ({ links, mayLink }) => (
  <Details summary={`Removed links (${links.length})`}>
    <ul class="govuk-list">
      {links.map((link) => (
        <li class="linked">
          {link.publication.title}: removed on {link.removed && inWords(londonDay(link.removed.at))}{' '}
          by {link.removed?.by ?? 'somebody who has left'}. {link.removed?.reason}
          <Standing standing={link.publication.standing} />
          {mayLink && (
            <form method="post" action={`/links/${link.id}/restore`}>
              <button type="submit" class="link-button">
                Bring back
                <span class="govuk-visually-hidden"> the link to {link.publication.title}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  </Details>
);

export const EntryPage: FC<{ view: EntryView; user: CurrentUser }> = ({ view, user }) => {
  const { entry, links, removedLinks, notes, actions, parent } = view;
  const mayLink = may(user, 'link');
  return (
    <Page title={`${entry.ref}: ${entry.text}`} breadcrumbs={crumbsOf(view)}>
      <span class="govuk-caption-l">{entry.ref}</span>
      <h1 class="govuk-heading-m entry-text">{entry.text}</h1>
      <PlanNote note={view.plan.note} />
      {parent && (
        <p class="govuk-body">
          An action under{' '}
          <a class="govuk-link" href={`/entries/${parent.id}`}>
            {parent.ref}
          </a>
          : {parent.text}
        </p>
      )}
      <EntryFacts entry={entry} />
      <div class="button-row">
        {may(user, 'note progress') && (
          <Button kind="secondary" href={`/entries/${entry.id}/progress`}>
            Note progress
          </Button>
        )}
        {may(user, 'edit plan') && (
          <a class="govuk-link" href={`/entries/${entry.id}/edit`}>
            Change this entry
          </a>
        )}
      </div>
      {actions.length > 0 && (
        <section class="panel">
          <h2 class="govuk-heading-m">Actions under this recommendation</h2>
          <ul class="govuk-list">
            {actions.map((action) => (
              <li>
                <a class="govuk-link" href={`/entries/${action.id}`}>
                  {action.ref}
                </a>{' '}
                {action.text}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel" id="publications">
        <h2 class="govuk-heading-m">Linked publications</h2>
        {links.length === 0 ? (
          <p class="govuk-body">{nothingLinked}</p>
        ) : (
          <ul class="govuk-list">
            {links.map((link) => (
              <LinkedPublication link={link} mayChange={mayLink} />
            ))}
          </ul>
        )}
        {removedLinks.length > 0 && <RemovedLinks links={removedLinks} mayLink={mayLink} />}
      </section>
      <SuggestedPublications view={view} mayLink={mayLink} />
      <section class="panel">
        <h2 class="govuk-heading-m">Progress</h2>
        {notes.length === 0 ? (
          <p class="govuk-body">No progress has been noted yet.</p>
        ) : (
          <ul class="govuk-list">
            {notes.map((note) => (
              <li class="linked">
                <p class="govuk-body">{note.text}</p>
                <p class="govuk-body-s quiet">
                  {instantInWords(note.at)}, {note.by ?? 'somebody who has left'}. Status then:{' '}
                  {note.status}
                  {note.rag && `, ${note.rag}`}.
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
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
