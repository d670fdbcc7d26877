import type { FC } from 'hono/jsx';
import { Button } from '../components/button.tsx';
import { FileUpload } from '../components/file-upload.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';
import type { Problem } from '../forms.ts';

/** Adding a publication by hand: its address, or a file. */
export const AddPage: FC<{ url?: string; problems?: Problem[] }> = ({
  url = '',
  problems = [],
}) => {
  const problemOf = (field: string) => problems.find((one) => one.field === field)?.message;
  return (
    <Page
      title="Add a publication"
      problems={problems}
      breadcrumbs={[{ text: 'Search', href: '/' }]}
    >
      <h1 class="govuk-heading-l">Add a publication</h1>
      <p class="govuk-body">
        Only published documents: a review, a report, guidance, an article. Do not add anything
        about a child, family or live case.
      </p>
      <form method="post" action="/publications/add" novalidate>
        <TextInput
          name="url"
          type="url"
          label="Address of a page or file"
          labelClass="govuk-label--m"
          hint="For example, https://www.example.org/reviews/2026/report.pdf"
          value={url}
          problem={problemOf('url')}
          spellcheck={false}
        />
        <Button>Add this address</Button>
      </form>
      <form method="post" action="/publications/add" enctype="multipart/form-data" novalidate>
        <FileUpload
          name="file"
          label="Or upload a file"
          labelClass="govuk-label--m"
          hint="PDF, Word (DOCX), HTML or text, at most 50 MB"
          accept=".pdf,.docx,.html,.htm,.txt,application/pdf,text/html,text/plain"
          problem={problemOf('file')}
        />
        <Button kind="secondary">Upload this file</Button>
      </form>
    </Page>
  );
};
