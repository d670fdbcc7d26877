import type { FC } from 'hono/jsx';
import { evidenceWords } from '#shared/entities/index.ts';
import type { ShownLink } from '#shared/entities/shown-link.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { EntryView } from '#shared/plans/entries/show-entry.ts';
import type { ShownAnswer } from '#shared/plans/records/show-records.ts';
import { counted } from '#shared/text/in-words.ts';
import { Details, Tag } from '../../components/messages.tsx';
import { Reliance } from '../../components/reliance.tsx';
import { Standing } from '../../components/standing.tsx';
import { SaidBy } from '../said-by.tsx';
import { bearingWords, nothingLinked } from '../words.ts';

const Answers: FC<{ link: ShownLink; answers: ShownAnswer[]; mayChange: boolean }> = ({
  link,
  answers,
  mayChange,
}) => (
  <>
    {answers
      .filter(({ linkId }) => linkId === link.id)
      .map(({ words, by, at }) => (
        <p class="govuk-body">
          Answer: {words} <SaidBy by={by} at={at} />
        </p>
      ))}
    {link.bearing === 'challenges' && mayChange && (
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/entries/${link.entry.id}/answer/${link.id}`}>
          Answer this challenge
          <span class="govuk-visually-hidden">: {link.publication.title}</span>
        </a>
      </p>
    )}
  </>
);

export const LinkedPublication: FC<{
  link: ShownLink;
  answers: ShownAnswer[];
  mayChange: boolean;
}> = ({ link, answers, mayChange }) => (
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
    <Answers link={link} answers={answers} mayChange={mayChange} />
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

/** What the library says of an entry: how strong it is, how old, and what challenges it. */
export const EvidenceSection: FC<{ view: EntryView; mayLink: boolean }> = ({ view, mayLink }) => {
  const { entry, links, removedLinks, records } = view;
  return (
    <section class="panel" id="publications">
      <h2 class="govuk-heading-m">Evidence: what the library says</h2>
      {links.length === 0 ? (
        <p class="govuk-body">{nothingLinked}</p>
      ) : (
        <>
          <p class="govuk-body">
            {entry.strength
              ? `The strongest: ${evidenceWords[entry.strength].toLowerCase()}.`
              : 'Nobody has judged how strong it is.'}
            {entry.newestOn && ` The newest is of ${inWords(entry.newestOn)}.`}
            {entry.challenges > 0 &&
              ` ${counted(entry.challenges, 'challenge')}, ${entry.unanswered === 0 ? 'answered' : `${entry.unanswered} not answered`}.`}
          </p>
          <ul class="govuk-list">
            {links.map((link) => (
              <LinkedPublication link={link} answers={records.answers} mayChange={mayLink} />
            ))}
          </ul>
        </>
      )}
      {removedLinks.length > 0 && <RemovedLinks links={removedLinks} mayLink={mayLink} />}
    </section>
  );
};
