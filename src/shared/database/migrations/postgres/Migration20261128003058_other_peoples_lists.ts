import { Migration } from '@mikro-orm/migrations';

export class Migration20261128003058_other_peoples_lists extends Migration {
  override name = 'Migration20261128003058_other_peoples_lists';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "plan_match" ("id" serial primary key, "title" varchar(300) not null, "plan_id" int null, "state" varchar(50) not null, "reason" text null, "file_name" varchar(300) null, "media_type" varchar(200) null, "file" bytea null, "is_by_meaning" boolean not null default false, "earlier_id" int null, "created_by_id" int null, "created_at" timestamptz(3) not null, "compared_at" timestamptz(3) null, "finished_by_id" int null, "finished_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "plan_match_plan_id_index" on "plan_match" ("plan_id");`);
    this.addSql(`create index "plan_match_earlier_id_index" on "plan_match" ("earlier_id");`);
    this.addSql(`create index "plan_match_created_by_id_index" on "plan_match" ("created_by_id");`);
    this.addSql(
      `create index "plan_match_finished_by_id_index" on "plan_match" ("finished_by_id");`,
    );

    this.addSql(
      `create table "plan_match_line" ("id" serial primary key, "match_id" int not null, "position" int not null, "number" varchar(50) not null, "text" text not null, "suggested" jsonb not null default '[]', "vector" bytea null, "model" varchar(200) null, "answer" varchar(20) null, "entries" jsonb not null default '[]', "reason" text null, "is_carried" boolean not null default false, "answered_by_id" int null, "answered_at" timestamptz(3) null, "at_that_time" jsonb null);`,
    );
    this.addSql(
      `create index "plan_match_line_answered_by_id_index" on "plan_match_line" ("answered_by_id");`,
    );
    this.addSql(
      `alter table "plan_match_line" add constraint "plan_match_line_match_id_position_unique" unique ("match_id", "position");`,
    );

    this.addSql(
      `alter table "plan_match" add constraint "plan_match_plan_id_foreign" foreign key ("plan_id") references "plan" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "plan_match" add constraint "plan_match_created_by_id_foreign" foreign key ("created_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "plan_match" add constraint "plan_match_finished_by_id_foreign" foreign key ("finished_by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "plan_match_line" add constraint "plan_match_line_match_id_foreign" foreign key ("match_id") references "plan_match" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "plan_match_line" add constraint "plan_match_line_answered_by_id_foreign" foreign key ("answered_by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(
      `alter table "plan_match_line" drop constraint "plan_match_line_match_id_foreign";`,
    );

    this.addSql(`drop table if exists "plan_match" cascade;`);
    this.addSql(`drop table if exists "plan_match_line" cascade;`);
  }
}
