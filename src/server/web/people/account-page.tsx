import type { FC } from 'hono/jsx';
import type { ApiToken } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { mostPastSearches } from '#shared/searches/past-searches.ts';
import { agreeing } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { RowButton } from '../components/growing-list.tsx';
import { Page } from '../components/page.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { Table } from '../components/table.tsx';
import { TextInput } from '../components/text-input.tsx';

interface Props {
  user: CurrentUser;
  tokens: ApiToken[];
  /** How many past searches are remembered. */
  pastSearches: number;
  /** A token just made: shown this once. */
  made?: string;
  problems?: Problem[];
}

export const AccountPage: FC<Props> = ({ user, tokens, pastSearches, made, problems = [] }) => (
  <Page title="Your account" problems={problems}>
    <h1 class="govuk-heading-l">Your account</h1>
    <SummaryList
      rows={[
        { key: 'Name', value: user.name ?? 'Not given' },
        { key: 'Email', value: user.email },
        { key: 'Role', value: user.role },
      ]}
    />
    <form method="post" action="/account/sign-out-everywhere">
      <Button kind="secondary">Sign out on all computers</Button>
    </form>
    <section class="panel">
      <h2 class="govuk-heading-m">Past searches</h2>
      <p class="govuk-body">
        {pastSearches === 0
          ? `No search of yours is remembered. Your last ${mostPastSearches} will be, to be offered to you alone while you type.`
          : `Your last ${agreeing(pastSearches, 'search is', `${pastSearches} searches are`)} remembered, and offered to you alone while you type. At most ${mostPastSearches} are.`}
      </p>
      {pastSearches > 0 && (
        <form method="post" action="/account/past-searches/clear">
          <Button kind="secondary">Clear my past searches</Button>
        </form>
      )}
    </section>
    <section class="panel">
      <h2 class="govuk-heading-m">Tokens for programs</h2>
      <p class="govuk-body">
        A program that has a token may do what you may do. Make one for each program, and revoke
        those no longer used.
      </p>
      {made && (
        <div class="govuk-inset-text">
          <p class="govuk-body">Copy the token now. It will not be shown again.</p>
          <p class="govuk-body token">
            <code>{made}</code>
          </p>
        </div>
      )}
      {tokens.length > 0 && (
        <Table
          caption="Your tokens"
          isCaptionHidden
          columns={[{ text: 'For' }, { text: 'Made' }, { text: 'Last used' }, { text: 'Action' }]}
          rows={tokens.map((token) => [
            token.name,
            instantInWords(token.createdAt),
            token.lastUsedAt ? instantInWords(token.lastUsedAt) : 'Never',
            <RowButton
              action={`/account/tokens/${token.id}/revoke`}
              text="Revoke"
              of={`the token for ${token.name}`}
            />,
          ])}
        />
      )}
      <form method="post" action="/account/tokens" novalidate>
        <TextInput
          name="name"
          label="What the token is for"
          problem={messageFor(problems, 'name')}
          width="govuk-input--width-20"
        />
        <Button kind="secondary">Make a token</Button>
      </form>
    </section>
  </Page>
);
