import { Migration } from '@mikro-orm/migrations';

export class Migration20261127203320_kept_meanings extends Migration {
  override name = 'Migration20261127203320_kept_meanings';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "meaning" ("id" serial primary key, "publication_id" int null, "entry_id" int null, "model" varchar(200) not null, "text_hash" varchar(64) not null, "vector" bytea not null, "made_at" timestamptz(3) not null, "passages_wanted_at" timestamptz(3) null);`,
    );
    this.addSql(
      `alter table "meaning" add constraint "meaning_publication_id_model_unique" unique ("publication_id", "model");`,
    );
    this.addSql(
      `alter table "meaning" add constraint "meaning_entry_id_model_unique" unique ("entry_id", "model");`,
    );

    this.addSql(
      `alter table "meaning" add constraint "meaning_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "meaning" add constraint "meaning_entry_id_foreign" foreign key ("entry_id") references "plan_entry" ("id") on delete cascade;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "meaning" cascade;`);
  }
}
