import type { FC } from 'hono/jsx';
import type { Letter, User } from '#shared/entities/index.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { MailTroubles } from '#shared/mail/mail-trouble.ts';
import { offeredRoles, roleOf, wordsOfRole } from '#shared/people/permissions.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { GrowingList } from '../components/growing-list.tsx';
import { MailTroublesNotice } from '../components/mail-troubles.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';

/** How far somebody who has never signed in has come. */
const signedInWords = (person: User, invitation: Letter | undefined): string => {
  if (person.lastSignedInAt) return inWords(londonDay(person.lastSignedInAt));
  if (!invitation) return 'Never';
  if (invitation.state === 'sent' && invitation.sentAt)
    return `Never. Told by mail on ${inWords(londonDay(invitation.sentAt))}`;
  if (invitation.state === 'cancelled') return 'Never';
  const reason = invitation.reason ? ` ${invitation.reason}` : '';
  return invitation.state === 'failed'
    ? `Never. Could not be told by mail.${reason}`
    : `Never. A mail is on its way.${reason}`;
};

const Changes: FC<{ person: User; mayHaveLink: boolean }> = ({ person, mayHaveLink }) => (
  <form method="post" action={`/people/${person.id}`} class="person-form">
    {person.isActive ? (
      <>
        <label class="govuk-visually-hidden" for={`role-${person.id}`}>
          Role of {person.email}
        </label>
        <select class="govuk-select" id={`role-${person.id}`} name="role">
          {offeredRoles.map((role) => (
            <option value={role} selected={role === person.role}>
              {wordsOfRole(role).words}
            </option>
          ))}
        </select>
        <button type="submit" name="do" value="role" class="link-button">
          Change role<span class="govuk-visually-hidden"> of {person.email}</span>
        </button>
        {mayHaveLink && (
          <button type="submit" name="do" value="link" class="link-button">
            Make a sign-in link<span class="govuk-visually-hidden"> for {person.email}</span>
          </button>
        )}
        <button type="submit" name="do" value="leave" class="link-button">
          Stop sign-in<span class="govuk-visually-hidden"> of {person.email}</span>
        </button>
      </>
    ) : (
      <button type="submit" name="do" value="return" class="link-button">
        Allow sign-in again<span class="govuk-visually-hidden"> for {person.email}</span>
      </button>
    )}
  </form>
);

/** A link that is shown this once, to be handed over. */
const LinkToHandOver: FC<{ email: string; link: string }> = ({ email, link }) => (
  <InsetText>
    <p class="govuk-body">
      Give this link to {email} yourself. It signs them in, works once and for a day, and will not
      be shown again.
    </p>
    <p class="govuk-body token">
      <code>{link}</code>
    </p>
  </InsetText>
);

export const PeoplePage: FC<{
  users: User[];
  invitations: Map<number, Letter>;
  troubles: MailTroubles;
  /** False: no mail server is set, or nothing can be sent just now. */
  canMail: boolean;
  /** A link that was just made. */
  made?: { email: string; link: string };
  problems?: Problem[];
  typed?: Record<string, string>;
}> = ({ users, invitations, troubles, canMail, made, problems = [], typed = {} }) => (
  <Page title="People" problems={problems}>
    <h1 class="govuk-heading-l">People who may sign in</h1>
    <MailTroublesNotice troubles={troubles} />
    {made && <LinkToHandOver {...made} />}
    <GrowingList
      caption="People"
      columns={[
        { text: 'Email' },
        { text: 'Name' },
        { text: 'Role' },
        { text: 'Last signed in' },
        { text: 'Change' },
      ]}
      rows={users.map((person) => [
        person.email,
        person.name ?? '–',
        person.isActive ? wordsOfRole(roleOf(person.role)).words : 'May no longer sign in',
        signedInWords(person, invitations.get(person.id)),
        <Changes person={person} mayHaveLink={!person.lastSignedInAt || !canMail} />,
      ])}
      none="Nobody may sign in yet."
      add={{
        title: 'Add a person',
        action: '/people',
        button: <Button>Add person</Button>,
        about: canMail
          ? 'They are told by mail, with a link by which to sign in.'
          : 'No mail can be sent, so you are shown a sign-in link to hand over.',
      }}
    >
      <TextInput
        name="email"
        label="Work email address"
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
        problem={messageFor(problems, 'name')}
        width="govuk-input--width-30"
      />
      <Radios
        name="role"
        label="Role"
        value={typed.role ?? 'member'}
        problem={messageFor(problems, 'role')}
        items={offeredRoles.map((role) => {
          const { words, does } = wordsOfRole(role);
          return { value: role, text: words, hint: does };
        })}
      />
    </GrowingList>
    <p class="govuk-body">
      <a class="govuk-link" href="/permissions">
        See who may do what
      </a>
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="/audit">
        See who changed what
      </a>
    </p>
  </Page>
);
