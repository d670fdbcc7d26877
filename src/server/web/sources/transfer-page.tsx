import type { FC } from 'hono/jsx';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { FileUpload } from '../components/file-upload.tsx';
import { Page } from '../components/page.tsx';

/** Taking sources out, and bringing in those of another board or feed reader. */
export const TransferPage: FC<{
  problems?: Problem[];
  /** What an import did that left some out. */
  outcome?: string;
}> = ({ problems = [], outcome }) => (
  <Page
    title="Import or export sources"
    problems={problems}
    breadcrumbs={[{ text: 'Sources', href: '/sources' }]}
  >
    <h1 class="govuk-heading-l">Import or export sources</h1>
    {outcome && <p class="govuk-body">{outcome}</p>}
    <h2 class="govuk-heading-m">Export</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        <a class="govuk-link" href="/sources/export.json" download="skylark-sources.json">
          All sources, as JSON
        </a>
      </li>
      <li>
        <a class="govuk-link" href="/sources/export.opml" download="skylark-sources.opml">
          All sources, as OPML: a feed reader takes the feeds among them
        </a>
      </li>
    </ul>
    <form method="post" action="/sources/import" enctype="multipart/form-data" novalidate>
      <FileUpload
        name="file"
        label="Import"
        labelClass="govuk-label--m"
        hint="A JSON or OPML file of another Skylark, or an OPML file of a feed reader. What is watched already is left alone; the rest starts paused, to be tested first."
        accept=".json,.opml,.xml"
        problem={outcome ? undefined : problems.find(({ field }) => field === 'file')?.message}
      />
      <Button>Import</Button>
    </form>
  </Page>
);
