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
 * how it bears on an entry, where an entry stands, and their kin. Each column is made anew beside
 * the old one: a table that is rebuilt would take with it, by their foreign keys, what refers to its rows;
 * "pragma foreign_keys = off" does nothing within a transaction. A column that is added and not null must
 * have a default, which every insert overrules.
 */
export class Migration20261127204500_lists_that_grow extends Migration {
  override name = 'Migration20261127204500_lists_that_grow';

  override up(): void | Promise<void> {
    this.addSql(`drop index \`publication_status_first_seen_at_index\`;`);
    for (const { table, column, instead, initially } of lists) {
      const rest = instead === null ? 'null' : `not null default '${initially ?? instead}'`;
      this.addSql(`alter table \`${table}\` add column \`${column}_named\` text ${rest};`);
      this.addSql(`update \`${table}\` set \`${column}_named\` = \`${column}\`;`);
      this.replace(table, column, `${column}_named`);
    }
    this.indexStatus();
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`publication_status_first_seen_at_index\`;`);
    for (const { table, column, values, instead, initially } of lists) {
      const checked = `${column}_checked`;
      const known = quoted(values);
      const rest = instead === null ? 'null' : `not null default '${initially ?? instead}'`;
      this.addSql(
        `alter table \`${table}\` add column \`${checked}\` text check (\`${checked}\` in (${known})) ${rest};`,
      );
      this.addSql(
        `update \`${table}\` set \`${checked}\` = case when \`${column}\` in (${known}) then \`${column}\` else ${literal(instead)} end;`,
      );
      this.replace(table, column, checked);
    }
    this.indexStatus();
  }

  private replace(table: string, column: string, by: string): void {
    this.addSql(`alter table \`${table}\` drop column \`${column}\`;`);
    this.addSql(`alter table \`${table}\` rename column \`${by}\` to \`${column}\`;`);
  }

  private indexStatus(): void {
    this.addSql(
      `create index \`publication_status_first_seen_at_index\` on \`publication\` (\`status\`, \`first_seen_at\`);`,
    );
  }
}
