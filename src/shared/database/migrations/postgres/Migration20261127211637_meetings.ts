import { Migration } from '@mikro-orm/migrations';

export class Migration20261127211637_meetings extends Migration {
  override name = 'Migration20261127211637_meetings';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "meeting" ("id" serial primary key, "held_on" varchar(10) not null, "name" varchar(200) null, "added_by_id" int null, "added_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "meeting" add constraint "meeting_held_on_unique" unique ("held_on");`,
    );
    this.addSql(`create index "meeting_added_by_id_index" on "meeting" ("added_by_id");`);

    this.addSql(
      `alter table "app_user" add "last_seen_at" timestamptz(3) null, add "visit_before_at" timestamptz(3) null;`,
    );

    this.addSql(
      `alter table "meeting" add constraint "meeting_added_by_id_foreign" foreign key ("added_by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "meeting" cascade;`);

    this.addSql(
      `alter table "app_user" drop column "last_seen_at", drop column "visit_before_at";`,
    );
  }
}
