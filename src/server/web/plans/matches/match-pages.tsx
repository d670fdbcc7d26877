import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import { tableColumns, tableRow } from '#shared/plans/matches/match-paper.ts';
import type { listMatches, MatchSummary, MatchView } from '#shared/plans/matches/show-match.ts';
import { counted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { FileUpload } from '../../components/file-upload.tsx';
import { LookAgain } from '../../components/look-again.tsx';
import { InsetText } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { Select } from '../../components/select.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { MatchLineCard } from './match-line.tsx';

const crumbs = [{ text: 'Action plans', href: '/plans' }];
const crumbsOfOne = [...crumbs, { text: 'Other people’s lists', href: '/matches' }];

const stateWords: Record<MatchSummary['state'], string> = {
  reading: 'Being compared',
  open: 'To be answered',
  finished: 'Finished',
  failed: 'Could not be read',
};

/** Lists that were compared, and the form for the next. */
export const MatchesPage: FC<{
  list: Awaited<ReturnType<typeof listMatches>>;
  mayAdd: boolean;
}> = ({ list, mayAdd }) => (
  <Page title="Other people’s lists" breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Other people’s lists</h1>
    <p class="govuk-body">
      The recommendations of another inquiry, audit or review beside our plans: what answers each,
      how far along that is, and what nothing answers.
    </p>
    {mayAdd && <Button href="/matches/add">Compare a list</Button>}
    {list.total === 0 ? (
      <p class="govuk-body">No list has been compared yet.</p>
    ) : (
      <Table
        caption={counted(list.total, 'list')}
        columns={[
          { text: 'List' },
          { text: 'Compared with' },
          { text: 'State' },
          { text: 'Given' },
        ]}
        rows={list.items.map(({ id, title, plan, state, createdAt, finishedAt }) => [
          <a class="govuk-link" href={`/matches/${id}`}>
            {title}
          </a>,
          plan?.title ?? 'All plans',
          finishedAt ? `Finished ${instantInWords(finishedAt)}` : stateWords[state],
          instantInWords(createdAt),
        ])}
      />
    )}
    <Pagination {...list} href={(page) => `/matches?page=${page}`} />
  </Page>
);

/** A list is pasted, or chosen as a file. */
export const AddListPage: FC<{
  plans: { id: number; title: string }[];
  typed?: Record<string, string>;
  problems?: Problem[];
}> = ({ plans, typed = {}, problems = [] }) => (
  <Page title="Compare a list" problems={problems} breadcrumbs={crumbsOfOne}>
    <h1 class="govuk-heading-l">Compare a list</h1>
    <form method="post" action="/matches" enctype="multipart/form-data" novalidate>
      <TextInput
        name="title"
        label="Whose list it is"
        hint="For example, “Ostermere Inquiry: final report”"
        value={typed.title}
        problem={messageFor(problems, 'title')}
      />
      <Textarea
        name="text"
        label="The list"
        hint="As it stands there, numbers and sub-clauses too; or a table with headings."
        value={typed.text}
        problem={messageFor(problems, 'text')}
        rows={12}
        isProse={false}
      />
      <FileUpload
        name="file"
        label="Or a file"
        hint="Word (DOCX), PDF, CSV, HTML or text"
        accept=".docx,.pdf,.csv,.tsv,.txt,.md,.html,.htm"
        problem={messageFor(problems, 'file')}
      />
      {plans.length > 1 && (
        <Select
          name="plan"
          label="Compare it with"
          value={typed.plan}
          prompt="All plans"
          options={plans.map(({ id, title }) => ({ value: String(id), text: title }))}
          problem={messageFor(problems, 'plan')}
        />
      )}
      <Button>Compare</Button>
    </form>
  </Page>
);

const Progress: FC<{ match: MatchView }> = ({ match: { id, state, reason } }) => (
  <div id="match" data-live>
    <p class="govuk-body" data-says>
      {state === 'failed'
        ? (reason ?? 'It could not be read.')
        : 'It is being read and compared. You can leave this page: the work goes on.'}
    </p>
    {state === 'reading' && <LookAgain href={`/matches/${id}`} />}
  </div>
);

const Downloads: FC<{ id: number }> = ({ id }) => (
  <p class="govuk-body button-row no-print">
    <a class="govuk-link" href={`/matches/${id}/word`}>
      Download as Word
    </a>
    <a class="govuk-link" href={`/matches/${id}/excel`}>
      Download as Excel
    </a>
    <a class="govuk-link" href={`/matches/${id}/table.csv`}>
      Download as CSV
    </a>
  </p>
);

const Summary: FC<{ match: MatchView }> = ({ match: { lines, isByMeaning, state } }) => {
  const left = lines.filter(({ answer }) => !answer);
  const none = left.filter(({ suggested }) => suggested.length === 0).length;
  return (
    <>
      <p class="govuk-body">
        {counted(lines.length, 'recommendation')}, {lines.length - left.length} answered
        {state === 'open' && left.length > 0 && `; of the others nothing seems to answer ${none}`}.
      </p>
      {!isByMeaning && (
        <InsetText>
          Compared by words alone: the language model is off, or was not ready. What says the same
          in other words may be missed.
        </InsetText>
      )}
    </>
  );
};

const Frozen: FC<{ match: MatchView }> = ({ match }) => (
  <>
    <p class="govuk-body">
      Finished {instantInWords(match.finishedAt ?? match.createdAt)}
      {match.finishedBy && ` by ${match.finishedBy}`}. It stays as it was on that day.
    </p>
    <Table
      caption={counted(match.lines.length, 'recommendation')}
      columns={tableColumns.map((text) => ({ text }))}
      rows={match.lines.map(tableRow)}
    />
  </>
);

const Finishing: FC<{ match: MatchView; mayAnswer: boolean }> = ({ match, mayAnswer }) =>
  mayAnswer ? (
    <div class="button-row no-print">
      {match.state === 'open' && (
        <form method="post" action={`/matches/${match.id}/finish`}>
          <Button>Finish and freeze the table</Button>
        </form>
      )}
      {match.state === 'finished' && (
        <form method="post" action={`/matches/${match.id}/again`}>
          <Button kind="secondary">Run it again</Button>
        </form>
      )}
    </div>
  ) : null;

/** One list: being compared, being answered, or finished. */
export const MatchPage: FC<{
  match: MatchView;
  mayAnswer: boolean;
  /** The line that was just sent, with what was wrong. */
  sent?: { lineId: number; typed: Record<string, string>; problems: Problem[] } | undefined;
}> = ({ match, mayAnswer, sent }) => (
  <Page title={match.title} problems={sent?.problems} breadcrumbs={crumbsOfOne}>
    <span class="govuk-caption-l">{match.plan?.title ?? 'All plans'}</span>
    <h1 class="govuk-heading-l">{match.title}</h1>
    {match.earlierId !== null && (
      <p class="govuk-body">
        Run again of{' '}
        <a class="govuk-link" href={`/matches/${match.earlierId}`}>
          an earlier table
        </a>
        . What changed since stands at each line.
      </p>
    )}
    {match.state === 'reading' || match.state === 'failed' ? (
      <Progress match={match} />
    ) : (
      <>
        <Summary match={match} />
        <Downloads id={match.id} />
        {match.state === 'finished' ? (
          <Frozen match={match} />
        ) : (
          <>
            <h2 class="govuk-heading-m">Line by line</h2>
            <ol class="govuk-list match-lines">
              {match.lines.map((line) => (
                <MatchLineCard
                  matchId={match.id}
                  line={line}
                  mayAnswer={mayAnswer}
                  {...(sent?.lineId === line.id && { typed: sent.typed, problems: sent.problems })}
                />
              ))}
            </ol>
          </>
        )}
        <Finishing match={match} mayAnswer={mayAnswer} />
      </>
    )}
  </Page>
);
