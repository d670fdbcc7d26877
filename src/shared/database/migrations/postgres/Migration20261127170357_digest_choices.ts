import { Migration } from '@mikro-orm/migrations';

/**
 * A publication stands among the digests once: its last choice counts, whatever week it was made
 * for. What earlier versions recorded wrongly is mended: lines of an approval that was missed, and
 * weeks from before the product was set up, in which there was nothing to miss.
 */
export class Migration20261127170357_digest_choices extends Migration {
  override name = 'Migration20261127170357_digest_choices';

  override up(): void | Promise<void> {
    this.addSql(
      "delete from digest_line where digest_id in (select id from digest where state in ('draft', 'missed'))",
    );
    this.addSql(
      "update digest set approved_at = null, approved_by_id = null where state in ('draft', 'missed')",
    );
    this.addSql(
      'delete from digest_choice where exists (select 1 from digest_choice as later where later.publication_id = digest_choice.publication_id and later.week > digest_choice.week)',
    );
    this.addSql(
      `create table "digest_left_out" ("id" serial primary key, "digest_id" int not null, "publication_id" int not null, "kind" varchar(20) not null, "reason" text not null);`,
    );
    this.addSql(
      `create index "digest_left_out_publication_id_index" on "digest_left_out" ("publication_id");`,
    );
    this.addSql(
      `alter table "digest_left_out" add constraint "digest_left_out_digest_id_publication_id_unique" unique ("digest_id", "publication_id");`,
    );

    this.addSql(`alter table "digest_line" add "again" text null;`);

    this.addSql(`drop index "digest_choice_publication_id_index";`);
    this.addSql(
      `alter table "digest_choice" drop constraint "digest_choice_week_publication_id_unique";`,
    );
    this.addSql(`alter table "digest_choice" drop constraint "digest_choice_choice_check";`);
    this.addSql(`alter table "digest_choice" drop constraint "digest_choice_group_check";`);
    this.addSql(`alter table "digest_choice" add "reason" text null, add "used_in_id" int null;`);
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_used_in_id_foreign" foreign key ("used_in_id") references "digest" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "digest_choice" alter column "choice" type varchar(10) using ("choice"::varchar(10));`,
    );
    this.addSql(
      `alter table "digest_choice" alter column "group" type varchar(20) using ("group"::varchar(20));`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_publication_id_unique" unique ("publication_id");`,
    );
    this.addSql(`create index "digest_choice_used_in_id_index" on "digest_choice" ("used_in_id");`);

    this.addSql(
      `alter table "digest_left_out" add constraint "digest_left_out_digest_id_foreign" foreign key ("digest_id") references "digest" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "digest_left_out" add constraint "digest_left_out_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      'update digest_choice set used_in_id = (select digest.id from digest join digest_line on digest_line.digest_id = digest.id where digest.week = digest_choice.week and digest_line.publication_id = digest_choice.publication_id)',
    );
    this.addSql(
      `delete from digest where state in ('draft', 'missed') and intro is null and ends_on < (select to_char(min(at) at time zone 'Europe/London', 'YYYY-MM-DD') from (select created_at as at from source union all select created_at from app_user union all select sifted_at from publication where sifted_at is not null) as begun)`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "digest_left_out" cascade;`);

    this.addSql(`alter table "digest_choice" drop constraint "digest_choice_used_in_id_foreign";`);

    this.addSql(
      `alter table "digest_choice" drop constraint "digest_choice_publication_id_unique";`,
    );
    this.addSql(`drop index "digest_choice_used_in_id_index";`);
    this.addSql(`alter table "digest_choice" drop column "reason", drop column "used_in_id";`);
    this.addSql(
      `alter table "digest_choice" alter column "choice" type text using ("choice"::text);`,
    );
    this.addSql(
      `alter table "digest_choice" alter column "group" type text using ("group"::text);`,
    );
    this.addSql(
      `create index "digest_choice_publication_id_index" on "digest_choice" ("publication_id");`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_week_publication_id_unique" unique ("week", "publication_id");`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_choice_check" check ("choice" in ('in', 'out'));`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_group_check" check ("group" in ('decided', 'discussion', 'information'));`,
    );

    this.addSql(`alter table "digest_line" drop column "again";`);
  }
}
