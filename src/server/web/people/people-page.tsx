import type { FC } from 'hono/jsx';
import type { User } from '#shared/entities/index.ts';
import { inWords, londonDay } from '#shared/london.ts';
import { offeredRoles, roleOf, wordsOfRole } from '#shared/people/permissions.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';
import { TextInput } from '../components/text-input.tsx';

const Changes: FC<{ person: User }> = ({ person }) => (
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

export const PeoplePage: FC<{
  users: User[];
  problems?: Problem[];
  typed?: Record<string, string>;
}> = ({ users, problems = [], typed = {} }) => (
  <Page title="People" problems={problems}>
    <h1 class="govuk-heading-l">People who may sign in</h1>
    <Table
      caption="People"
      isCaptionHidden
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
        person.lastSignedInAt ? inWords(londonDay(person.lastSignedInAt)) : 'Never',
        <Changes person={person} />,
      ])}
    />
    <section class="panel">
      <h2 class="govuk-heading-m">Add a person</h2>
      <form method="post" action="/people" novalidate>
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
        <Button>Add person</Button>
      </form>
    </section>
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
