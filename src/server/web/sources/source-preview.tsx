import type { FC } from 'hono/jsx';
import type { Preview } from '#shared/sources/show-preview.ts';
import { LookAgain } from '../components/look-again.tsx';
import { Page } from '../components/page.tsx';
import { SourceFindings } from './source-test.tsx';

/** What a preview found, or why it found nothing: stands above the form. */
export const PreviewFindings: FC<{ preview: Preview }> = ({ preview }) => (
  <section class="panel" id="preview">
    <h2 class="govuk-heading-m">Preview</h2>
    {preview.state === 'failed' && (
      <p class="govuk-body" data-says>
        It could not be read. {preview.reason}
      </p>
    )}
    {preview.found && <SourceFindings test={preview.found} source={preview.source} />}
    {!preview.found && preview.state !== 'failed' && (
      <p class="govuk-body">
        Not read yet.{' '}
        <a class="govuk-link" href={`/sources/previews/${preview.id}`}>
          Look again
        </a>
      </p>
    )}
    <p class="govuk-body">The source is not saved. Change it below, or add it.</p>
  </section>
);

/** While it waits there is no form: a page that looks again would lose what is typed. */
export const PreviewWaitingPage: FC<{ preview: Preview }> = ({ preview }) => (
  <Page title="Preview of a source: waiting" breadcrumbs={[{ text: 'Sources', href: '/sources' }]}>
    <span class="govuk-caption-l">Preview of a source</span>
    <h1 class="govuk-heading-l">{preview.source.name}</h1>
    <p class="govuk-body address">{preview.source.url}</p>
    <p class="govuk-body" id="preview-state" data-live data-says>
      {preview.state === 'running' ? 'It is being read now.' : 'It waits to be read.'} Then this
      page shows what was found, above the form as you filled it in.
    </p>
    <LookAgain href={`/sources/previews/${preview.id}`} />
    <p class="govuk-body">
      <a class="govuk-link" href={`/sources/previews/${preview.id}?wait=no`}>
        Back to the form without waiting
      </a>
    </p>
  </Page>
);
