import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import type { BestPassage } from '#shared/sift/best-passages.ts';
import type { SiftItem } from '#shared/sift/show-sift.ts';
import { quoted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { Standing } from '../components/standing.tsx';
import { PublicationLine, StatusTag } from '../publications/publication-line.tsx';
import { OnRequest } from '../search/search-results.tsx';
import { WhyHere } from './sift-notes.tsx';

/** That it was put off, or that somebody was asked, with who and why. */
export const PutByNotes: FC<{ item: Pick<SiftItem, 'later' | 'asked'> }> = ({
  item: { later, asked },
}) => (
  <>
    {later && (
      <p class="govuk-body-s put-by">
        <strong class="govuk-tag govuk-tag--yellow">{later.isBack ? 'Back' : 'Later'}</strong> Put
        off{later.by && ` by ${later.by}`} on {instantInWords(later.at)}: {later.why}
      </p>
    )}
    {asked && (
      <p class="govuk-body-s put-by">
        <strong class="govuk-tag govuk-tag--purple">
          {asked.answeredAt ? 'Handed back' : 'Assigned'}
        </strong>{' '}
        {asked.by ? `${asked.by} asked` : 'Assigned to'} {asked.to.name} on{' '}
        {instantInWords(asked.at)}
        {asked.note && `: ${asked.note}`}
        {asked.answeredAt && (
          <>
            . {asked.to.name} handed it back
            {asked.answer ? `: ${quoted(asked.answer)}` : ' without a word'}
          </>
        )}
      </p>
    )}
  </>
);

const Passage: FC<{ item: SiftItem; passage: BestPassage; isWhole: boolean }> = ({
  item,
  passage: { documentId, page, html, documentTitle },
  isWhole,
}) => {
  const where = page === null ? documentTitle : `Page ${page}`;
  const address = `${publicationAddress(item.id)}/documents/${documentId}${page === null ? '' : `?page=${page}`}`;
  return (
    <li class="passage" data-quote-page={page ?? ''} data-quote-document={documentId}>
      <p class="govuk-body passage-text" data-quote-text>
        {raw(html)}
      </p>
      <p class="govuk-body-s passage-place">
        {isWhole ? (
          <a class="govuk-link" href={address}>
            {where}
            <span class="govuk-visually-hidden"> of {item.title}</span>
          </a>
        ) : (
          where
        )}
      </p>
    </li>
  );
};

const Passages: FC<{ item: SiftItem }> = ({ item }) => (
  <OnRequest isAsked={item.describesAbuse} what="the summary and the passages">
    {item.summary && <p class="govuk-body reading-summary">{item.summary}</p>}
    {item.passages.length > 0 && (
      <>
        <h3 class="govuk-heading-s reading-heading">Best passages</h3>
        <ul class="govuk-list passages-of-item">
          {item.passages.map((passage) => (
            <Passage item={item} passage={passage} isWhole={item.mayShow === 'text'} />
          ))}
        </ul>
      </>
    )}
    {!item.summary && item.passages.length === 0 && (
      <p class="govuk-body">
        {item.mayShow === 'link'
          ? 'No more than title and link may be shown of it: read it where it was published.'
          : 'Nothing of its text was read.'}
      </p>
    )}
  </OnRequest>
);

/** The publication that is being sifted: what it is, why it is here, and what it says. */
export const Reading: FC<{ item: SiftItem; learnedFrom: number }> = ({ item, learnedFrom }) => (
  <article class="sift-reading" aria-labelledby="reading">
    <h2 class="govuk-heading-m sift-title" id="reading" tabindex={-1}>
      <a class="govuk-link" href={publicationAddress(item.id)}>
        {item.title}
      </a>
    </h2>
    <PublicationLine {...item} />
    {item.status !== 'new' && (
      <p class="govuk-body-s">
        <StatusTag status={item.status} /> It was judged already. What you decide here changes that.
      </p>
    )}
    <PutByNotes item={item} />
    <WhyHere item={item} learnedFrom={learnedFrom} />
    <Standing standing={item.standing} />
    {item.textProblem && <p class="govuk-body-s">{item.textProblem}</p>}
    <Passages item={item} />
    {item.url && (
      <p class="govuk-body-s">
        <a class="govuk-link" href={item.url} rel="noreferrer">
          Read it at {new URL(item.url).hostname.replace(/^www\./, '')}
        </a>
      </p>
    )}
  </article>
);
