import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import type { RequestView } from '#shared/publications/show-request.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { Button } from '../components/button.tsx';
import { LookAgain } from '../components/look-again.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';
import { RequestParts } from './request-parts.tsx';

const kinds = {
  add: 'Adding a publication',
  scan: 'Scanning a source',
  test: 'Testing a source',
  match: 'Comparing a list',
};

/** Over is what is done or has failed, each link of a mail too. */
const isOver = ({ state, parts }: RequestView) =>
  [state, ...parts.map((part) => part.state)].every((one) => one === 'done' || one === 'failed');

const Outcome: FC<{ view: RequestView }> = ({ view }) => {
  const { state, publication, reason, sourceId } = view;
  if (state === 'failed') {
    return (
      <>
        <p class="govuk-body">It could not be done. {reason}</p>
        {view.kind === 'add' && (
          <>
            <p class="govuk-body">
              Nothing was added to the library. You can save the page or file with your browser, and{' '}
              <a class="govuk-link" href="/publications/add">
                upload it, or try another address
              </a>
              .
            </p>
            {view.url && (
              <form method="post" action="/publications/add">
                <input type="hidden" name="url" value={view.url} />
                <Button kind="secondary">Try this address again</Button>
              </form>
            )}
          </>
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
            <a class="govuk-link" href="/sift">
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
      {view.parts.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What it links to</h2>
          <RequestParts parts={view.parts} />
        </>
      )}
      <p class="govuk-body-s">
        Asked for {instantInWords(view.requestedAt)}
        {view.finishedAt && `, finished ${instantInWords(view.finishedAt)}`}.
      </p>
    </div>
    {!isOver(view) && <LookAgain href={`/requests/${view.id}`} />}
  </Page>
);
