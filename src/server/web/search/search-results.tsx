import { raw } from 'hono/html';
import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Hit, HitPassage, PublicationAnswer } from '#shared/library/search-publications.ts';
import { counted } from '#shared/text/in-words.ts';
import { type Marked, passageAddress, publicationAddress } from '../../request/addresses.ts';
import { Details } from '../components/messages.tsx';
import { Standing } from '../components/standing.tsx';
import { PublicationLine, StatusTag } from '../publications/publication-line.tsx';

/** Extracts of a publication that describes abuse are shown on request. */
export const OnRequest: FC<PropsWithChildren<{ isAsked: boolean; what: string }>> = ({
  isAsked,
  what,
  children,
}) =>
  isAsked ? (
    <Details summary={`This publication describes abuse. Show ${what}`}>{children}</Details>
  ) : (
    <div>{children}</div>
  );

const Passage: FC<{ hit: Hit; passage: HitPassage; marked: Marked }> = ({
  hit,
  passage,
  marked,
}) => {
  const address = passageAddress(hit, passage, marked);
  const { page, html } = passage;
  const Where: FC<{ text: string }> = ({ text }) =>
    address ? (
      <a class="govuk-link" href={address}>
        {text}
        <span class="govuk-visually-hidden">: {hit.title}</span>
      </a>
    ) : (
      <span>{text}</span>
    );
  if (!html) {
    return (
      <li class="passage">
        {page === null ? 'Found in the text' : `Found on page ${page}`}, which may not be quoted
        here. {address && <Where text="Read it at the publisher" />}
      </li>
    );
  }
  return (
    <li class="passage">
      <span class="passage-text">{raw(html)} </span>
      <Where text={page === null ? 'Read it in the text' : `Page ${page}`} />
    </li>
  );
};

const Result: FC<{ hit: Hit; marked: Marked; saysAllWords: boolean }> = ({
  hit,
  marked,
  saysAllWords,
}) => (
  <li class="result">
    <h2 class="govuk-heading-s result-title">
      <a class="govuk-link" href={publicationAddress(hit.id)}>
        {hit.titleHtml ? raw(hit.titleHtml) : hit.title}
      </a>
    </h2>
    <PublicationLine {...hit} />
    <Standing standing={hit.standing} />
    {(hit.summaryHtml || hit.passages.length > 0) && (
      <OnRequest isAsked={hit.describesAbuse} what="what was found">
        {hit.summaryHtml && <p class="govuk-body result-summary">{raw(hit.summaryHtml)}</p>}
        {hit.passages.length > 0 && (
          <ul class="govuk-list passages">
            {hit.passages.map((passage) => (
              <Passage hit={hit} passage={passage} marked={marked} />
            ))}
          </ul>
        )}
      </OnRequest>
    )}
    <p class="govuk-body-s result-marks">
      <StatusTag status={hit.status} />
      {saysAllWords && <span>Has all of the words</span>}
      {hit.linkCount > 0 && (
        <span>Linked to {counted(hit.linkCount, 'plan entry', 'plan entries')}</span>
      )}
      {hit.concepts.length > 0 && <span>{hit.concepts.map(({ label }) => label).join(', ')}</span>}
      {hit.tags.length > 0 && <span>Tags: {hit.tags.join(', ')}</span>}
      {hit.textProblem && <span>Not all text could be read</span>}
    </p>
  </li>
);

/**
 * Hits in their order.
 *
 * @param isBelow where most have only some of the words: those that have all say so
 */
export const ResultList: FC<{ hits: Hit[]; marked: Marked; isBelow?: boolean }> = ({
  hits,
  marked,
  isBelow = false,
}) => (
  <ol class="govuk-list results">
    {hits.map((hit) => (
      <Result hit={hit} marked={marked} saysAllWords={isBelow && hit.hasAllWords} />
    ))}
  </ol>
);

/** What stands above those that have only some of the words. */
function dividerOf({ query, page }: PublicationAnswer, isFirst: boolean): string {
  if (query.allWords === 0) return 'No publication has all of the words. These have some of them.';
  if (isFirst && page === 1)
    return 'No publication is about all of the words. The following have some of them.';
  return 'The following have some of the words.';
}

/** Hits of this page; those with only some of the words are set apart. */
export const SearchResults: FC<{ answer: PublicationAnswer; marked: Marked }> = ({
  answer,
  marked,
}) => {
  const { hits } = answer;
  const withAll = hits.findIndex(({ hasAllWords }) => !hasAllWords);
  const isSplit = marked.words !== '' && withAll >= 0;
  if (!isSplit) return <ResultList hits={hits} marked={marked} />;
  return (
    <>
      {withAll > 0 && <ResultList hits={hits.slice(0, withAll)} marked={marked} />}
      <p class="govuk-body govuk-!-font-weight-bold results-divider">
        {dividerOf(answer, withAll === 0)}
        {answer.query.isFused && ' They stand in the order of words and meaning.'}
      </p>
      <ResultList hits={hits.slice(withAll)} marked={marked} isBelow />
    </>
  );
};
