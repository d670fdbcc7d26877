import type { FC } from 'hono/jsx';
import type { listDigests } from '#shared/digests/list-digests.ts';
import { inWords } from '#shared/london.ts';
import type { MailTroubles } from '#shared/mail/mail-trouble.ts';
import { MailTroublesNotice } from '../components/mail-troubles.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Table } from '../components/table.tsx';
import { State } from './digest-state.tsx';

export const DigestsPage: FC<{
  list: Awaited<ReturnType<typeof listDigests>>;
  mayManage: boolean;
  troubles: MailTroubles;
}> = ({ list, mayManage, troubles }) => (
  <Page title="Digests">
    <h1 class="govuk-heading-l">Weekly digests</h1>
    {mayManage && <MailTroublesNotice troubles={troubles} />}
    <p class="govuk-body">
      A digest lists what was kept since the last one that was approved, each publication once. It
      is sent to partners on the Monday after its week at 7am, once a coordinator has approved it.
    </p>
    {mayManage && (
      <p class="govuk-body">
        <a class="govuk-link" href="/subscribers">
          Subscribers
        </a>
      </p>
    )}
    <Table
      caption="Digests"
      isCaptionHidden
      columns={[
        { text: 'Week to' },
        { text: 'State' },
        { text: 'Publications', isNumeric: true },
        { text: 'Sent to', isNumeric: true },
      ]}
      rows={list.items.map((digest) => [
        <a class="govuk-link" href={`/digests/${digest.week}`}>
          {inWords(digest.endsOn)}
        </a>,
        <State state={digest.state} />,
        digest.lines ?? (digest.state === 'missed' ? '–' : 'Follows the library'),
        digest.sent || '–',
      ])}
    />
    <Pagination
      page={list.page}
      size={list.size}
      total={list.total}
      href={(page) => `/digests?page=${page}`}
    />
  </Page>
);
