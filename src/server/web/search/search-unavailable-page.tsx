import type { FC } from 'hono/jsx';
import { searchParameters } from '#shared/library/read-search-query.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import type { SearchQuery } from '#shared/search/search-index.ts';
import { WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { SearchBox } from './search-box.tsx';

/** What the box does not ask for itself, so that nothing chosen is lost. */
const besides = (query: SearchQuery) =>
  [
    ...searchParameters({ ...query, words: '', page: 1, expand: true, correct: true, alike: true }),
  ].map(([name, value]) => <input type="hidden" name={name} value={value} />);

/** The search page while the index cannot be asked: why, what was typed, and what works meanwhile. */
export const SearchUnavailablePage: FC<{
  query: SearchQuery;
  said: { title: string; text: string };
  user: CurrentUser;
}> = ({ query, said, user }) => (
  <Page title={said.title}>
    <search class="search">
      <form action="/" method="get" novalidate>
        <SearchBox query={query} />
        {besides(query)}
      </form>
    </search>
    <h2 class="govuk-heading-m">{said.title}</h2>
    <WarningText>{said.text}</WarningText>
    <p class="govuk-body">
      What you typed is still in the box: search again in a minute. Meanwhile you can:
    </p>
    <ul class="govuk-list govuk-list--bullet">
      {may(user, 'judge') && (
        <li>
          <a class="govuk-link" href="/sift">
            judge what is new
          </a>
        </li>
      )}
      <li>
        <a class="govuk-link" href="/plans">
          go to the action plans and what is linked to them
        </a>
      </li>
      <li>
        <a class="govuk-link" href="/digests">
          read the weekly digests
        </a>
      </li>
      <li>
        <a class="govuk-link" href="/sources">
          look at the sources
        </a>
      </li>
    </ul>
  </Page>
);
