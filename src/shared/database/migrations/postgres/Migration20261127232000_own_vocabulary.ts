import { Migration } from '@mikro-orm/migrations';

export class Migration20261127232000_own_vocabulary extends Migration {
  override name = 'Migration20261127232000_own_vocabulary';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "vocabulary_change" ("id" serial primary key, "kind" varchar(20) not null, "concept_id" varchar(100) null, "words" text not null, "changed_by_id" int null, "changed_at" timestamptz(3) not null, "undo" jsonb not null, "undone_at" timestamptz(3) null);`,
    );
    this.addSql(
      `create index "vocabulary_change_concept_id_index" on "vocabulary_change" ("concept_id");`,
    );
    this.addSql(
      `create index "vocabulary_change_changed_by_id_index" on "vocabulary_change" ("changed_by_id");`,
    );

    this.addSql(
      `alter table "concept" add "is_local" boolean not null default false, add "shipped_label" varchar(300) null, add "retired_at" timestamptz(3) null, add "merged_into_id" varchar(100) null;`,
    );

    this.addSql(
      `alter table "vocabulary_change" add constraint "vocabulary_change_changed_by_id_foreign" foreign key ("changed_by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "vocabulary_change" cascade;`);

    this.addSql(
      `alter table "concept" drop column "is_local", drop column "shipped_label", drop column "retired_at", drop column "merged_into_id";`,
    );
  }
}
