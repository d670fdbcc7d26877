import { Migration } from '@mikro-orm/migrations';

export class Migration20261125103142_saved_searches_and_local_words extends Migration {
  override name = 'Migration20261125103142_saved_searches_and_local_words';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "saved_search" ("id" serial primary key, "name" varchar(200) not null, "parameters" text not null, "owner_id" int not null, "is_shared" boolean not null default false, "created_at" timestamptz(3) not null, "feed_token_hash" varchar(64) null, "feed_token_made_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "saved_search_is_shared_index" on "saved_search" ("is_shared");`);
    this.addSql(
      `alter table "saved_search" add constraint "saved_search_owner_id_name_unique" unique ("owner_id", "name");`,
    );

    this.addSql(
      `create table "search_alert" ("id" serial primary key, "search_id" int not null, "user_id" int not null, "rhythm" text not null, "since" timestamptz(3) not null, "checked_at" timestamptz(3) not null, "checked_state" varchar(100) null);`,
    );
    this.addSql(`create index "search_alert_user_id_index" on "search_alert" ("user_id");`);
    this.addSql(
      `alter table "search_alert" add constraint "search_alert_search_id_user_id_unique" unique ("search_id", "user_id");`,
    );

    this.addSql(
      `create table "past_search" ("id" serial primary key, "user_id" int not null, "hash" varchar(64) not null, "parameters" text not null, "searched_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "past_search" add constraint "past_search_user_id_hash_unique" unique ("user_id", "hash");`,
    );

    this.addSql(
      `create table "local_word" ("id" serial primary key, "concept_id" varchar(100) not null, "kind" text not null, "text" varchar(100) not null, "added_by_id" int null, "added_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "local_word_added_by_id_index" on "local_word" ("added_by_id");`);
    this.addSql(
      `alter table "local_word" add constraint "local_word_concept_id_text_unique" unique ("concept_id", "text");`,
    );

    this.addSql(
      `create table "alert_message" ("id" serial primary key, "user_id" int not null, "rhythm" text not null, "created_at" timestamptz(3) not null, "message_id" varchar(300) not null, "stop_token" varchar(64) not null, "state" text not null default 'waiting', "attempts" int not null default 0, "next_attempt_at" timestamptz(3) null, "lease_until" timestamptz(3) null, "sent_at" timestamptz(3) null, "reason" text null);`,
    );
    this.addSql(`create index "alert_message_user_id_index" on "alert_message" ("user_id");`);
    this.addSql(
      `alter table "alert_message" add constraint "alert_message_stop_token_unique" unique ("stop_token");`,
    );
    this.addSql(
      `create index "alert_message_state_next_attempt_at_index" on "alert_message" ("state", "next_attempt_at");`,
    );

    this.addSql(
      `create table "alert_line" ("id" serial primary key, "alert_id" int not null, "publication_id" int not null, "message_id" int not null, "position" int not null, "words" jsonb not null, "passage" text null, "page" int null);`,
    );
    this.addSql(
      `create index "alert_line_publication_id_index" on "alert_line" ("publication_id");`,
    );
    this.addSql(`create index "alert_line_message_id_index" on "alert_line" ("message_id");`);
    this.addSql(
      `alter table "alert_line" add constraint "alert_line_alert_id_publication_id_unique" unique ("alert_id", "publication_id");`,
    );

    this.addSql(
      `alter table "saved_search" add constraint "saved_search_owner_id_foreign" foreign key ("owner_id") references "app_user" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "search_alert" add constraint "search_alert_search_id_foreign" foreign key ("search_id") references "saved_search" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "search_alert" add constraint "search_alert_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "search_alert" add constraint "search_alert_rhythm_check" check ("rhythm" in ('at-once', 'weekly'));`,
    );

    this.addSql(
      `alter table "past_search" add constraint "past_search_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "local_word" add constraint "local_word_concept_id_foreign" foreign key ("concept_id") references "concept" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "local_word" add constraint "local_word_added_by_id_foreign" foreign key ("added_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "local_word" add constraint "local_word_kind_check" check ("kind" in ('synonym', 'abbreviation', 'retired'));`,
    );

    this.addSql(
      `alter table "alert_message" add constraint "alert_message_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "alert_message" add constraint "alert_message_rhythm_check" check ("rhythm" in ('at-once', 'weekly'));`,
    );
    this.addSql(
      `alter table "alert_message" add constraint "alert_message_state_check" check ("state" in ('waiting', 'sending', 'sent', 'failed', 'cancelled'));`,
    );

    this.addSql(
      `alter table "alert_line" add constraint "alert_line_alert_id_foreign" foreign key ("alert_id") references "search_alert" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "alert_line" add constraint "alert_line_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "alert_line" add constraint "alert_line_message_id_foreign" foreign key ("message_id") references "alert_message" ("id") on delete cascade;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "search_alert" drop constraint "search_alert_search_id_foreign";`);
    this.addSql(`alter table "alert_line" drop constraint "alert_line_alert_id_foreign";`);
    this.addSql(`alter table "alert_line" drop constraint "alert_line_message_id_foreign";`);

    this.addSql(`drop table if exists "saved_search" cascade;`);
    this.addSql(`drop table if exists "search_alert" cascade;`);
    this.addSql(`drop table if exists "past_search" cascade;`);
    this.addSql(`drop table if exists "local_word" cascade;`);
    this.addSql(`drop table if exists "alert_message" cascade;`);
    this.addSql(`drop table if exists "alert_line" cascade;`);
  }
}
