import { Migration } from '@mikro-orm/migrations';

export class Migration20261128001219_passed_over extends Migration {
  override name = 'Migration20261128001219_passed_over';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`passed_over\` (\`id\` integer not null primary key autoincrement, \`digest_id\` integer not null, \`publication_id\` integer null, \`key\` text not null, \`kind\` text not null, \`words\` text not null, \`reason\` text not null, \`passed_by_id\` integer null, \`passed_at\` datetime not null, constraint \`passed_over_digest_id_foreign\` foreign key (\`digest_id\`) references \`digest\` (\`id\`) on delete cascade, constraint \`passed_over_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`passed_over_passed_by_id_foreign\` foreign key (\`passed_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`passed_over_digest_id_index\` on \`passed_over\` (\`digest_id\`);`);
    this.addSql(
      `create index \`passed_over_publication_id_index\` on \`passed_over\` (\`publication_id\`);`,
    );
    this.addSql(
      `create index \`passed_over_passed_by_id_index\` on \`passed_over\` (\`passed_by_id\`);`,
    );
    this.addSql(
      `create unique index \`passed_over_digest_id_key_unique\` on \`passed_over\` (\`digest_id\`, \`key\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`passed_over\`;`);
  }
}
