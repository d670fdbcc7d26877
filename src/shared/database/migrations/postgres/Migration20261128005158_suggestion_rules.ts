import { Migration } from '@mikro-orm/migrations';

export class Migration20261128005158_suggestion_rules extends Migration {
  override name = 'Migration20261128005158_suggestion_rules';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "suggestion_rule" ("id" serial primary key, "concept_id" varchar(100) not null, "search" text not null, "created_by_id" int null, "created_at" timestamptz(3) not null, "removed_at" timestamptz(3) null);`,
    );
    this.addSql(
      `create index "suggestion_rule_concept_id_index" on "suggestion_rule" ("concept_id");`,
    );
    this.addSql(
      `create index "suggestion_rule_created_by_id_index" on "suggestion_rule" ("created_by_id");`,
    );

    this.addSql(`alter table "publication" add "rules_version" int not null default 0;`);

    this.addSql(
      `alter table "suggestion_rule" add constraint "suggestion_rule_concept_id_foreign" foreign key ("concept_id") references "concept" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "suggestion_rule" add constraint "suggestion_rule_created_by_id_foreign" foreign key ("created_by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "suggestion_rule" cascade;`);

    this.addSql(`alter table "publication" drop column "rules_version";`);
  }
}
