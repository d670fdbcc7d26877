import { Migration } from '@mikro-orm/migrations';

/**
 * A publication stands among the digests once: its last choice counts, whatever week it was made
 * for. What earlier versions recorded wrongly is mended: lines of an approval that was missed, and
 * weeks from before the product was set up, in which there was nothing to miss.
 */
export class Migration20261127170356_digest_choices extends Migration {
  override name = 'Migration20261127170356_digest_choices';

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
      `create table \`digest_left_out\` (\`id\` integer not null primary key autoincrement, \`digest_id\` integer not null, \`publication_id\` integer not null, \`kind\` text not null, \`reason\` text not null, constraint \`digest_left_out_digest_id_foreign\` foreign key (\`digest_id\`) references \`digest\` (\`id\`) on delete cascade, constraint \`digest_left_out_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`digest_left_out_digest_id_index\` on \`digest_left_out\` (\`digest_id\`);`,
    );
    this.addSql(
      `create index \`digest_left_out_publication_id_index\` on \`digest_left_out\` (\`publication_id\`);`,
    );
    this.addSql(
      `create unique index \`digest_left_out_digest_id_publication_id_unique\` on \`digest_left_out\` (\`digest_id\`, \`publication_id\`);`,
    );

    this.addSql(`alter table \`digest_line\` add column \`again\` text null;`);

    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`digest_choice__temp_alter\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`week\` text not null, \`choice\` text not null, \`group\` text null, \`reason\` text null, \`chosen_by_id\` integer null, \`chosen_at\` datetime not null, \`used_in_id\` integer null, constraint \`digest_choice_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`digest_choice_chosen_by_id_foreign\` foreign key (\`chosen_by_id\`) references \`app_user\` (\`id\`) on delete set null, constraint \`digest_choice_used_in_id_foreign\` foreign key (\`used_in_id\`) references \`digest\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `insert into \`digest_choice__temp_alter\` select \`id\`, \`publication_id\`, \`week\`, \`choice\`, \`group\`, null as \`reason\`, \`chosen_by_id\`, \`chosen_at\`, null as \`used_in_id\` from \`digest_choice\`;`,
    );
    this.addSql(`drop table \`digest_choice\`;`);
    this.addSql(`alter table \`digest_choice__temp_alter\` rename to \`digest_choice\`;`);
    this.addSql(
      `create index \`digest_choice_publication_id_index\` on \`digest_choice\` (\`publication_id\`);`,
    );
    this.addSql(
      `create unique index \`digest_choice_publication_id_unique\` on \`digest_choice\` (\`publication_id\`);`,
    );
    this.addSql(
      `create index \`digest_choice_chosen_by_id_index\` on \`digest_choice\` (\`chosen_by_id\`);`,
    );
    this.addSql(
      `create index \`digest_choice_used_in_id_index\` on \`digest_choice\` (\`used_in_id\`);`,
    );
    this.addSql(`pragma foreign_keys = on;`);
    this.addSql(
      'update digest_choice set used_in_id = (select digest.id from digest join digest_line on digest_line.digest_id = digest.id where digest.week = digest_choice.week and digest_line.publication_id = digest_choice.publication_id)',
    );
    this.addSql(
      `delete from digest where state in ('draft', 'missed') and intro is null and ends_on < (select date(min(at) / 1000, 'unixepoch') from (select created_at as at from source union all select created_at from app_user union all select sifted_at from publication where sifted_at is not null) as begun)`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`digest_left_out\`;`);

    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`digest_choice__temp_alter\` (\`id\` integer not null primary key autoincrement, \`week\` TEXT not null, \`publication_id\` INTEGER not null, \`choice\` TEXT check (\`choice\` in ('in', 'out')) not null, \`group\` TEXT check (\`group\` in ('decided', 'discussion', 'information')) null, \`chosen_by_id\` INTEGER null, \`chosen_at\` datetime not null, constraint \`digest_choice_chosen_by_id_foreign\` foreign key (\`chosen_by_id\`) references \`app_user\` (\`id\`) on update no action on delete set null, constraint \`digest_choice_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on update no action on delete cascade);`,
    );
    this.addSql(
      `insert into \`digest_choice__temp_alter\` select \`id\`, \`week\`, \`publication_id\`, \`choice\`, \`group\`, \`chosen_by_id\`, \`chosen_at\` from \`digest_choice\`;`,
    );
    this.addSql(`drop table \`digest_choice\`;`);
    this.addSql(`alter table \`digest_choice__temp_alter\` rename to \`digest_choice\`;`);
    this.addSql(
      `create unique index \`digest_choice_week_publication_id_unique\` on \`digest_choice\` (\`week\`, \`publication_id\`);`,
    );
    this.addSql(
      `create index \`digest_choice_chosen_by_id_index\` on \`digest_choice\` (\`chosen_by_id\`);`,
    );
    this.addSql(
      `create index \`digest_choice_publication_id_index\` on \`digest_choice\` (\`publication_id\`);`,
    );
    this.addSql(`pragma foreign_keys = on;`);

    this.addSql(`alter table \`digest_line\` drop column \`again\`;`);
  }
}
