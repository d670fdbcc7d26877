import { Migration } from '@mikro-orm/migrations';

export class Migration20261127203308_kept_meanings extends Migration {
  override name = 'Migration20261127203308_kept_meanings';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`meaning\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer null, \`entry_id\` integer null, \`model\` text not null, \`text_hash\` text not null, \`vector\` blob not null, \`made_at\` datetime not null, \`passages_wanted_at\` datetime null, constraint \`meaning_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`meaning_entry_id_foreign\` foreign key (\`entry_id\`) references \`plan_entry\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`meaning_publication_id_index\` on \`meaning\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`meaning_entry_id_index\` on \`meaning\` (\`entry_id\`);`);
    this.addSql(
      `create unique index \`meaning_publication_id_model_unique\` on \`meaning\` (\`publication_id\`, \`model\`);`,
    );
    this.addSql(
      `create unique index \`meaning_entry_id_model_unique\` on \`meaning\` (\`entry_id\`, \`model\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`meaning\`;`);
  }
}
