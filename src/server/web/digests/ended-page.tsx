import type { FC } from 'hono/jsx';
import type { EndedSubscription } from '#shared/digests/put-back-subscribers.ts';
import { inWords, londonDay } from '#shared/london.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Checkboxes } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';

const whenOf = ({ endedAt }: EndedSubscription) =>
  endedAt ? `Ended on ${inWords(londonDay(endedAt))}` : 'Ended by an earlier version of Skylark';

/** Subscriptions that a mail server's refusal ended, to be put back with one button. */
export const EndedSubscriptionsPage: FC<{
  ended: EndedSubscription[];
  problems?: Problem[];
  chosen?: string[];
}> = ({ ended, problems = [], chosen }) => (
  <Page
    title="Put subscriptions back"
    problems={problems}
    breadcrumbs={[
      { text: 'Digests', href: '/digests' },
      { text: 'Subscribers', href: '/subscribers' },
    ]}
  >
    <h1 class="govuk-heading-l">Put subscriptions back</h1>
    {ended.length === 0 ? (
      <p class="govuk-body">No subscription was ended by a mail server’s refusal.</p>
    ) : (
      <>
        <p class="govuk-body">
          These get no digest, because a mail server refused a message to them. Earlier versions
          ended a subscription also when the server refused for another reason, such as a wrong
          sender or a full mailbox. Who is put back gets the next digest; if there is no such
          mailbox, the subscription ends again by itself.
        </p>
        <form method="post" action="/subscribers/ended" novalidate>
          <Checkboxes
            name="id"
            label="Whom to put back"
            problem={messageFor(problems, 'id')}
            values={chosen ?? ended.map(({ id }) => String(id))}
            items={ended.map((one) => ({
              value: String(one.id),
              text: one.partner ? `${one.email} (${one.partner})` : one.email,
              hint: `${whenOf(one)}. ${one.reason}`,
            }))}
          />
          <Button>Put back</Button>
        </form>
      </>
    )}
  </Page>
);
