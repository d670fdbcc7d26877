import type { FC } from 'hono/jsx';
import { isTextHidden } from '#shared/entities/standing.ts';
import { instantInWords } from '#shared/london.ts';
import type { ChangedParagraph, VersionView } from '#shared/publications/show-version.ts';
import { counted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { Details, InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';
import { SummaryList } from '../components/summary-list.tsx';

export const versionAddress = (publicationId: number, number: number): string =>
  `${publicationAddress(publicationId)}/versions/${number}`;

const Changed: FC<{ change: ChangedParagraph }> = ({ change }) => (
  <li class="changed">
    {change.page !== null && <span class="changed-place">Page {change.page}</span>}
    <p class="govuk-body">
      {change.stretches.map(({ text, change: kind }) =>
        kind === 'removed' ? (
          <del>
            <span class="govuk-visually-hidden">Removed: </span>
            {text}
          </del>
        ) : kind === 'added' ? (
          <ins>
            <span class="govuk-visually-hidden">Added: </span>
            {text}
          </ins>
        ) : (
          text
        ),
      )}
    </p>
  </li>
);

const Changes: FC<{ view: VersionView }> = ({ view }) => {
  if (!view.before) return <p class="govuk-body">This is the first version that was read.</p>;
  const counts = `${counted(view.added, 'paragraph')} with something added, ${counted(view.removed, 'paragraph')} with something removed, since version ${view.before.number} of ${instantInWords(view.before.readAt)}.`;
  if (view.changes === null) {
    return (
      <>
        <p class="govuk-body">{counts}</p>
        <p class="govuk-body">
          {isTextHidden(view.publication.standing)
            ? 'The text is not shown here.'
            : `The text is kept as proof, but not shown here: ${view.publication.publisher} has not said that it may be.`}
        </p>
      </>
    );
  }
  return (
    <>
      <p class="govuk-body">{counts}</p>
      {view.changes.length === 0 && <p class="govuk-body">No paragraph of the text changed.</p>}
      <ol class="govuk-list changes">
        {view.changes.map((change) => (
          <Changed change={change} />
        ))}
      </ol>
      {view.isCut && (
        <InsetText>There are more changes than are shown. Read the publication itself.</InsetText>
      )}
    </>
  );
};

/** What the server said of each document when it was fetched. */
const Captures: FC<{ view: VersionView }> = ({ view }) =>
  view.captures.length === 0 ? null : (
    <Details summary={`How it was read: ${counted(view.captures.length, 'document')}`}>
      <ul class="govuk-list">
        {view.captures.map(({ url, fetchedAt, httpStatus, etag, lastModified, bytesHash }) => (
          <li>
            {url && <span class="address">{url}</span>}
            {[
              fetchedAt && `fetched ${instantInWords(new Date(fetchedAt))}`,
              httpStatus !== null && `answered ${httpStatus}`,
              etag && `ETag ${etag}`,
              lastModified && `Last-Modified ${lastModified}`,
            ]
              .filter(Boolean)
              .join(', ')}
            {bytesHash && <span class="address">SHA-256 of the bytes {bytesHash}</span>}
          </li>
        ))}
      </ul>
    </Details>
  );

/** One version, and what changed since the one before. */
export const VersionPage: FC<{ view: VersionView }> = ({ view }) => (
  <Page
    title={`Version ${view.number}: ${view.publication.title}`}
    breadcrumbs={[
      { text: 'Search', href: '/' },
      { text: view.publication.title, href: publicationAddress(view.publication.id) },
    ]}
  >
    <span class="govuk-caption-l">{view.publication.title}</span>
    <h1 class="govuk-heading-l">
      Version {view.number} of {view.latest}
    </h1>
    <Standing standing={view.publication.standing} />
    <SummaryList
      rows={[
        { key: 'Read', value: instantInWords(view.readAt) },
        ...(view.before && view.before.title !== view.title
          ? [{ key: 'Title', value: `“${view.title}”, before: “${view.before.title}”` }]
          : []),
        ...(view.changeNote ? [{ key: 'What changed, in words', value: view.changeNote }] : []),
        ...(view.httpStatus === null
          ? []
          : [{ key: 'The address answered', value: String(view.httpStatus) }]),
        { key: 'SHA-256', value: <span class="address">{view.hash}</span> },
      ]}
    />
    <Captures view={view} />
    <h2 class="govuk-heading-m">What changed</h2>
    <Changes view={view} />
    <nav class="button-row" aria-label="Versions">
      {view.number > 1 && (
        <a class="govuk-link" href={versionAddress(view.publication.id, view.number - 1)}>
          Version {view.number - 1}
        </a>
      )}
      {view.number < view.latest && (
        <a class="govuk-link" href={versionAddress(view.publication.id, view.number + 1)}>
          Version {view.number + 1}
        </a>
      )}
    </nav>
  </Page>
);
