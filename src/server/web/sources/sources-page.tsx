import type { FC } from 'hono/jsx';
import { inBrief, londonDay } from '#shared/london.ts';
import type { Assurance } from '#shared/sources/assurance.ts';
import type { SourceLine } from '#shared/sources/show-sources.ts';
import { counted } from '#shared/text/in-words.ts';
import { Button } from '../components/button.tsx';
import { WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';
import { expectedRhythm, State } from './source-state.tsx';

/** A day on two lines at most. */
const dayOrDash = (at: Date | null | undefined) =>
  at ? inBrief(londonDay(at)).replace(' ', '\u00a0') : '–';

export const SourcesPage: FC<{ lines: SourceLine[]; assurance: Assurance; mayManage: boolean }> = ({
  lines,
  assurance,
  mayManage,
}) => (
  <Page title="Sources">
    <h1 class="govuk-heading-l">Sources</h1>
    {!assurance.worker.isWell && <WarningText>{assurance.worker.words}</WarningText>}
    <p class="govuk-body">
      {assurance.words}{' '}
      <a class="govuk-link" href="/sources/assurance">
        What was seen this week
      </a>
    </p>
    <p class="govuk-body no-print">
      <a class="govuk-link" href="/sources/missed">
        What did the scan miss?
      </a>
    </p>
    {mayManage && (
      <div class="button-row no-print">
        <Button href="/sources/add">Add a source</Button>
        <a class="govuk-link" href="/sources/transfer">
          Import or export sources
        </a>
      </div>
    )}
    {lines.length === 0 ? (
      <p class="govuk-body">No source is registered yet.</p>
    ) : (
      <Table
        caption={counted(lines.length, 'source')}
        columns={[
          { text: 'Source' },
          { text: 'State' },
          { text: 'Last read' },
          { text: 'Last new' },
          { text: 'Expected rhythm' },
          { text: 'Publications', isNumeric: true },
          { text: 'Could not be read', isNumeric: true },
        ]}
        rows={lines.map(({ source, health, warning, publications, unread }) => [
          <>
            <a class="govuk-link" href={`/sources/${source.id}`}>
              {source.name}
            </a>
            {/failing|ended|quiet|astray/.test(health.state) && (
              <span class="cell-more">{health.explanation}</span>
            )}
            {warning && health.state !== 'astray' && <span class="cell-more">{warning}</span>}
          </>,
          <State health={health} />,
          dayOrDash(source.lastSucceededAt),
          dayOrDash(source.lastNewAt),
          expectedRhythm(source),
          publications,
          unread,
        ])}
      />
    )}
  </Page>
);
