import { Migration } from '@mikro-orm/migrations';

const statuses = [
  'not started',
  'in progress',
  'complete',
  'embedded',
  'superseded',
  'not accepted',
];
const colours = ['Blue', 'Red', 'Amber', 'Green'];
const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');
const literal = (value: string | null) => (value === null ? 'null' : `'${value}'`);

/** What the version before knew: table, column, values, what stands for one that it does not know, and its default. */
const lists: readonly {
  table: string;
  column: string;
  values: readonly string[];
  instead: string | null;
  initially?: string;
}[] = [
  {
    table: 'link',
    column: 'bearing',
    values: ['supports', 'challenges', 'updates', 'example', 'gap'],
    instead: 'example',
  },
  {
    table: 'publication',
    column: 'status',
    values: ['new', 'kept', 'set-aside'],
    instead: 'new',
    initially: 'new',
  },
  {
    table: 'publication',
    column: 'set_aside_reason',
    values: ['not-relevant', 'duplicate', 'too-thin', 'out-of-area', 'superseded'],
    instead: null,
  },
  {
    table: 'publication',
    column: 'published_on_basis',
    values: ['source', 'document', 'person', 'first-seen'],
    instead: 'first-seen',
  },
  { table: 'plan_entry', column: 'status', values: statuses, instead: 'in progress' },
  { table: 'plan_entry', column: 'rag', values: colours, instead: null },
  { table: 'progress_note', column: 'status', values: statuses, instead: 'in progress' },
  { table: 'progress_note', column: 'rag', values: colours, instead: null },
  {
    table: 'assessment',
    column: 'evidence_strength',
    values: [
      'statutory-duty',
      'national-finding',
      'evaluated-with-control',
      'evaluated-before-after',
      'described-practice',
      'opinion-or-news',
    ],
    instead: null,
  },
  { table: 'assessment', column: 'horizon', values: ['now', 'next', 'later'], instead: null },
  {
    table: 'digest_line',
    column: 'group',
    values: ['decided', 'discussion', 'information'],
    instead: 'information',
  },
  { table: 'search_alert', column: 'rhythm', values: ['at-once', 'weekly'], instead: 'weekly' },
  { table: 'alert_message', column: 'rhythm', values: ['at-once', 'weekly'], instead: 'weekly' },
  {
    table: 'local_word',
    column: 'kind',
    values: ['synonym', 'abbreviation', 'retired'],
    instead: 'synonym',
  },
  {
    table: 'source',
    column: 'may_show',
    values: ['text', 'extract', 'link'],
    instead: 'link',
    initially: 'link',
  },
];

/**
 * Lists that grow are rows of the program, no longer a CHECK: what a publication is, why it was set aside,
 * how it bears on an entry, where an entry stands, and their kin. */
export class Migration20261127204500_lists_that_grow extends Migration {
  override name = 'Migration20261127204500_lists_that_grow';

  override up(): void | Promise<void> {
    for (const { table, column } of lists) {
      this.addSql(`alter table "${table}" drop constraint "${table}_${column}_check";`);
      this.addSql(
        `alter table "${table}" alter column "${column}" type varchar(50) using ("${column}"::varchar(50));`,
      );
    }
  }

  override down(): void | Promise<void> {
    for (const { table, column, values, instead } of lists) {
      const known = quoted(values);
      this.addSql(
        `update "${table}" set "${column}" = ${literal(instead)} where "${column}" not in (${known});`,
      );
      this.addSql(
        `alter table "${table}" alter column "${column}" type text using ("${column}"::text);`,
      );
      this.addSql(
        `alter table "${table}" add constraint "${table}_${column}_check" check ("${column}" in (${known}));`,
      );
    }
  }
}
