import type { FC } from 'hono/jsx';
import type { PlanPreview } from '#shared/plans/files/import-plan.ts';
import type { FileProblem } from '#shared/plans/files/read-plan-file.ts';
import { counted, quoted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { Checkboxes } from '../../components/choices.tsx';
import { FileUpload } from '../../components/file-upload.tsx';
import { Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';

const crumbs = [{ text: 'Action plans', href: '/plans' }];

export const ImportPage: FC<{ problems?: Problem[]; title?: string }> = ({
  problems = [],
  title,
}) => (
  <Page title="Import a plan" problems={problems} breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Import a plan</h1>
    <p class="govuk-body">
      Save your plan as CSV from Excel. The first line names the columns; <code>ref</code> and{' '}
      <code>recommendation</code> are needed, in any order and case. You will see what would change
      before anything does. A column that the file does not have leaves what is there alone; an
      empty cell empties it.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="/plans/sample.csv">
        Download the sample to fill in
      </a>
    </p>
    <form method="post" action="/plans/import" enctype="multipart/form-data" novalidate>
      <FileUpload
        name="file"
        label="The plan as a CSV file"
        accept=".csv,text/csv"
        problem={messageFor(problems, 'file')}
      />
      <TextInput
        name="title"
        label="Title of the plan (optional)"
        hint="Leave it empty to take the title from the column “plan”. A plan of the same title is brought up to date."
        value={title}
        problem={messageFor(problems, 'title')}
      />
      <Button>See what would change</Button>
    </form>
  </Page>
);

const Problems: FC<{ problems: FileProblem[] }> = ({ problems }) => (
  <Table
    caption={`${counted(problems.length, 'mistake')} in the file`}
    columns={[{ text: 'Line' }, { text: 'Column' }, { text: 'What is wrong' }]}
    rows={problems.map(({ line, column, message }) => [
      line || 'Whole file',
      column ?? '–',
      message,
    ])}
  />
);

const entriesInWords = (count: number) => counted(count, 'entry', 'entries');

export const PreviewPage: FC<{
  preview: PlanPreview;
  csv: string;
  givenTitle: string;
  /** The illustrative sample, where it stands beside one's own plans. */
  sample: { id: number; title: string } | null;
}> = ({ preview, csv, givenTitle, sample }) => {
  const hasProblems = preview.problems.length > 0;
  const summary = hasProblems
    ? [{ field: 'mistakes', message: 'Nothing was changed. Correct the file and send it again.' }]
    : [];
  return (
    <Page
      title="Check what would change"
      problems={summary}
      breadcrumbs={[...crumbs, { text: 'Import', href: '/plans/import' }]}
    >
      <h1 class="govuk-heading-l">
        {hasProblems ? 'The file has mistakes' : 'Check what would change'}
      </h1>
      {hasProblems ? (
        <div id="mistakes">
          <Problems problems={preview.problems} />
          <Button href="/plans/import">Choose another file</Button>
        </div>
      ) : (
        <>
          <p class="govuk-body">
            {preview.planId
              ? `“${preview.title}” would be brought up to date: ${entriesInWords(preview.added.length)} added, ${entriesInWords(preview.changed.length)} changed, ${entriesInWords(preview.unchanged)} unchanged.`
              : `“${preview.title}” would be added as a new plan with ${entriesInWords(preview.added.length)}.`}
          </p>
          {preview.unread.length > 0 && (
            <p class="govuk-body">
              Columns that are passed over: {preview.unread.map(quoted).join(', ')}.
            </p>
          )}
          {preview.missing.length > 0 && (
            <p class="govuk-body">
              The plan has {entriesInWords(preview.missing.length)} that the file does not:{' '}
              {preview.missing.join(', ')}. They stay as they are.
            </p>
          )}
          <form method="post" action="/plans/import/confirm">
            <input type="hidden" name="csv" value={csv} />
            <input type="hidden" name="title" value={givenTitle} />
            {sample && sample.id !== preview.planId && (
              <Checkboxes
                name="replacesSample"
                label="The sample"
                items={[
                  {
                    value: 'yes',
                    text: 'Let this plan take the place of the illustrative sample',
                    hint: 'The sample is archived, and can be taken up again.',
                  },
                ]}
                values={['yes']}
                isSmall
              />
            )}
            <div class="button-row">
              <Button>Import</Button>
              <a class="govuk-link" href="/plans">
                Cancel
              </a>
            </div>
          </form>
          {preview.changed.length > 0 && (
            <Table
              caption="Would be changed"
              columns={[{ text: 'Line' }, { text: 'Reference' }, { text: 'What changes' }]}
              rows={preview.changed.map(({ row, fields }) => [
                row.line,
                row.ref,
                fields.join(', '),
              ])}
            />
          )}
          {preview.added.length > 0 && (
            <Table
              caption="Would be added"
              columns={[{ text: 'Line' }, { text: 'Reference' }, { text: 'Text' }]}
              rows={preview.added.map((row) => [row.line, row.ref, row.text])}
            />
          )}
        </>
      )}
    </Page>
  );
};
