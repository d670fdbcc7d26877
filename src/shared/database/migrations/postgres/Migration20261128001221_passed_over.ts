import { Migration } from '@mikro-orm/migrations';

export class Migration20261128001221_passed_over extends Migration {
  override name = 'Migration20261128001221_passed_over';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "passed_over" ("id" serial primary key, "digest_id" int not null, "publication_id" int null, "key" varchar(40) not null, "kind" varchar(20) not null, "words" text not null, "reason" text not null, "passed_by_id" int null, "passed_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `create index "passed_over_publication_id_index" on "passed_over" ("publication_id");`,
    );
    this.addSql(`create index "passed_over_passed_by_id_index" on "passed_over" ("passed_by_id");`);
    this.addSql(
      `alter table "passed_over" add constraint "passed_over_digest_id_key_unique" unique ("digest_id", "key");`,
    );

    this.addSql(
      `alter table "passed_over" add constraint "passed_over_digest_id_foreign" foreign key ("digest_id") references "digest" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "passed_over" add constraint "passed_over_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "passed_over" add constraint "passed_over_passed_by_id_foreign" foreign key ("passed_by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "passed_over" cascade;`);
  }
}
