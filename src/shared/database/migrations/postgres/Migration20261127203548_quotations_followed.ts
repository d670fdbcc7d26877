import { Migration } from '@mikro-orm/migrations';

export class Migration20261127203548_quotations_followed extends Migration {
  override name = 'Migration20261127203548_quotations_followed';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "publication" add "superseded_by_id" int null, add "superseded_at" timestamptz(3) null, add "superseded_basis" varchar(20) null, add "not_superseded_by" jsonb not null default '[]', add "editions_version" int not null default 0;`,
    );
    this.addSql(
      `create index "publication_superseded_by_id_index" on "publication" ("superseded_by_id");`,
    );

    this.addSql(
      `alter table "link" add "quote_before" text null, add "quote_after" text null, add "checked_version" int null, add "fate" varchar(20) null, add "fate_at" timestamptz(3) null, add "page_now" int null, add "quote_now" text null, add "needs_look" boolean not null default false, add "held_by_id" int null, add "held_at" timestamptz(3) null, add "held_version" int null, add "earlier" jsonb not null default '[]';`,
    );
    this.addSql(
      `alter table "link" add constraint "link_held_by_id_foreign" foreign key ("held_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(`create index "link_needs_look_index" on "link" ("needs_look");`);
    this.addSql(`create index "link_held_by_id_index" on "link" ("held_by_id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "link" drop constraint "link_held_by_id_foreign";`);

    this.addSql(`drop index "link_needs_look_index";`);
    this.addSql(`drop index "link_held_by_id_index";`);
    this.addSql(
      `alter table "link" drop column "quote_before", drop column "quote_after", drop column "checked_version", drop column "fate", drop column "fate_at", drop column "page_now", drop column "quote_now", drop column "needs_look", drop column "held_by_id", drop column "held_at", drop column "held_version", drop column "earlier";`,
    );

    this.addSql(`drop index "publication_superseded_by_id_index";`);
    this.addSql(
      `alter table "publication" drop column "superseded_by_id", drop column "superseded_at", drop column "superseded_basis", drop column "not_superseded_by", drop column "editions_version";`,
    );
  }
}
