import { Migration } from '@mikro-orm/migrations';

export class Migration20261127203542_quotations_followed extends Migration {
  override name = 'Migration20261127203542_quotations_followed';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`publication\` add column \`superseded_by_id\` integer null;`);
    this.addSql(`alter table \`publication\` add column \`superseded_at\` datetime null;`);
    this.addSql(`alter table \`publication\` add column \`superseded_basis\` text null;`);
    this.addSql(
      `alter table \`publication\` add column \`not_superseded_by\` json not null default '[]';`,
    );
    this.addSql(
      `alter table \`publication\` add column \`editions_version\` integer not null default 0;`,
    );
    this.addSql(
      `create index \`publication_superseded_by_id_index\` on \`publication\` (\`superseded_by_id\`);`,
    );

    this.addSql(`alter table \`link\` add column \`quote_before\` text null;`);
    this.addSql(`alter table \`link\` add column \`quote_after\` text null;`);
    this.addSql(`alter table \`link\` add column \`checked_version\` integer null;`);
    this.addSql(`alter table \`link\` add column \`fate\` text null;`);
    this.addSql(`alter table \`link\` add column \`fate_at\` datetime null;`);
    this.addSql(`alter table \`link\` add column \`page_now\` integer null;`);
    this.addSql(`alter table \`link\` add column \`quote_now\` text null;`);
    this.addSql(`alter table \`link\` add column \`needs_look\` integer not null default false;`);
    this.addSql(
      `alter table \`link\` add column \`held_by_id\` integer null constraint \`link_held_by_id_foreign\` references \`app_user\` (\`id\`) on delete set null;`,
    );
    this.addSql(`alter table \`link\` add column \`held_at\` datetime null;`);
    this.addSql(`alter table \`link\` add column \`held_version\` integer null;`);
    this.addSql(`alter table \`link\` add column \`earlier\` json not null default '[]';`);
    this.addSql(`create index \`link_needs_look_index\` on \`link\` (\`needs_look\`);`);
    this.addSql(`create index \`link_held_by_id_index\` on \`link\` (\`held_by_id\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`link_needs_look_index\`;`);
    this.addSql(`drop index \`link_held_by_id_index\`;`);
    this.addSql(`alter table \`link\` drop column \`quote_before\`;`);
    this.addSql(`alter table \`link\` drop column \`quote_after\`;`);
    this.addSql(`alter table \`link\` drop column \`checked_version\`;`);
    this.addSql(`alter table \`link\` drop column \`fate\`;`);
    this.addSql(`alter table \`link\` drop column \`fate_at\`;`);
    this.addSql(`alter table \`link\` drop column \`page_now\`;`);
    this.addSql(`alter table \`link\` drop column \`quote_now\`;`);
    this.addSql(`alter table \`link\` drop column \`needs_look\`;`);
    this.addSql(`alter table \`link\` drop column \`held_by_id\`;`);
    this.addSql(`alter table \`link\` drop column \`held_at\`;`);
    this.addSql(`alter table \`link\` drop column \`held_version\`;`);
    this.addSql(`alter table \`link\` drop column \`earlier\`;`);

    this.addSql(`drop index \`publication_superseded_by_id_index\`;`);
    this.addSql(`alter table \`publication\` drop column \`superseded_by_id\`;`);
    this.addSql(`alter table \`publication\` drop column \`superseded_at\`;`);
    this.addSql(`alter table \`publication\` drop column \`superseded_basis\`;`);
    this.addSql(`alter table \`publication\` drop column \`not_superseded_by\`;`);
    this.addSql(`alter table \`publication\` drop column \`editions_version\`;`);
  }
}
