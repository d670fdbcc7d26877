import type { FC } from 'hono/jsx';
import { instantInWords, inWords, londonDay } from '#shared/london.ts';
import type { MailTroubles } from '#shared/mail/mail-trouble.ts';
import type { Assurance } from '#shared/sources/assurance.ts';
import { MailTroublesNotice } from '../components/mail-troubles.tsx';
import { WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';

interface Given {
  assurance: Assurance;
  /** Weeks back from now; 0 is the last seven days. */
  weeksBack: number;
  /** For those who can do something about it; null for others. */
  troubles: MailTroubles | null;
}

const address = (weeksBack: number) =>
  weeksBack === 0 ? '/sources/assurance' : `/sources/assurance?weeksBack=${weeksBack}`;

/** Sources, each with a sentence about it. */
const Explained: FC<{ sources: { id: number; name: string; explanation: string }[] }> = ({
  sources,
}) => (
  <ul class="govuk-list govuk-list--bullet">
    {sources.map(({ id, name, explanation }) => (
      <li>
        <a class="govuk-link" href={`/sources/${id}`}>
          {name}
        </a>
        . {explanation}
      </li>
    ))}
  </ul>
);

/** What was seen in a week, and what could not be: for whoever has to vouch for it. */
export const AssurancePage: FC<Given> = ({ assurance, weeksBack, troubles }) => {
  const { from, to, failing, quiet, astray, bySource } = assurance;
  return (
    <Page title="Scan assurance" breadcrumbs={[{ text: 'Sources', href: '/sources' }]}>
      <h1 class="govuk-heading-l">Scan assurance</h1>
      <p class="govuk-body">
        From {inWords(londonDay(from))} to {inWords(londonDay(to))}
      </p>
      <p class="govuk-body-l">{assurance.words}</p>
      {!assurance.worker.isWell && <WarningText>{assurance.worker.words}</WarningText>}
      {troubles && <MailTroublesNotice troubles={troubles} />}
      <nav class="button-row no-print" aria-label="Weeks">
        <a class="govuk-link" href={address(weeksBack + 1)}>
          The week before
        </a>
        {weeksBack > 0 && (
          <a class="govuk-link" href={address(weeksBack - 1)}>
            The week after
          </a>
        )}
      </nav>
      <section class="panel" aria-labelledby="failing-heading">
        <h2 class="govuk-heading-m" id="failing-heading">
          Failing now
        </h2>
        {failing.length === 0 ? (
          <p class="govuk-body">No source is failing.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {failing.map(({ id, name, since, reason }) => (
              <li>
                <a class="govuk-link" href={`/sources/${id}`}>
                  {name}
                </a>
                {since && `, since ${instantInWords(since)}`}. {reason}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="panel" aria-labelledby="quiet-heading">
        <h2 class="govuk-heading-m" id="quiet-heading">
          Quieter than expected now
        </h2>
        {quiet.length === 0 ? (
          <p class="govuk-body">Every source that is read has something new as often as usual.</p>
        ) : (
          <Explained sources={quiet} />
        )}
      </section>
      {astray.length > 0 && (
        <section class="panel" aria-labelledby="astray-heading">
          <h2 class="govuk-heading-m" id="astray-heading">
            Entries that lead elsewhere now
          </h2>
          <Explained sources={astray} />
        </section>
      )}
      {bySource.length === 0 ? (
        <p class="govuk-body">No source is switched on.</p>
      ) : (
        <Table
          caption="Visits in this week"
          columns={[
            { text: 'Source' },
            { text: 'Read' },
            { text: 'Visits', isNumeric: true },
            { text: 'Failed', isNumeric: true },
            { text: 'Offered', isNumeric: true },
            { text: 'New', isNumeric: true },
            { text: 'Changed', isNumeric: true },
          ]}
          rows={bySource.map((one) => [
            <a class="govuk-link" href={`/sources/${one.id}`}>
              {one.name}
            </a>,
            one.isRead ? 'Yes' : one.visits === 0 ? 'Not visited' : 'No',
            one.visits,
            one.failures,
            one.offered,
            one.fresh,
            one.changed,
          ])}
        />
      )}
    </Page>
  );
};
