import { Migration } from '@mikro-orm/migrations';

export class Migration20261127234533_editions extends Migration {
  override name = 'Migration20261127234533_editions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "possible_edition" ("id" serial primary key, "older_id" int not null, "newer_id" int not null, "basis" varchar(20) not null, "said" text null, "found_at" timestamptz(3) not null, "state" varchar(20) not null default 'open', "decided_by_id" int null, "decided_at" timestamptz(3) null);`,
    );
    this.addSql(
      `create index "possible_edition_newer_id_index" on "possible_edition" ("newer_id");`,
    );
    this.addSql(
      `create index "possible_edition_decided_by_id_index" on "possible_edition" ("decided_by_id");`,
    );
    this.addSql(`create index "possible_edition_state_index" on "possible_edition" ("state");`);
    this.addSql(
      `alter table "possible_edition" add constraint "possible_edition_older_id_newer_id_unique" unique ("older_id", "newer_id");`,
    );

    this.addSql(`alter table "publication" add "editions_said" jsonb not null default '[]';`);

    this.addSql(`alter table "link" add "moved_from_id" int null;`);
    this.addSql(`create index "link_moved_from_id_index" on "link" ("moved_from_id");`);

    this.addSql(
      `alter table "possible_edition" add constraint "possible_edition_older_id_foreign" foreign key ("older_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "possible_edition" add constraint "possible_edition_newer_id_foreign" foreign key ("newer_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "possible_edition" add constraint "possible_edition_decided_by_id_foreign" foreign key ("decided_by_id") references "app_user" ("id") on delete set null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "possible_edition" cascade;`);

    this.addSql(`drop index "link_moved_from_id_index";`);
    this.addSql(`alter table "link" drop column "moved_from_id";`);

    this.addSql(`alter table "publication" drop column "editions_said";`);
  }
}
