import { Migration } from '@mikro-orm/migrations';

export class Migration20261124164924_connectors_and_decisions extends Migration {
  override name = 'Migration20261124164924_connectors_and_decisions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`possible_duplicate\` (\`id\` integer not null primary key autoincrement, \`first_id\` integer not null, \`second_id\` integer not null, \`distance\` integer not null, \`found_at\` datetime not null, \`state\` text check (\`state\` in ('open', 'merged', 'apart')) not null default 'open', \`decided_by_id\` integer null, \`decided_at\` datetime null, \`kept_id\` integer null, \`merged\` json null, constraint \`possible_duplicate_first_id_foreign\` foreign key (\`first_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`possible_duplicate_second_id_foreign\` foreign key (\`second_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`possible_duplicate_decided_by_id_foreign\` foreign key (\`decided_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`possible_duplicate_first_id_index\` on \`possible_duplicate\` (\`first_id\`);`,
    );
    this.addSql(
      `create index \`possible_duplicate_second_id_index\` on \`possible_duplicate\` (\`second_id\`);`,
    );
    this.addSql(
      `create index \`possible_duplicate_decided_by_id_index\` on \`possible_duplicate\` (\`decided_by_id\`);`,
    );
    this.addSql(
      `create index \`possible_duplicate_state_index\` on \`possible_duplicate\` (\`state\`);`,
    );
    this.addSql(
      `create unique index \`possible_duplicate_first_id_second_id_unique\` on \`possible_duplicate\` (\`first_id\`, \`second_id\`);`,
    );

    // Columns are added, not tables made anew: dropping a table would take with it what refers to it.
    this.addSql(`alter table \`source\` add column \`last_read_in_full_at\` datetime null;`);
    this.addSql(`alter table \`source\` add column \`rest_hours\` double null;`);
    this.addSql(`alter table \`source\` add column \`every_days\` double null;`);
    this.addSql(
      `alter table \`source\` add column \`alerted_of\` text check (\`alerted_of\` in ('failing', 'quiet', 'ended')) null;`,
    );
    this.addSql(`alter table \`source\` add column \`alerted_at\` datetime null;`);
    this.addSql(
      `alter table \`publication\` add column \`shows_gone_text\` integer not null default false;`,
    );
    this.addSql(
      `alter table \`publication\` add column \`takedown\` text check (\`takedown\` in ('restricted', 'erased')) null;`,
    );
    this.addSql(`alter table \`publication\` add column \`taken_down_at\` datetime null;`);
    this.addSql(
      `alter table \`publication\` add column \`taken_down_by_id\` integer null constraint \`publication_taken_down_by_id_foreign\` references \`app_user\` (\`id\`) on delete set null;`,
    );
    this.addSql(`alter table \`publication\` add column \`takedown_reason\` text null;`);
    this.addSql(`alter table \`publication\` add column \`merged_into_id\` integer null;`);
    this.addSql(
      `alter table \`publication\` add column \`compared_version\` integer not null default 0;`,
    );
    this.addSql(
      `create index \`publication_taken_down_by_id_index\` on \`publication\` (\`taken_down_by_id\`);`,
    );
    this.addSql(
      `create index \`publication_merged_into_id_index\` on \`publication\` (\`merged_into_id\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`possible_duplicate\`;`);

    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`publication__temp_alter\` (\`content_hash\` text null, \`describes_abuse\` integer not null default false, \`fingerprint\` text null, \`first_seen_at\` datetime not null, \`gone_at\` datetime null, \`id\` integer not null primary key autoincrement, \`index_number\` integer not null default 0, \`is_backlog\` integer not null default false, \`language\` text null, \`published_on\` text null, \`published_on_basis\` text check (\`published_on_basis\` in ('source', 'document', 'person', 'first-seen')) not null, \`publisher\` text not null, \`read_at\` datetime null, \`read_from_id\` integer null, \`recheck_at\` datetime null, \`region\` text null, \`region_basis\` text null, \`set_aside_note\` text null, \`set_aside_reason\` text check (\`set_aside_reason\` in ('not-relevant', 'duplicate', 'too-thin', 'out-of-area', 'superseded')) null, \`sifted_at\` datetime null, \`sifted_by_id\` integer null, \`source_id\` integer not null, \`status\` text check (\`status\` in ('new', 'kept', 'set-aside')) not null default 'new', \`summary\` text null, \`text_problem\` text null, \`title\` text not null, \`type\` text null, \`type_basis\` text null, \`url\` text null, \`version_number\` integer not null default 0, \`withdrawn_at\` datetime null, \`withdrawn_note\` text null, constraint \`publication_sifted_by_id_foreign\` foreign key (\`sifted_by_id\`) references \`app_user\` (\`id\`) on delete set null, constraint \`publication_source_id_foreign\` foreign key (\`source_id\`) references \`source\` (\`id\`) on delete restrict);`,
    );
    this.addSql(
      `insert into \`publication__temp_alter\` select \`content_hash\`, \`describes_abuse\`, \`fingerprint\`, \`first_seen_at\`, \`gone_at\`, \`id\`, \`index_number\`, \`is_backlog\`, \`language\`, \`published_on\`, \`published_on_basis\`, \`publisher\`, \`read_at\`, \`read_from_id\`, \`recheck_at\`, \`region\`, \`region_basis\`, \`set_aside_note\`, \`set_aside_reason\`, \`sifted_at\`, \`sifted_by_id\`, \`source_id\`, \`status\`, \`summary\`, \`text_problem\`, \`title\`, \`type\`, \`type_basis\`, \`url\`, \`version_number\`, \`withdrawn_at\`, \`withdrawn_note\` from \`publication\`;`,
    );
    this.addSql(`drop table \`publication\`;`);
    this.addSql(`alter table \`publication__temp_alter\` rename to \`publication\`;`);
    this.addSql(
      `create index \`publication_content_hash_index\` on \`publication\` (\`content_hash\`);`,
    );
    this.addSql(
      `create index \`publication_published_on_index\` on \`publication\` (\`published_on\`);`,
    );
    this.addSql(`create index \`publication_publisher_index\` on \`publication\` (\`publisher\`);`);
    this.addSql(
      `create index \`publication_recheck_at_index\` on \`publication\` (\`recheck_at\`);`,
    );
    this.addSql(
      `create index \`publication_sifted_by_id_index\` on \`publication\` (\`sifted_by_id\`);`,
    );
    this.addSql(`create index \`publication_source_id_index\` on \`publication\` (\`source_id\`);`);
    this.addSql(
      `create index \`publication_status_first_seen_at_index\` on \`publication\` (\`status\`, \`first_seen_at\`);`,
    );
    this.addSql(`pragma foreign_keys = on;`);

    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`source__temp_alter\` (\`created_at\` datetime not null, \`ended_at\` datetime null, \`etag\` text null, \`failure_reason\` text null, \`failures\` integer not null default 0, \`first_failed_at\` datetime null, \`id\` integer not null primary key autoincrement, \`includes_first_scan\` integer not null default false, \`interval_hours\` double not null default 6, \`is_paused\` integer not null default false, \`is_verified\` integer not null default false, \`key\` text not null, \`kind\` text check (\`kind\` in ('feed', 'govuk-search', 'govuk-organisation-feed', 'moderngov', 'wordpress', 'sitemap', 'page', 'oai-pmh', 'europepmc', 'openalex', 'crossref', 'mailbox', 'manual')) not null, \`last_modified\` text null, \`last_new_at\` datetime null, \`last_scanned_at\` datetime null, \`last_succeeded_at\` datetime null, \`lease_until\` datetime null, \`leased_by\` text null, \`licence\` text null, \`may_show\` text check (\`may_show\` in ('text', 'extract', 'link')) not null default 'link', \`name\` text not null, \`next_scan_at\` datetime null, \`note\` text null, \`publisher\` text not null, \`publisher_type\` text null, \`query\` text null, \`region\` text null, \`url\` text not null);`,
    );
    this.addSql(
      `insert into \`source__temp_alter\` select \`created_at\`, \`ended_at\`, \`etag\`, \`failure_reason\`, \`failures\`, \`first_failed_at\`, \`id\`, \`includes_first_scan\`, \`interval_hours\`, \`is_paused\`, \`is_verified\`, \`key\`, \`kind\`, \`last_modified\`, \`last_new_at\`, \`last_scanned_at\`, \`last_succeeded_at\`, \`lease_until\`, \`leased_by\`, \`licence\`, \`may_show\`, \`name\`, \`next_scan_at\`, \`note\`, \`publisher\`, \`publisher_type\`, \`query\`, \`region\`, \`url\` from \`source\`;`,
    );
    this.addSql(`drop table \`source\`;`);
    this.addSql(`alter table \`source__temp_alter\` rename to \`source\`;`);
    this.addSql(`create unique index \`source_key_unique\` on \`source\` (\`key\`);`);
    this.addSql(`create index \`source_next_scan_at_index\` on \`source\` (\`next_scan_at\`);`);
    this.addSql(`pragma foreign_keys = on;`);
  }
}
