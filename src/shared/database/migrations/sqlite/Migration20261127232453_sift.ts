import { Migration } from '@mikro-orm/migrations';

export class Migration20261127232453_sift extends Migration {
  override name = 'Migration20261127232453_sift';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`sift_minutes\` (\`id\` integer not null primary key autoincrement, \`week\` text not null, \`minutes\` integer not null, \`by_id\` integer null, \`at\` datetime not null, constraint \`sift_minutes_by_id_foreign\` foreign key (\`by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`sift_minutes_by_id_index\` on \`sift_minutes\` (\`by_id\`);`);
    this.addSql(
      `create unique index \`sift_minutes_week_by_id_unique\` on \`sift_minutes\` (\`week\`, \`by_id\`);`,
    );

    this.addSql(
      `create table \`sift_criteria\` (\`id\` integer not null primary key autoincrement, \`text\` text not null, \`by_id\` integer null, \`at\` datetime not null, constraint \`sift_criteria_by_id_foreign\` foreign key (\`by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`sift_criteria_by_id_index\` on \`sift_criteria\` (\`by_id\`);`);

    this.addSql(
      `create table \`sift_step\` (\`id\` integer not null primary key autoincrement, \`batch\` text not null, \`publication_id\` integer not null, \`verdict\` text not null, \`by_id\` integer null, \`at\` datetime not null, \`was\` json not null, \`seen_after\` text not null, \`undone_at\` datetime null, \`undone_by_id\` integer null, constraint \`sift_step_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`sift_step_by_id_foreign\` foreign key (\`by_id\`) references \`app_user\` (\`id\`) on delete set null, constraint \`sift_step_undone_by_id_foreign\` foreign key (\`undone_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`sift_step_batch_index\` on \`sift_step\` (\`batch\`);`);
    this.addSql(
      `create index \`sift_step_publication_id_index\` on \`sift_step\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`sift_step_by_id_index\` on \`sift_step\` (\`by_id\`);`);
    this.addSql(
      `create index \`sift_step_undone_by_id_index\` on \`sift_step\` (\`undone_by_id\`);`,
    );

    this.addSql(
      `create table \`deferral\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`week\` text not null, \`why\` text not null, \`by_id\` integer null, \`at\` datetime not null, constraint \`deferral_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`deferral_by_id_foreign\` foreign key (\`by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create unique index \`deferral_publication_id_unique\` on \`deferral\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`deferral_by_id_index\` on \`deferral\` (\`by_id\`);`);

    this.addSql(
      `create table \`assignment\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`to_id\` integer not null, \`by_id\` integer null, \`at\` datetime not null, \`note\` text null, \`answer\` text null, \`answered_at\` datetime null, constraint \`assignment_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`assignment_to_id_foreign\` foreign key (\`to_id\`) references \`app_user\` (\`id\`) on delete cascade, constraint \`assignment_by_id_foreign\` foreign key (\`by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create unique index \`assignment_publication_id_unique\` on \`assignment\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`assignment_to_id_index\` on \`assignment\` (\`to_id\`);`);
    this.addSql(`create index \`assignment_by_id_index\` on \`assignment\` (\`by_id\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`sift_minutes\`;`);
    this.addSql(`drop table if exists \`sift_criteria\`;`);
    this.addSql(`drop table if exists \`sift_step\`;`);
    this.addSql(`drop table if exists \`deferral\`;`);
    this.addSql(`drop table if exists \`assignment\`;`);
  }
}
