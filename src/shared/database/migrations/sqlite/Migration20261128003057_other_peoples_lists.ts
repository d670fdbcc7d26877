import { Migration } from '@mikro-orm/migrations';

export class Migration20261128003057_other_peoples_lists extends Migration {
  override name = 'Migration20261128003057_other_peoples_lists';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`plan_match\` (\`id\` integer not null primary key autoincrement, \`title\` text not null, \`plan_id\` integer null, \`state\` text not null, \`reason\` text null, \`file_name\` text null, \`media_type\` text null, \`file\` blob null, \`is_by_meaning\` integer not null default false, \`earlier_id\` integer null, \`created_by_id\` integer null, \`created_at\` datetime not null, \`compared_at\` datetime null, \`finished_by_id\` integer null, \`finished_at\` datetime null, constraint \`plan_match_plan_id_foreign\` foreign key (\`plan_id\`) references \`plan\` (\`id\`) on delete cascade, constraint \`plan_match_created_by_id_foreign\` foreign key (\`created_by_id\`) references \`app_user\` (\`id\`) on delete set null, constraint \`plan_match_finished_by_id_foreign\` foreign key (\`finished_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`plan_match_plan_id_index\` on \`plan_match\` (\`plan_id\`);`);
    this.addSql(`create index \`plan_match_earlier_id_index\` on \`plan_match\` (\`earlier_id\`);`);
    this.addSql(
      `create index \`plan_match_created_by_id_index\` on \`plan_match\` (\`created_by_id\`);`,
    );
    this.addSql(
      `create index \`plan_match_finished_by_id_index\` on \`plan_match\` (\`finished_by_id\`);`,
    );

    this.addSql(
      `create table \`plan_match_line\` (\`id\` integer not null primary key autoincrement, \`match_id\` integer not null, \`position\` integer not null, \`number\` text not null, \`text\` text not null, \`suggested\` json not null default '[]', \`vector\` blob null, \`model\` text null, \`answer\` text null, \`entries\` json not null default '[]', \`reason\` text null, \`is_carried\` integer not null default false, \`answered_by_id\` integer null, \`answered_at\` datetime null, \`at_that_time\` json null, constraint \`plan_match_line_match_id_foreign\` foreign key (\`match_id\`) references \`plan_match\` (\`id\`) on delete cascade, constraint \`plan_match_line_answered_by_id_foreign\` foreign key (\`answered_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`plan_match_line_match_id_index\` on \`plan_match_line\` (\`match_id\`);`,
    );
    this.addSql(
      `create index \`plan_match_line_answered_by_id_index\` on \`plan_match_line\` (\`answered_by_id\`);`,
    );
    this.addSql(
      `create unique index \`plan_match_line_match_id_position_unique\` on \`plan_match_line\` (\`match_id\`, \`position\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`plan_match\`;`);
    this.addSql(`drop table if exists \`plan_match_line\`;`);
  }
}
