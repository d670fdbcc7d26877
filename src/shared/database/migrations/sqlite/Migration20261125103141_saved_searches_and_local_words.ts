import { Migration } from '@mikro-orm/migrations';

export class Migration20261125103141_saved_searches_and_local_words extends Migration {
  override name = 'Migration20261125103141_saved_searches_and_local_words';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`saved_search\` (\`id\` integer not null primary key autoincrement, \`name\` text not null, \`parameters\` text not null, \`owner_id\` integer not null, \`is_shared\` integer not null default false, \`created_at\` datetime not null, \`feed_token_hash\` text null, \`feed_token_made_at\` datetime null, constraint \`saved_search_owner_id_foreign\` foreign key (\`owner_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`saved_search_owner_id_index\` on \`saved_search\` (\`owner_id\`);`);
    this.addSql(
      `create index \`saved_search_is_shared_index\` on \`saved_search\` (\`is_shared\`);`,
    );
    this.addSql(
      `create unique index \`saved_search_owner_id_name_unique\` on \`saved_search\` (\`owner_id\`, \`name\`);`,
    );

    this.addSql(
      `create table \`search_alert\` (\`id\` integer not null primary key autoincrement, \`search_id\` integer not null, \`user_id\` integer not null, \`rhythm\` text check (\`rhythm\` in ('at-once', 'weekly')) not null, \`since\` datetime not null, \`checked_at\` datetime not null, \`checked_state\` text null, constraint \`search_alert_search_id_foreign\` foreign key (\`search_id\`) references \`saved_search\` (\`id\`) on delete cascade, constraint \`search_alert_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`search_alert_search_id_index\` on \`search_alert\` (\`search_id\`);`,
    );
    this.addSql(`create index \`search_alert_user_id_index\` on \`search_alert\` (\`user_id\`);`);
    this.addSql(
      `create unique index \`search_alert_search_id_user_id_unique\` on \`search_alert\` (\`search_id\`, \`user_id\`);`,
    );

    this.addSql(
      `create table \`past_search\` (\`id\` integer not null primary key autoincrement, \`user_id\` integer not null, \`hash\` text not null, \`parameters\` text not null, \`searched_at\` datetime not null, constraint \`past_search_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`past_search_user_id_index\` on \`past_search\` (\`user_id\`);`);
    this.addSql(
      `create unique index \`past_search_user_id_hash_unique\` on \`past_search\` (\`user_id\`, \`hash\`);`,
    );

    this.addSql(
      `create table \`local_word\` (\`id\` integer not null primary key autoincrement, \`concept_id\` text not null, \`kind\` text check (\`kind\` in ('synonym', 'abbreviation', 'retired')) not null, \`text\` text not null, \`added_by_id\` integer null, \`added_at\` datetime not null, constraint \`local_word_concept_id_foreign\` foreign key (\`concept_id\`) references \`concept\` (\`id\`) on delete cascade, constraint \`local_word_added_by_id_foreign\` foreign key (\`added_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`local_word_concept_id_index\` on \`local_word\` (\`concept_id\`);`);
    this.addSql(
      `create index \`local_word_added_by_id_index\` on \`local_word\` (\`added_by_id\`);`,
    );
    this.addSql(
      `create unique index \`local_word_concept_id_text_unique\` on \`local_word\` (\`concept_id\`, \`text\`);`,
    );

    this.addSql(
      `create table \`alert_message\` (\`id\` integer not null primary key autoincrement, \`user_id\` integer not null, \`rhythm\` text check (\`rhythm\` in ('at-once', 'weekly')) not null, \`created_at\` datetime not null, \`message_id\` text not null, \`stop_token\` text not null, \`state\` text check (\`state\` in ('waiting', 'sending', 'sent', 'failed', 'cancelled')) not null default 'waiting', \`attempts\` integer not null default 0, \`next_attempt_at\` datetime null, \`lease_until\` datetime null, \`sent_at\` datetime null, \`reason\` text null, constraint \`alert_message_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`alert_message_user_id_index\` on \`alert_message\` (\`user_id\`);`);
    this.addSql(
      `create unique index \`alert_message_stop_token_unique\` on \`alert_message\` (\`stop_token\`);`,
    );
    this.addSql(
      `create index \`alert_message_state_next_attempt_at_index\` on \`alert_message\` (\`state\`, \`next_attempt_at\`);`,
    );

    this.addSql(
      `create table \`alert_line\` (\`id\` integer not null primary key autoincrement, \`alert_id\` integer not null, \`publication_id\` integer not null, \`message_id\` integer not null, \`position\` integer not null, \`words\` json not null, \`passage\` text null, \`page\` integer null, constraint \`alert_line_alert_id_foreign\` foreign key (\`alert_id\`) references \`search_alert\` (\`id\`) on delete cascade, constraint \`alert_line_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`alert_line_message_id_foreign\` foreign key (\`message_id\`) references \`alert_message\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`alert_line_alert_id_index\` on \`alert_line\` (\`alert_id\`);`);
    this.addSql(
      `create index \`alert_line_publication_id_index\` on \`alert_line\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`alert_line_message_id_index\` on \`alert_line\` (\`message_id\`);`);
    this.addSql(
      `create unique index \`alert_line_alert_id_publication_id_unique\` on \`alert_line\` (\`alert_id\`, \`publication_id\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`saved_search\`;`);
    this.addSql(`drop table if exists \`search_alert\`;`);
    this.addSql(`drop table if exists \`past_search\`;`);
    this.addSql(`drop table if exists \`local_word\`;`);
    this.addSql(`drop table if exists \`alert_message\`;`);
    this.addSql(`drop table if exists \`alert_line\`;`);
  }
}
