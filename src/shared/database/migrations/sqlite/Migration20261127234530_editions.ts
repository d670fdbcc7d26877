import { Migration } from '@mikro-orm/migrations';

export class Migration20261127234530_editions extends Migration {
  override name = 'Migration20261127234530_editions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`possible_edition\` (\`id\` integer not null primary key autoincrement, \`older_id\` integer not null, \`newer_id\` integer not null, \`basis\` text not null, \`said\` text null, \`found_at\` datetime not null, \`state\` text not null default 'open', \`decided_by_id\` integer null, \`decided_at\` datetime null, constraint \`possible_edition_older_id_foreign\` foreign key (\`older_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`possible_edition_newer_id_foreign\` foreign key (\`newer_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`possible_edition_decided_by_id_foreign\` foreign key (\`decided_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`possible_edition_older_id_index\` on \`possible_edition\` (\`older_id\`);`,
    );
    this.addSql(
      `create index \`possible_edition_newer_id_index\` on \`possible_edition\` (\`newer_id\`);`,
    );
    this.addSql(
      `create index \`possible_edition_decided_by_id_index\` on \`possible_edition\` (\`decided_by_id\`);`,
    );
    this.addSql(
      `create index \`possible_edition_state_index\` on \`possible_edition\` (\`state\`);`,
    );
    this.addSql(
      `create unique index \`possible_edition_older_id_newer_id_unique\` on \`possible_edition\` (\`older_id\`, \`newer_id\`);`,
    );

    this.addSql(
      `alter table \`publication\` add column \`editions_said\` json not null default '[]';`,
    );

    this.addSql(`alter table \`link\` add column \`moved_from_id\` integer null;`);
    this.addSql(`create index \`link_moved_from_id_index\` on \`link\` (\`moved_from_id\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`possible_edition\`;`);

    this.addSql(`drop index \`link_moved_from_id_index\`;`);
    this.addSql(`alter table \`link\` drop column \`moved_from_id\`;`);

    this.addSql(`alter table \`publication\` drop column \`editions_said\`;`);
  }
}
