import type { FC } from 'hono/jsx';
import { isTextHidden } from '#shared/entities/standing.ts';
import type { PublicationView, ShownDocument } from '#shared/publications/publication-view.ts';
import { counted } from '#shared/text/in-words.ts';
import { readingAddress } from '../../request/addresses.ts';
import { kindOfDocument } from './wording.ts';

const Line: FC<{ view: PublicationView; document: ShownDocument }> = ({ view, document }) => {
  const { id, title, url, mediaType, pageCount, textProblem, hasText } = document;
  const canRead = view.mayShow === 'text' && hasText;
  return (
    <li class="document">
      <span class="document-title">
        {canRead ? (
          <a
            class="govuk-link"
            href={readingAddress(view.id, id, { words: '', expand: true, page: null })}
          >
            {title}
          </a>
        ) : url ? (
          <a class="govuk-link" href={url} rel="noreferrer">
            {title}
          </a>
        ) : (
          title
        )}
      </span>
      <span class="document-about">
        {kindOfDocument(mediaType)}
        {pageCount !== null && `, ${counted(pageCount, 'page')}`}
        {canRead && url && (
          <>
            {' · '}
            <a class="govuk-link" href={url} rel="noreferrer">
              at the publisher<span class="govuk-visually-hidden">: {title}</span>
            </a>
          </>
        )}
      </span>
      {textProblem && <span class="document-problem">{textProblem}</span>}
    </li>
  );
};

/** Files and pages of a publication; whether their text can be read here is the licence's say. */
export const Documents: FC<{ view: PublicationView }> = ({ view }) => (
  <section id="documents" aria-labelledby="documents-heading">
    <h2 class="govuk-heading-m" id="documents-heading">
      Documents
    </h2>
    {view.documents.length === 0 ? (
      <p class="govuk-body">No document could be read. What is known comes from the source.</p>
    ) : (
      <ul class="govuk-list documents">
        {view.documents.map((document) => (
          <Line view={view} document={document} />
        ))}
      </ul>
    )}
    {view.mayShow !== 'text' && view.documents.some(({ hasText }) => hasText) && (
      <p class="govuk-body-s">
        {isTextHidden(view.standing)
          ? 'The text is not shown here.'
          : `The text is searched, but not shown here: ${view.publisher} has not said that it may be.`}
      </p>
    )}
  </section>
);
