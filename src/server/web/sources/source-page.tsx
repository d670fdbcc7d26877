import type { FC } from 'hono/jsx';
import type { Scan } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import { isReadable } from '#shared/sources/readable-kinds.ts';
import type { Progress } from '#shared/sources/show-progress.ts';
import type { SourceView } from '#shared/sources/show-sources.ts';
import { counted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { Button } from '../components/button.tsx';
import { LookAgain } from '../components/look-again.tsx';
import { Details } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';
import { Table } from '../components/table.tsx';
import { SourceFacts } from './source-facts.tsx';
import { State, whenOr } from './source-state.tsx';
import { SourceFindings } from './source-test.tsx';

const outcomes: Record<string, string> = {
  running: 'Under way',
  read: 'Read',
  'not-modified': 'Nothing changed (304)',
  failed: 'Failed',
  abandoned: 'Broken off',
};

const ScanOutcome: FC<{ scan: Scan }> = ({ scan }) => (
  <>
    {outcomes[scan.outcome]}
    {scan.isFirst && ', first scan'}
    {scan.reason && <span class="cell-more">{scan.reason}</span>}
    {scan.warnings.map((warning) => (
      <span class="cell-more">{warning}</span>
    ))}
  </>
);

const Scans: FC<{ scans: Scan[] }> = ({ scans }) =>
  scans.length === 0 ? (
    <p class="govuk-body">It has not been scanned yet.</p>
  ) : (
    <Table
      caption="Latest scans"
      isCaptionHidden
      columns={[
        { text: 'When' },
        { text: 'Outcome' },
        { text: 'Offered', isNumeric: true },
        { text: 'New', isNumeric: true },
        { text: 'Changed', isNumeric: true },
      ]}
      rows={scans.map((scan) => [
        instantInWords(scan.startedAt),
        <ScanOutcome scan={scan} />,
        scan.offered,
        scan.fresh,
        scan.changed,
      ])}
    />
  );

const LastTest: FC<{ test: SourceView['lastTest']; source: SourceView['source'] }> = ({
  test,
  source,
}) => {
  if (!test) return null;
  const isOpen = test.state === 'waiting' || test.state === 'running';
  return (
    <section class="panel" id="test">
      <h2 class="govuk-heading-m">Latest test</h2>
      {isOpen && (
        <p class="govuk-body" data-says>
          The source is being tested.
        </p>
      )}
      {test.state === 'failed' && (
        <p class="govuk-body" data-says>
          It could not be read. {test.reason}
        </p>
      )}
      {test.found && <SourceFindings test={test.found} source={source} />}
    </section>
  );
};

/** What is happening to the source now, or what came of the newest visit. */
const NewestVisit: FC<{ progress: Progress; mayManage: boolean }> = ({ progress, mayManage }) => {
  const { publications, others, hasUnread } = progress;
  return (
    <>
      <p class="govuk-body" data-says>
        {progress.words}
      </p>
      {publications.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {publications.map(({ id, title, standing }) => (
            <li>
              <a class="govuk-link" href={publicationAddress(id)}>
                {title}
              </a>
              <Standing standing={standing} />
            </li>
          ))}
          {others > 0 && <li>and {counted(others, 'other')}</li>}
        </ul>
      )}
      {hasUnread && (
        <p class="govuk-body">
          <a class="govuk-link" href="#unread">
            What could not be read, and why
          </a>
        </p>
      )}
      {mayManage && publications.length > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href="/sift">
            What waits to be judged
          </a>
        </p>
      )}
    </>
  );
};

/** What may be asked of it: reading now, a test, a pause, another address. */
const Actions: FC<{ source: SourceView['source'] }> = ({ source }) => {
  const canRead = isReadable(source.kind);
  return (
    <div class="button-row no-print">
      {canRead && (
        <form method="post" action={`/sources/${source.id}/scan`}>
          <Button kind={source.isPaused ? 'secondary' : 'primary'}>Scan now</Button>
        </form>
      )}
      {canRead && (
        <form method="post" action={`/sources/${source.id}/test`}>
          <Button kind="secondary">Test this source</Button>
        </form>
      )}
      <form method="post" action={`/sources/${source.id}/pause`}>
        <input type="hidden" name="isPaused" value={source.isPaused ? 'no' : 'yes'} />
        {(canRead || !source.isPaused) && (
          <Button kind="secondary">{source.isPaused ? 'Switch on' : 'Pause'}</Button>
        )}
      </form>
      <a class="govuk-link" href={`/sources/${source.id}/edit`}>
        Change
      </a>
    </div>
  );
};

const Unread: FC<{ candidates: SourceView['unreadCandidates'] }> = ({ candidates }) => (
  <section class="panel" id="unread">
    <h2 class="govuk-heading-m">Could not be read</h2>
    <Table
      caption="Publications that could not be read"
      isCaptionHidden
      columns={[{ text: 'Publication' }, { text: 'Why' }, { text: 'Tried again' }]}
      rows={candidates.map((unread) => [
        unread.publicationId ? (
          <a class="govuk-link" href={`/publications/${unread.publicationId}`}>
            {unread.title}
          </a>
        ) : (
          unread.title
        ),
        unread.reason ?? '',
        whenOr(unread.nextAttemptAt, '–'),
      ])}
    />
  </section>
);

export const SourcePage: FC<{
  view: SourceView;
  progress: Progress;
  mayManage: boolean;
  /** Something that people asked of the worker is still to be done. */
  isWaiting: boolean;
}> = ({ view, progress, mayManage, isWaiting }) => {
  const { source, health } = view;
  const canRead = isReadable(source.kind);
  return (
    <Page title={source.name} breadcrumbs={[{ text: 'Sources', href: '/sources' }]}>
      <h1 class="govuk-heading-l">{source.name}</h1>
      <p class="govuk-body" id="state" data-live>
        <State health={health} /> {health.explanation}
      </p>
      {view.warning && health.state !== 'astray' && <p class="govuk-body">{view.warning}</p>}
      {mayManage && source.kind !== 'manual' && <Actions source={source} />}
      {canRead && (
        <section class="panel">
          <h2 class="govuk-heading-m">Newest visit</h2>
          <div id="progress" data-live>
            <NewestVisit progress={progress} mayManage={mayManage} />
          </div>
          {(isWaiting || progress.isUnderWay) && <LookAgain href={`/sources/${source.id}`} />}
        </section>
      )}
      <div id="latest-test" data-live>
        <LastTest test={view.lastTest} source={source} />
      </div>
      <section class="panel" id="about" data-live>
        <h2 class="govuk-heading-m">About this source</h2>
        <SourceFacts view={view} />
      </section>
      <section class="panel" id="scans" data-live>
        <h2 class="govuk-heading-m">Latest scans</h2>
        <Scans scans={view.scans} />
      </section>
      <div id="could-not-be-read" data-live>
        {view.unreadCandidates.length > 0 && <Unread candidates={view.unreadCandidates} />}
      </div>
      {mayManage && (
        <Details summary="Who changed this source">
          <a class="govuk-link" href={`/audit?subjectType=source&subjectId=${source.id}`}>
            See the audit record
          </a>
        </Details>
      )}
    </Page>
  );
};
