import { Migration } from '@mikro-orm/migrations';

export class Migration20261127234802_what_bears extends Migration {
  override name = 'Migration20261127234802_what_bears';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "part_vectors" ("id" serial primary key, "publication_id" int null, "entry_id" int null, "model" varchar(200) not null, "hashes" jsonb not null, "vectors" bytea not null, "made_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "part_vectors" add constraint "part_vectors_publication_id_model_unique" unique ("publication_id", "model");`,
    );
    this.addSql(
      `alter table "part_vectors" add constraint "part_vectors_entry_id_model_unique" unique ("entry_id", "model");`,
    );

    this.addSql(`alter table "publication" add "parts_read_for" int not null default -1;`);

    this.addSql(
      `alter table "suggestion" add "voices" jsonb not null default '[]', add "score" real null;`,
    );

    this.addSql(
      `alter table "part_vectors" add constraint "part_vectors_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "part_vectors" add constraint "part_vectors_entry_id_foreign" foreign key ("entry_id") references "plan_entry" ("id") on delete cascade;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "part_vectors" cascade;`);

    this.addSql(`alter table "publication" drop column "parts_read_for";`);

    this.addSql(`alter table "suggestion" drop column "voices", drop column "score";`);
  }
}
