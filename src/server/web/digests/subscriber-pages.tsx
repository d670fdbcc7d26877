import type { FC } from 'hono/jsx';
import type { listSubscribers } from '#shared/digests/subscribers.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { MailTroubles } from '#shared/mail/mail-trouble.ts';
import { counted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { GrowingList, RowButton } from '../components/growing-list.tsx';
import { MailTroublesNotice } from '../components/mail-troubles.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';

type Subscribers = Awaited<ReturnType<typeof listSubscribers>>;

const stateOf = ({ unsubscribedAt, failure }: Subscribers['items'][number]) => {
  if (unsubscribedAt) return `Left on ${inWords(londonDay(unsubscribedAt))}`;
  return failure ? `Ended: ${failure}` : 'Gets the digest';
};

type Typed = Record<string, string>;

const rowOf = (subscriber: Subscribers['items'][number]) => [
  subscriber.email,
  subscriber.name ?? '–',
  subscriber.partner?.name ?? '–',
  stateOf(subscriber),
  subscriber.unsubscribedAt ? (
    '–'
  ) : (
    <RowButton
      action={`/subscribers/${subscriber.id}/remove`}
      text="Remove"
      of={subscriber.email}
    />
  ),
];

export const SubscribersPage: FC<{
  list: Subscribers;
  troubles: MailTroubles;
  /** Subscriptions that a mail server's refusal ended. */
  ended: number;
  problems?: Problem[];
  typed?: Typed;
}> = ({ list, troubles, ended, problems = [], typed = {} }) => (
  <Page
    title="Subscribers"
    problems={problems}
    breadcrumbs={[{ text: 'Digests', href: '/digests' }]}
  >
    <h1 class="govuk-heading-l">Subscribers</h1>
    <MailTroublesNotice troubles={troubles} />
    {ended > 0 && (
      <InsetText>
        {counted(ended, 'subscription was', 'subscriptions were')} ended because a mail server
        refused.{' '}
        <a class="govuk-link" href="/subscribers/ended">
          See why, and put back
        </a>
      </InsetText>
    )}
    <GrowingList
      caption="Subscribers"
      columns={['Email', 'Name', 'Agency', 'State', 'Change'].map((text) => ({ text }))}
      rows={list.items.map(rowOf)}
      none="Nobody gets the digest yet."
      paging={{ ...list, href: (page) => `/subscribers?page=${page}` }}
      add={{
        title: 'Add a subscriber',
        action: '/subscribers',
        button: <Button>Add subscriber</Button>,
      }}
    >
      <TextInput
        name="email"
        label="Email address"
        type="email"
        spellcheck={false}
        value={typed.email}
        problem={messageFor(problems, 'email')}
        width="govuk-input--width-30"
      />
      <TextInput
        name="name"
        label="Name (optional)"
        value={typed.name}
        width="govuk-input--width-30"
      />
      <TextInput
        name="partner"
        label="Agency (optional)"
        value={typed.partner}
        width="govuk-input--width-30"
      />
    </GrowingList>
  </Page>
);

export const UnsubscribePage: FC<{ token: string; email: string }> = ({ token, email }) => (
  <Page title="Stop the weekly digest">
    <h1 class="govuk-heading-l">Stop the weekly digest</h1>
    <p class="govuk-body">
      {email} will no longer get “Published learning”. Press the button to confirm.
    </p>
    <form method="post" action={`/unsubscribe/${token}`}>
      <Button>Stop the digest</Button>
    </form>
  </Page>
);

export const UnsubscribedPage: FC<{ isKnown: boolean }> = ({ isKnown }) => (
  <Page title={isKnown ? 'The digest is stopped' : 'This address does not work'}>
    <h1 class="govuk-heading-l">
      {isKnown ? 'The digest is stopped' : 'This address does not work'}
    </h1>
    <p class="govuk-body">
      {isKnown
        ? 'You will get no more digests. If you change your mind, ask the coordinator of the sub-group.'
        : 'It may be incomplete. Use the address in the latest message, or ask the coordinator of the sub-group.'}
    </p>
  </Page>
);
