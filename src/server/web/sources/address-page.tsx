import type { FC } from 'hono/jsx';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';

/** Where nothing was found that can be watched, and what to do instead. */
const NothingFound: FC<{ address: string; reason: string }> = ({ address, reason }) => (
  <section class="panel" id="preview" aria-labelledby="nothing-heading">
    <h2 class="govuk-heading-m" id="nothing-heading">
      This cannot be watched
    </h2>
    <p class="govuk-body address">{address}</p>
    <p class="govuk-body" data-says>
      {reason}
    </p>
    <ul class="govuk-list govuk-list--bullet">
      <li>Try the page that lists the publications, or the site’s front page.</li>
      <li>
        If it is one publication,{' '}
        <a class="govuk-link" href={`/publications/add?${new URLSearchParams({ url: address })}`}>
          add it to the library
        </a>
        .
      </li>
      <li>
        If you know what it is,{' '}
        <a class="govuk-link" href={`/sources/add?${new URLSearchParams({ by: 'hand', address })}`}>
          set it up by hand
        </a>
        .
      </li>
    </ul>
  </section>
);

/** Adding a source begins with its address. */
export const AddressPage: FC<{
  address?: string | undefined;
  problems?: Problem[];
  /** Why the address that was looked at cannot be watched. */
  failure?: string;
}> = ({ address, problems = [], failure }) => (
  <Page
    title="Add a source"
    problems={problems}
    breadcrumbs={[{ text: 'Sources', href: '/sources' }]}
  >
    <h1 class="govuk-heading-l">Add a source</h1>
    {failure !== undefined && <NothingFound address={address ?? ''} reason={failure} />}
    <form method="post" action="/sources/look" novalidate>
      <TextInput
        name="address"
        label="Address to watch"
        labelClass="govuk-label--m"
        hint="Of a feed, a page that lists publications, a site, a council’s committee, a GOV.UK search, a repository. We look what it is and show you what it would bring; nothing is kept yet."
        type="url"
        inputmode="url"
        spellcheck={false}
        value={address}
        problem={messageFor(problems, 'address')}
      />
      <div class="button-row">
        <Button>Look what is there</Button>
        <a class="govuk-link" href="/sources">
          Cancel
        </a>
      </div>
    </form>
    {failure === undefined && (
      <p class="govuk-body">
        Or{' '}
        <a class="govuk-link" href="/sources/add?by=hand">
          set it up by hand
        </a>
        , or{' '}
        <a class="govuk-link" href="/sources/transfer">
          import a list
        </a>
        .
      </p>
    )}
  </Page>
);
