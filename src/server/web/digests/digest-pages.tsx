import type { FC } from 'hono/jsx';
import { subjectOf } from '#shared/digests/render-message.tsx';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { digestGroups } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import { agreeing, counted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Details, InsetText, WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';
import { Textarea } from '../components/textarea.tsx';
import { Group } from './digest-lines.tsx';
import { State, whatHappensNext } from './digest-state.tsx';
import { IfSent, NotInDigest } from './digest-waiting.tsx';
import { NotStandingWell } from './not-standing-well.tsx';
import { PassedOverList, ReasonsToPassOver, WordingNotes } from './wording-notes.tsx';

const Approval: FC<{ digest: DigestView; isOver: boolean }> = ({ digest, isOver }) => {
  const { state, week } = digest;
  if (state === 'sent' || state === 'sending') return null;
  const hasLines = digest.lines.length > 0;
  return (
    <div class="button-row no-print digest-approval">
      {state === 'approved' && (
        <form method="post" action={`/digests/${week}/withdraw`}>
          <Button kind="secondary">Withdraw the approval</Button>
        </form>
      )}
      {state === 'draft' && hasLines && <Button href={`/digests/${week}/approve`}>Approve</Button>}
      {((state === 'missed' && digest.ifSent.length > 0) ||
        state === 'approved' ||
        (isOver && hasLines)) && (
        <Button kind={state === 'missed' ? 'primary' : 'secondary'} href={`/digests/${week}/send`}>
          Send now
        </Button>
      )}
      <a class="govuk-link" href={`/digests/${week}/text`}>
        See the message as text
      </a>
    </div>
  );
};

/** To whom it could not be delivered, yet or at all. */
const Undelivered: FC<{ deliveries: DigestView['deliveries'] }> = ({
  deliveries: { held, failed },
}) => (
  <>
    {held.length > 0 && (
      <Table
        caption={`${held.length} waiting to be tried again`}
        columns={[{ text: 'Address' }, { text: 'Why' }, { text: 'Tried again' }]}
        rows={held.map(({ email, reason, nextAttemptAt }) => [
          email,
          reason ?? '',
          nextAttemptAt ? instantInWords(nextAttemptAt) : '–',
        ])}
      />
    )}
    {failed.length > 0 && (
      <Table
        caption={`${failed.length} could not be delivered`}
        columns={[{ text: 'Address' }, { text: 'Why' }]}
        rows={failed.map(({ email, reason }) => [email, reason ?? ''])}
      />
    )}
  </>
);

const IntroForm: FC<{
  digest: DigestView;
  seen: string;
  problems: Problem[];
  typed: string | undefined;
}> = ({ digest, seen, problems, typed }) => (
  <Details
    summary={digest.intro ? 'Change the words at the top' : 'Add words at the top'}
    isOpen={problems.length > 0}
  >
    <form method="post" action={`/digests/${digest.week}/intro`} novalidate>
      <input type="hidden" name="seen" value={seen} />
      <Textarea
        name="intro"
        label="Words at the top of the digest"
        value={typed ?? digest.intro}
        problem={messageFor(problems, 'intro')}
      />
      <Button kind="secondary">Save</Button>
    </form>
  </Details>
);

/** What those who approve see of an approval: the next step, and what changed since. */
const ApprovalPart: FC<{ digest: DigestView; isOver: boolean }> = ({ digest, isOver }) => (
  <>
    <Approval digest={digest} isOver={isOver} />
    {digest.state === 'approved' && digest.noLongerKept.length > 0 && (
      <WarningText>
        No longer kept since it was approved: {digest.noLongerKept.join('; ')}. Withdraw the
        approval to leave {agreeing(digest.noLongerKept.length, 'it', 'them')} out.
      </WarningText>
    )}
  </>
);

interface DigestProps {
  digest: DigestView;
  toJudge: number;
  user: CurrentUser;
  isOver: boolean;
  /** The tag of the words at the top, as they were when the page was opened. */
  seen: string;
  problems?: Problem[];
  typedIntro?: string;
}

export const DigestPage: FC<DigestProps> = ({
  digest,
  toJudge,
  user,
  isOver,
  seen,
  problems = [],
  typedIntro,
}) => {
  const isOpen = digest.state === 'draft' || digest.state === 'missed';
  const mayChange = may(user, 'edit digest') && isOpen;
  const mayApprove = may(user, 'approve digest');
  return (
    <Page
      title={subjectOf(digest)}
      problems={problems}
      breadcrumbs={[{ text: 'Digests', href: '/digests' }]}
    >
      <h1 class="govuk-heading-l">{subjectOf(digest)}</h1>
      <p class="govuk-body">
        <State state={digest.state} /> {whatHappensNext(digest, isOver)}
      </p>
      {digest.approved && isOpen === false && (
        <p class="govuk-body-s quiet">
          Approved by {digest.approved.by ?? 'somebody who has left'} on{' '}
          {instantInWords(digest.approved.at)}.
        </p>
      )}
      {mayApprove && <ApprovalPart digest={digest} isOver={isOver} />}
      {mayChange && may(user, 'judge') && toJudge > 0 && (
        <InsetText>
          {counted(toJudge, 'publication waits', 'publications wait')} to be judged. Only what is
          kept enters a digest.{' '}
          <a class="govuk-link" href="/sift">
            Judge what is new
          </a>
        </InsetText>
      )}
      {mayApprove && <Undelivered deliveries={digest.deliveries} />}
      {mayChange && <WordingNotes digest={digest} />}
      {may(user, 'edit digest') && <PassedOverList digest={digest} />}
      {mayChange && (
        <IntroForm digest={digest} seen={seen} problems={problems} typed={typedIntro} />
      )}
      {digest.intro && <p class="govuk-body">{digest.intro}</p>}
      {digest.lines.length === 0 && digest.state !== 'missed' && (
        <p class="govuk-body">
          Nothing is in this digest{isOpen ? ' yet' : ''}. Publications enter the next digest when a
          coordinator keeps them. An empty digest is not sent.
        </p>
      )}
      {digestGroups.map((group) => (
        <Group group={group} digest={digest} mayChange={mayChange} />
      ))}
      {may(user, 'edit digest') && <IfSent digest={digest} />}
      {may(user, 'edit digest') && <NotInDigest digest={digest} mayChange={mayChange} />}
    </Page>
  );
};

export const ConfirmPage: FC<{
  digest: DigestView;
  isSending: boolean;
  confirmed?: number[];
  typed?: Record<string, string>;
  problems?: Problem[];
}> = ({ digest, isSending, confirmed = [], typed = {}, problems = [] }) => {
  const count = digest.lines.length + digest.ifSent.length;
  return (
    <Page
      problems={problems}
      title={isSending ? 'Send the digest now' : 'Approve the digest'}
      breadcrumbs={[
        { text: 'Digests', href: '/digests' },
        { text: subjectOf(digest), href: `/digests/${digest.week}` },
      ]}
    >
      <h1 class="govuk-heading-l">{isSending ? 'Send the digest now?' : 'Approve the digest?'}</h1>
      <p class="govuk-body">
        {counted(count, 'publication')} for {counted(digest.subscribers, 'subscriber')}.{' '}
        {isSending
          ? 'It is frozen as it stands and goes out at once. This cannot be undone.'
          : `It is frozen as it stands, and goes out on ${instantInWords(digest.sendAt)}. You can withdraw the approval until then.`}
      </p>
      <form method="post" action={`/digests/${digest.week}/${isSending ? 'send' : 'approve'}`}>
        <NotStandingWell digest={digest} confirmed={confirmed} problems={problems} />
        <ReasonsToPassOver digest={digest} typed={typed} problems={problems} />
        <div class="button-row">
          <Button>{isSending ? 'Send now' : 'Approve'}</Button>
          <a class="govuk-link" href={`/digests/${digest.week}`}>
            Cancel
          </a>
        </div>
      </form>
    </Page>
  );
};

export const TextPage: FC<{ digest: DigestView; text: string }> = ({ digest, text }) => (
  <Page
    title="The message as text"
    breadcrumbs={[
      { text: 'Digests', href: '/digests' },
      { text: subjectOf(digest), href: `/digests/${digest.week}` },
    ]}
  >
    <h1 class="govuk-heading-l">The message as text</h1>
    <pre class="message-text">{text}</pre>
  </Page>
);
