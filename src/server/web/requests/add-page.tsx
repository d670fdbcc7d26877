import type { FC } from 'hono/jsx';
import type { RequestPart } from '#shared/publications/show-request.ts';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { FileUpload } from '../components/file-upload.tsx';
import { mayShowItems } from '../components/may-show-items.ts';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';
import { RequestParts } from './request-parts.tsx';

/** Runs on the page where it is chosen; here, the security policy lets it do nothing. */
const bookmarklet = (baseUrl: string) =>
  `javascript:void(open('${baseUrl}/publications/add?url='+encodeURIComponent(location.href)))`;

/** Adding a publication by hand: its address, or a file. */
export const AddPage: FC<{
  url?: string | undefined;
  /** What was chosen for a file; nothing is chosen before somebody does. */
  mayShow?: string | undefined;
  baseUrl: string;
  /** What the person asked for lately. */
  added: RequestPart[];
  problems?: Problem[];
}> = ({ url = '', mayShow, baseUrl, added, problems = [] }) => {
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
          hint="PDF, Word (DOCX), HTML or text, at most 50 MB; or a newsletter saved as a mail (.eml), whose links are then added"
          accept=".pdf,.docx,.html,.htm,.txt,.eml,application/pdf,text/html,text/plain,message/rfc822"
          problem={problemOf('file')}
        />
        <Radios
          name="mayShow"
          label="What may be shown of the file?"
          hint="The publisher’s licence says, often on the second page or at the foot of the site. A mail is not kept, and needs no answer."
          items={mayShowItems}
          value={mayShow}
          problem={problemOf('mayShow')}
          isSmall
        />
        <Button kind="secondary">Upload this file</Button>
      </form>
      {added.length > 0 && (
        <section aria-labelledby="added-heading">
          <h2 class="govuk-heading-m" id="added-heading">
            What you asked for lately
          </h2>
          <RequestParts parts={added} />
        </section>
      )}
      <h2 class="govuk-heading-m">From any page, with one click</h2>
      <p class="govuk-body">
        Drag this link to your browser’s bookmarks bar. On the page of a publication, choose it
        there, and this form opens with that page’s address.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={bookmarklet(baseUrl)}>
          Add to Skylark
        </a>
      </p>
    </Page>
  );
};
