import { Migration } from '@mikro-orm/migrations';

export class Migration20261127234800_what_bears extends Migration {
  override name = 'Migration20261127234800_what_bears';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`part_vectors\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer null, \`entry_id\` integer null, \`model\` text not null, \`hashes\` json not null, \`vectors\` blob not null, \`made_at\` datetime not null, constraint \`part_vectors_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`part_vectors_entry_id_foreign\` foreign key (\`entry_id\`) references \`plan_entry\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`part_vectors_publication_id_index\` on \`part_vectors\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`part_vectors_entry_id_index\` on \`part_vectors\` (\`entry_id\`);`);
    this.addSql(
      `create unique index \`part_vectors_publication_id_model_unique\` on \`part_vectors\` (\`publication_id\`, \`model\`);`,
    );
    this.addSql(
      `create unique index \`part_vectors_entry_id_model_unique\` on \`part_vectors\` (\`entry_id\`, \`model\`);`,
    );

    this.addSql(
      `alter table \`publication\` add column \`parts_read_for\` integer not null default -1;`,
    );

    this.addSql(`alter table \`suggestion\` add column \`voices\` json not null default '[]';`);
    this.addSql(`alter table \`suggestion\` add column \`score\` float null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`part_vectors\`;`);

    this.addSql(`alter table \`publication\` drop column \`parts_read_for\`;`);

    this.addSql(`alter table \`suggestion\` drop column \`voices\`;`);
    this.addSql(`alter table \`suggestion\` drop column \`score\`;`);
  }
}
