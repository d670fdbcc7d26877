import type { FC } from 'hono/jsx';
import type { SourceAt } from '#shared/entities/index.ts';
import { kindInWords } from '#shared/sources/readable-kinds.ts';
import type { Preview } from '#shared/sources/show-preview.ts';
import { LookAgain } from '../components/look-again.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { SourceFindings } from './source-test.tsx';

/** What else the address could be: each is looked at with one click. */
const Others: FC<{ others: SourceAt[] }> = ({ others }) =>
  others.length === 0 ? null : (
    <div class="button-row">
      <p class="govuk-body">Not what you meant? Look at it as</p>
      {others.map(({ kind, url, query, name, publisher }) => (
        <form method="post" action="/sources/preview">
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="url" value={url} />
          <input type="hidden" name="query" value={query ?? ''} />
          <input type="hidden" name="name" value={name} />
          <input type="hidden" name="publisher" value={publisher} />
          <button type="submit" class="link-button">
            {kindInWords[kind]}
            <span class="govuk-visually-hidden">: {url}</span>
          </button>
        </form>
      ))}
    </div>
  );

/** What a preview found, or why it found nothing: stands above the form. */
export const PreviewFindings: FC<{ preview: Preview }> = ({ preview }) => {
  const { id, state, source, found, reason, known, others } = preview;
  return (
    <section class="panel" id="preview" aria-labelledby="preview-heading">
      <h2 class="govuk-heading-m" id="preview-heading">
        Preview
      </h2>
      {source && found && (
        <p class="govuk-body">
          Read as <strong>{kindInWords[source.kind]}</strong>:{' '}
          <span class="address">{source.url}</span>
          {source.query && ` (${source.query})`}
        </p>
      )}
      {known && (
        <InsetText>
          It is watched already, as{' '}
          <a class="govuk-link" href={`/sources/${known.id}`}>
            {known.name}
          </a>
          .
        </InsetText>
      )}
      {state === 'failed' && (
        <p class="govuk-body" data-says>
          It could not be read. {reason}
        </p>
      )}
      {source && found && <SourceFindings test={found} source={source} />}
      {!found && state !== 'failed' && (
        <p class="govuk-body">
          Not read yet.{' '}
          <a class="govuk-link" href={`/sources/previews/${id}`}>
            Look again
          </a>
        </p>
      )}
      <Others others={others} />
      <p class="govuk-body">The source is not saved. Change it below, or add it.</p>
    </section>
  );
};

/** While it waits there is no form: a page that looks again would lose what is typed. */
export const PreviewWaitingPage: FC<{ preview: Preview }> = ({ preview }) => {
  const { id, state, source, address } = preview;
  return (
    <Page
      title="Preview of a source: waiting"
      breadcrumbs={[{ text: 'Sources', href: '/sources' }]}
    >
      <span class="govuk-caption-l">Preview of a source</span>
      <h1 class="govuk-heading-l">{source?.name ?? 'Looking what is there'}</h1>
      <p class="govuk-body address">{source?.url ?? address}</p>
      <p class="govuk-body" id="preview-state" data-live data-says>
        {state === 'running' ? 'It is being read now.' : 'It waits to be read.'} Then this page
        shows what was found, above the form{source ? ' as you filled it in' : ''}.
      </p>
      <LookAgain href={`/sources/previews/${id}`} />
      <p class="govuk-body">
        {source ? (
          <a class="govuk-link" href={`/sources/previews/${id}?wait=no`}>
            Back to the form without waiting
          </a>
        ) : (
          <a
            class="govuk-link"
            href={`/sources/add?${new URLSearchParams({ by: 'hand', address })}`}
          >
            Set it up by hand without waiting
          </a>
        )}
      </p>
    </Page>
  );
};
