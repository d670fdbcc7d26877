import { Migration } from '@mikro-orm/migrations';

export class Migration20261128005157_suggestion_rules extends Migration {
  override name = 'Migration20261128005157_suggestion_rules';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`suggestion_rule\` (\`id\` integer not null primary key autoincrement, \`concept_id\` text not null, \`search\` text not null, \`created_by_id\` integer null, \`created_at\` datetime not null, \`removed_at\` datetime null, constraint \`suggestion_rule_concept_id_foreign\` foreign key (\`concept_id\`) references \`concept\` (\`id\`) on delete cascade, constraint \`suggestion_rule_created_by_id_foreign\` foreign key (\`created_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`suggestion_rule_concept_id_index\` on \`suggestion_rule\` (\`concept_id\`);`,
    );
    this.addSql(
      `create index \`suggestion_rule_created_by_id_index\` on \`suggestion_rule\` (\`created_by_id\`);`,
    );

    this.addSql(
      `alter table \`publication\` add column \`rules_version\` integer not null default 0;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`suggestion_rule\`;`);

    this.addSql(`alter table \`publication\` drop column \`rules_version\`;`);
  }
}
