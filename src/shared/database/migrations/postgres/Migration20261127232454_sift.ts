import { Migration } from '@mikro-orm/migrations';

export class Migration20261127232454_sift extends Migration {
  override name = 'Migration20261127232454_sift';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "sift_minutes" ("id" serial primary key, "week" varchar(8) not null, "minutes" int not null, "by_id" int null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "sift_minutes_by_id_index" on "sift_minutes" ("by_id");`);
    this.addSql(
      `alter table "sift_minutes" add constraint "sift_minutes_week_by_id_unique" unique ("week", "by_id");`,
    );

    this.addSql(
      `create table "sift_criteria" ("id" serial primary key, "text" text not null, "by_id" int null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "sift_criteria_by_id_index" on "sift_criteria" ("by_id");`);

    this.addSql(
      `create table "sift_step" ("id" serial primary key, "batch" varchar(16) not null, "publication_id" int not null, "verdict" varchar(20) not null, "by_id" int null, "at" timestamptz(3) not null, "was" jsonb not null, "seen_after" text not null, "undone_at" timestamptz(3) null, "undone_by_id" int null);`,
    );
    this.addSql(`create index "sift_step_batch_index" on "sift_step" ("batch");`);
    this.addSql(`create index "sift_step_publication_id_index" on "sift_step" ("publication_id");`);
    this.addSql(`create index "sift_step_by_id_index" on "sift_step" ("by_id");`);
    this.addSql(`create index "sift_step_undone_by_id_index" on "sift_step" ("undone_by_id");`);

    this.addSql(
      `create table "deferral" ("id" serial primary key, "publication_id" int not null, "week" varchar(8) not null, "why" text not null, "by_id" int null, "at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "deferral" add constraint "deferral_publication_id_unique" unique ("publication_id");`,
    );
    this.addSql(`create index "deferral_by_id_index" on "deferral" ("by_id");`);

    this.addSql(
      `create table "assignment" ("id" serial primary key, "publication_id" int not null, "to_id" int not null, "by_id" int null, "at" timestamptz(3) not null, "note" text null, "answer" text null, "answered_at" timestamptz(3) null);`,
    );
    this.addSql(
      `alter table "assignment" add constraint "assignment_publication_id_unique" unique ("publication_id");`,
    );
    this.addSql(`create index "assignment_to_id_index" on "assignment" ("to_id");`);
    this.addSql(`create index "assignment_by_id_index" on "assignment" ("by_id");`);

    this.addSql(
      `alter table "sift_minutes" add constraint "sift_minutes_by_id_foreign" foreign key ("by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "sift_criteria" add constraint "sift_criteria_by_id_foreign" foreign key ("by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "sift_step" add constraint "sift_step_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "sift_step" add constraint "sift_step_by_id_foreign" foreign key ("by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "sift_step" add constraint "sift_step_undone_by_id_foreign" foreign key ("undone_by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "deferral" add constraint "deferral_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "deferral" add constraint "deferral_by_id_foreign" foreign key ("by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "assignment" add constraint "assignment_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "assignment" add constraint "assignment_to_id_foreign" foreign key ("to_id") references "app_user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "assignment" add constraint "assignment_by_id_foreign" foreign key ("by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "sift_minutes" cascade;`);
    this.addSql(`drop table if exists "sift_criteria" cascade;`);
    this.addSql(`drop table if exists "sift_step" cascade;`);
    this.addSql(`drop table if exists "deferral" cascade;`);
    this.addSql(`drop table if exists "assignment" cascade;`);
  }
}
