import { Migration } from '@mikro-orm/migrations';

export class Migration20261127215448_own_vocabulary extends Migration {
  override name = 'Migration20261127215448_own_vocabulary';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`vocabulary_change\` (\`id\` integer not null primary key autoincrement, \`kind\` text not null, \`concept_id\` text null, \`words\` text not null, \`changed_by_id\` integer null, \`changed_at\` datetime not null, \`undo\` json not null, \`undone_at\` datetime null, constraint \`vocabulary_change_changed_by_id_foreign\` foreign key (\`changed_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`vocabulary_change_concept_id_index\` on \`vocabulary_change\` (\`concept_id\`);`,
    );
    this.addSql(
      `create index \`vocabulary_change_changed_by_id_index\` on \`vocabulary_change\` (\`changed_by_id\`);`,
    );

    this.addSql(`alter table \`concept\` add column \`is_local\` integer not null default false;`);
    this.addSql(`alter table \`concept\` add column \`shipped_label\` text null;`);
    this.addSql(`alter table \`concept\` add column \`retired_at\` datetime null;`);
    this.addSql(`alter table \`concept\` add column \`merged_into_id\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`vocabulary_change\`;`);

    this.addSql(`alter table \`concept\` drop column \`is_local\`;`);
    this.addSql(`alter table \`concept\` drop column \`shipped_label\`;`);
    this.addSql(`alter table \`concept\` drop column \`retired_at\`;`);
    this.addSql(`alter table \`concept\` drop column \`merged_into_id\`;`);
  }
}
