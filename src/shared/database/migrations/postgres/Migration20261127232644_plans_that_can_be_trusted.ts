import { Migration } from '@mikro-orm/migrations';

export class Migration20261127232644_plans_that_can_be_trusted extends Migration {
  override name = 'Migration20261127232644_plans_that_can_be_trusted';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "kept_state" ("id" serial primary key, "plan_id" int not null, "noun" varchar(50) not null, "noun_id" int not null, "since" timestamptz(3) not null, "until" timestamptz(3) null, "values" jsonb not null, "changed_by_id" int null);`,
    );
    this.addSql(`create index "kept_state_changed_by_id_index" on "kept_state" ("changed_by_id");`);
    this.addSql(
      `create index "kept_state_plan_id_noun_since_index" on "kept_state" ("plan_id", "noun", "since");`,
    );
    this.addSql(
      `create index "kept_state_noun_noun_id_index" on "kept_state" ("noun", "noun_id");`,
    );

    this.addSql(
      `create table "entry_record" ("id" serial primary key, "entry_id" int not null, "kind" varchar(50) not null, "content" jsonb not null, "words" text null, "about_day" varchar(10) null, "said_at" timestamptz(3) not null, "said_by_id" int null);`,
    );
    this.addSql(`create index "entry_record_said_by_id_index" on "entry_record" ("said_by_id");`);
    this.addSql(
      `create index "entry_record_entry_id_kind_said_at_index" on "entry_record" ("entry_id", "kind", "said_at");`,
    );

    this.addSql(
      `alter table "plan" add "priorities" jsonb not null default '[]', add "recorded_since" timestamptz(3) null, add "archived_at" timestamptz(3) null;`,
    );
    // What plans were before is not known by the day: records begin now.
    this.addSql(`update "plan" set "recorded_since" = now();`);

    this.addSql(
      `alter table "plan_entry" add "priority" varchar(300) null, add "disposition" varchar(50) null, add "disposition_reason" text null, add "parts" jsonb not null default '[]', add "rag_reason" text null, add "waits_for" text null, add "waits_on" varchar(300) null, add "waits_since" varchar(10) null, add "unmet_risk" text null, add "recheck_on" varchar(10) null, add "retired_reason" text null;`,
    );

    this.addSql(`alter table "progress_note" add "owner" varchar(300) null;`);

    this.addSql(
      `alter table "kept_state" add constraint "kept_state_plan_id_foreign" foreign key ("plan_id") references "plan" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "kept_state" add constraint "kept_state_changed_by_id_foreign" foreign key ("changed_by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "entry_record" add constraint "entry_record_entry_id_foreign" foreign key ("entry_id") references "plan_entry" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "entry_record" add constraint "entry_record_said_by_id_foreign" foreign key ("said_by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "kept_state" cascade;`);
    this.addSql(`drop table if exists "entry_record" cascade;`);

    this.addSql(
      `alter table "plan" drop column "priorities", drop column "recorded_since", drop column "archived_at";`,
    );

    this.addSql(
      `alter table "plan_entry" drop column "priority", drop column "disposition", drop column "disposition_reason", drop column "parts", drop column "rag_reason", drop column "waits_for", drop column "waits_on", drop column "waits_since", drop column "unmet_risk", drop column "recheck_on", drop column "retired_reason";`,
    );

    this.addSql(`alter table "progress_note" drop column "owner";`);
  }
}
