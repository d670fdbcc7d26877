import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import type { RequestView } from '#shared/publications/show-request.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { LookAgain } from '../components/look-again.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';

const kinds = { add: 'Adding a publication', scan: 'Scanning a source', test: 'Testing a source' };

const isOver = ({ state }: RequestView) => state === 'done' || state === 'failed';

const Outcome: FC<{ view: RequestView }> = ({ view }) => {
  const { state, publication, reason, sourceId } = view;
  if (state === 'failed') {
    return (
      <>
        <p class="govuk-body">It could not be done. {reason}</p>
        {view.kind === 'add' && (
          <p class="govuk-body">
            <a class="govuk-link" href="/publications/add">
              Try another address, or upload the file
            </a>
          </p>
        )}
      </>
    );
  }
  if (state === 'done') {
    return (
      <>
        {publication && (
          <p class="govuk-body">
            It is in the library:{' '}
            <a class="govuk-link" href={publicationAddress(publication.id)}>
              {publication.title}
            </a>
          </p>
        )}
        {publication && <Standing standing={publication.standing} />}
        {publication?.textProblem && <p class="govuk-body">{publication.textProblem}</p>}
        {!publication && sourceId === null && reason && (
          <p class="govuk-body">
            {reason}{' '}
            <a class="govuk-link" href="/judge">
              See what waits to be judged
            </a>
          </p>
        )}
        {!publication && sourceId !== null && (
          <p class="govuk-body">
            Done.{' '}
            <a class="govuk-link" href={`/sources/${sourceId}`}>
              See the source
            </a>
          </p>
        )}
      </>
    );
  }
  return (
    <p class="govuk-body">
      {state === 'running' ? 'It is being read now.' : 'It waits to be read.'} You can leave this
      page: the work goes on.
    </p>
  );
};

const headings: Record<RequestView['state'], string> = {
  waiting: 'Waiting',
  running: 'Reading',
  done: 'Done',
  failed: 'Could not be read',
};

/** How far a request to the worker has come. */
export const RequestPage: FC<{ view: RequestView }> = ({ view }) => (
  <Page
    title={`${kinds[view.kind]}: ${headings[view.state].toLowerCase()}`}
    breadcrumbs={[{ text: 'Search', href: '/' }]}
  >
    <span class="govuk-caption-l">{kinds[view.kind]}</span>
    <div id="request" data-live>
      <h1 class="govuk-heading-l" data-says>
        {headings[view.state]}
      </h1>
      {(view.url ?? view.fileName) && <p class="govuk-body address">{view.url ?? view.fileName}</p>}
      <div data-says>
        <Outcome view={view} />
      </div>
      <p class="govuk-body-s">
        Asked for {instantInWords(view.requestedAt)}
        {view.finishedAt && `, finished ${instantInWords(view.finishedAt)}`}.
      </p>
    </div>
    {!isOver(view) && <LookAgain href={`/requests/${view.id}`} />}
  </Page>
);
