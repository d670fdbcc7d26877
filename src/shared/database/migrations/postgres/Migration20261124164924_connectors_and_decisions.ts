import { Migration } from '@mikro-orm/migrations';

export class Migration20261124164924_connectors_and_decisions extends Migration {
  override name = 'Migration20261124164924_connectors_and_decisions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "possible_duplicate" ("id" serial primary key, "first_id" int not null, "second_id" int not null, "distance" int not null, "found_at" timestamptz(3) not null, "state" text not null default 'open', "decided_by_id" int null, "decided_at" timestamptz(3) null, "kept_id" int null, "merged" jsonb null);`,
    );
    this.addSql(
      `create index "possible_duplicate_second_id_index" on "possible_duplicate" ("second_id");`,
    );
    this.addSql(
      `create index "possible_duplicate_decided_by_id_index" on "possible_duplicate" ("decided_by_id");`,
    );
    this.addSql(`create index "possible_duplicate_state_index" on "possible_duplicate" ("state");`);
    this.addSql(
      `alter table "possible_duplicate" add constraint "possible_duplicate_first_id_second_id_unique" unique ("first_id", "second_id");`,
    );

    this.addSql(
      `alter table "source" add "last_read_in_full_at" timestamptz(3) null, add "rest_hours" double precision null, add "every_days" double precision null, add "alerted_of" text null, add "alerted_at" timestamptz(3) null;`,
    );
    this.addSql(
      `alter table "source" add constraint "source_alerted_of_check" check ("alerted_of" in ('failing', 'quiet', 'ended'));`,
    );

    this.addSql(
      `alter table "publication" add "shows_gone_text" boolean not null default false, add "takedown" text null, add "taken_down_at" timestamptz(3) null, add "taken_down_by_id" int null, add "takedown_reason" text null, add "merged_into_id" int null, add "compared_version" int not null default 0;`,
    );
    this.addSql(
      `alter table "publication" add constraint "publication_taken_down_by_id_foreign" foreign key ("taken_down_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `create index "publication_taken_down_by_id_index" on "publication" ("taken_down_by_id");`,
    );
    this.addSql(
      `create index "publication_merged_into_id_index" on "publication" ("merged_into_id");`,
    );
    this.addSql(
      `alter table "publication" add constraint "publication_takedown_check" check ("takedown" in ('restricted', 'erased'));`,
    );

    this.addSql(
      `alter table "possible_duplicate" add constraint "possible_duplicate_first_id_foreign" foreign key ("first_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "possible_duplicate" add constraint "possible_duplicate_second_id_foreign" foreign key ("second_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "possible_duplicate" add constraint "possible_duplicate_decided_by_id_foreign" foreign key ("decided_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "possible_duplicate" add constraint "possible_duplicate_state_check" check ("state" in ('open', 'merged', 'apart'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "possible_duplicate" cascade;`);

    this.addSql(
      `alter table "publication" drop constraint "publication_taken_down_by_id_foreign";`,
    );

    this.addSql(`drop index "publication_taken_down_by_id_index";`);
    this.addSql(`drop index "publication_merged_into_id_index";`);
    this.addSql(`alter table "publication" drop constraint "publication_takedown_check";`);
    this.addSql(
      `alter table "publication" drop column "shows_gone_text", drop column "takedown", drop column "taken_down_at", drop column "taken_down_by_id", drop column "takedown_reason", drop column "merged_into_id", drop column "compared_version";`,
    );

    this.addSql(`alter table "source" drop constraint "source_alerted_of_check";`);
    this.addSql(
      `alter table "source" drop column "last_read_in_full_at", drop column "rest_hours", drop column "every_days", drop column "alerted_of", drop column "alerted_at";`,
    );
  }
}
