import type { FC } from 'hono/jsx';
import type { ShownAudit } from '#shared/entities/shown-audit.ts';
import { instantInWords } from '#shared/london.ts';
import { type EntryFieldName, entryField, entryFields } from '#shared/plans/fields/entry-fields.ts';
import { counted } from '#shared/text/in-words.ts';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Table } from '../components/table.tsx';

interface Query {
  page: number;
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  action?: string | undefined;
  actor?: string | undefined;
}

interface List {
  total: number;
  page: number;
  size: number;
  items: ShownAudit[];
}

const places: Record<string, string> = {
  publication: '/publications/',
  entry: '/entries/',
  source: '/sources/',
  plan: '/plans/',
  digest: '/digests/',
  search: '/searches/',
  concept: '/vocabulary/',
};

const Subject: FC<{ entry: ShownAudit }> = ({ entry }) => {
  const place = places[entry.subjectType];
  const text = `${entry.subjectType} ${entry.subjectId}`;
  return place ? (
    <a class="govuk-link" href={`${place}${entry.subjectId}`}>
      {text}
    </a>
  ) : (
    text
  );
};

const shown = (value: unknown) =>
  value === null || value === undefined || value === ''
    ? 'nothing'
    : Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? value.join(', ') || 'nothing'
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);

/** A field as its page calls it. */
const labelOf = ({ subjectType }: ShownAudit, name: string) =>
  subjectType === 'entry' && name in entryFields
    ? entryField(name as EntryFieldName).label.toLowerCase()
    : name;

/** "role: member → coordinator", one line for each field. */
const Change: FC<{ entry: ShownAudit }> = ({ entry }) => {
  const before = entry.before ?? {};
  const after = entry.after ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return (
    <ul class="govuk-list audit-changes">
      {names.map((name) => (
        <li>
          {labelOf(entry, name)}: {name in before && `${shown(before[name])} → `}
          {shown(after[name])}
        </li>
      ))}
      {entry.reason && <li>reason: {entry.reason}</li>}
    </ul>
  );
};

const filterWords = ({ subjectType, subjectId, action, actor }: Query) =>
  [subjectType && `${subjectType} ${subjectId ?? ''}`, action, actor && `by ${actor}`]
    .filter(Boolean)
    .join(', ');

export const AuditPage: FC<{ list: List; query: Query }> = ({ list, query }) => (
  <Page title="Audit">
    <h1 class="govuk-heading-l">Who changed what</h1>
    {filterWords(query) && (
      <p class="govuk-body">
        Only {filterWords(query)}.{' '}
        <a class="govuk-link" href="/audit">
          Show everything
        </a>
      </p>
    )}
    {list.total === 0 ? (
      <p class="govuk-body">Nothing has been changed yet.</p>
    ) : (
      <Table
        caption={`${counted(list.total, 'change')}, newest first`}
        columns={[
          { text: 'When' },
          { text: 'Who' },
          { text: 'What' },
          { text: 'On' },
          { text: 'From what to what' },
        ]}
        rows={list.items.map((entry) => [
          instantInWords(entry.at),
          entry.actor,
          entry.action,
          <Subject entry={entry} />,
          <Change entry={entry} />,
        ])}
      />
    )}
    <Pagination
      page={list.page}
      size={list.size}
      total={list.total}
      href={(page) => {
        const given = Object.entries({ ...query, page: String(page) }).filter(([, value]) => value);
        return `/audit?${new URLSearchParams(given as [string, string][])}`;
      }}
    />
  </Page>
);
