import { Migration } from '@mikro-orm/migrations';

/**
 * Kinds of source and of request are rows of tables in the program, no longer a CHECK. The source's
 * column is made anew beside the old one: a table that is rebuilt would drop sources, and with them, by
 * their foreign keys, scans, candidates and sightings; "pragma foreign_keys = off" does nothing within
 * a transaction. A column that is added must have a default, which every insert overrules. Nothing
 * refers to requests: their table is rebuilt.
 */
export class Migration20261127182500_kinds_in_tables extends Migration {
  override name = 'Migration20261127182500_kinds_in_tables';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`source\` add column \`kind_named\` text not null default 'feed';`);
    this.addSql(`update \`source\` set \`kind_named\` = \`kind\`;`);
    this.addSql(`alter table \`source\` drop column \`kind\`;`);
    this.addSql(`alter table \`source\` rename column \`kind_named\` to \`kind\`;`);
    this.rebuildRequests('text not null', '');
  }

  override down(): void | Promise<void> {
    // Kinds that the version before does not know: such a source stays, and is paused; such a request goes.
    this.addSql(
      `alter table \`source\` add column \`kind_checked\` text check (\`kind_checked\` in (${kinds})) not null default 'manual';`,
    );
    this.addSql(`update \`source\` set \`kind_checked\` = \`kind\` where \`kind\` in (${kinds});`);
    this.addSql(`update \`source\` set \`is_paused\` = true where \`kind\` not in (${kinds});`);
    this.addSql(`alter table \`source\` drop column \`kind\`;`);
    this.addSql(`alter table \`source\` rename column \`kind_checked\` to \`kind\`;`);
    this.rebuildRequests(
      `text check (\`kind\` in ('scan', 'test', 'add')) not null`,
      `where \`kind\` in ('scan', 'test', 'add')`,
    );
  }

  private rebuildRequests(kind: string, kept: string): void {
    this.addSql(
      `create table \`work_request_new\` (\`id\` integer not null primary key autoincrement, \`kind\` ${kind}, \`source_id\` integer null, \`url\` text null, \`requested_by_id\` integer null, \`requested_at\` datetime not null, \`state\` text check (\`state\` in ('waiting', 'running', 'done', 'failed')) not null default 'waiting', \`lease_until\` datetime null, \`finished_at\` datetime null, \`reason\` text null, \`scan_id\` integer null, \`publication_id\` integer null, \`test\` json null, constraint \`work_request_source_id_foreign\` foreign key (\`source_id\`) references \`source\` (\`id\`) on delete cascade, constraint \`work_request_requested_by_id_foreign\` foreign key (\`requested_by_id\`) references \`app_user\` (\`id\`) on delete set null, constraint \`work_request_scan_id_foreign\` foreign key (\`scan_id\`) references \`scan\` (\`id\`) on delete set null, constraint \`work_request_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `insert into \`work_request_new\` (${columns}) select ${columns} from \`work_request\` ${kept};`,
    );
    // The next number is that of the old table, also where the latest requests are gone.
    this.addSql(`delete from sqlite_sequence where name = 'work_request_new';`);
    this.addSql(
      `insert into sqlite_sequence (name, seq) select 'work_request_new', seq from sqlite_sequence where name = 'work_request';`,
    );
    this.addSql(`drop table \`work_request\`;`);
    this.addSql(`alter table \`work_request_new\` rename to \`work_request\`;`);
    for (const column of ['source_id', 'requested_by_id', 'scan_id', 'publication_id']) {
      this.addSql(
        `create index \`work_request_${column}_index\` on \`work_request\` (\`${column}\`);`,
      );
    }
    this.addSql(
      `create index \`work_request_state_requested_at_index\` on \`work_request\` (\`state\`, \`requested_at\`);`,
    );
  }
}

/** What the version before knew. */
const kinds = `'feed', 'govuk-search', 'govuk-organisation-feed', 'moderngov', 'wordpress', 'sitemap', 'page', 'oai-pmh', 'europepmc', 'openalex', 'crossref', 'mailbox', 'manual'`;

const columns =
  '`id`, `kind`, `source_id`, `url`, `requested_by_id`, `requested_at`, `state`, `lease_until`, `finished_at`, `reason`, `scan_id`, `publication_id`, `test`';
