import type { FC } from 'hono/jsx';
import {
  may,
  type Permission,
  permissions,
  type Role,
  roles,
  wordsOfRole,
} from '#shared/people/permissions.ts';
import { Page } from '../components/page.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { Table } from '../components/table.tsx';

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const nameOf = (role: Role) => capital(wordsOfRole(role).words);

const Granted: FC<{ role: Role; permission: Permission }> = ({ role, permission }) =>
  may({ role }, permission) ? <>Yes</> : <span class="quiet">–</span>;

/** Who may do what, as the table in the program says. */
export const PermissionsPage: FC = () => (
  <Page title="Who may do what">
    <h1 class="govuk-heading-l">Who may do what</h1>
    <p class="govuk-body">
      Everybody who signs in has one role, given by an administrator. Each page and each operation
      of the API asks for one of these permissions; the{' '}
      <a class="govuk-link" href="/api-reference">
        API’s description
      </a>{' '}
      names it.
    </p>
    <h2 class="govuk-heading-m">Roles</h2>
    <SummaryList
      rows={roles.map((role) => ({ key: nameOf(role), value: wordsOfRole(role).does }))}
    />
    <Table
      caption="Permissions"
      columns={[{ text: 'May' }, ...roles.map((role) => ({ text: nameOf(role) }))]}
      rows={permissions.map((permission) => [
        capital(permission),
        ...roles.map((role) => <Granted role={role} permission={permission} />),
      ])}
    />
  </Page>
);
