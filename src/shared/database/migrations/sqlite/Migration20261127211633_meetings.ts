import { Migration } from '@mikro-orm/migrations';

export class Migration20261127211633_meetings extends Migration {
  override name = 'Migration20261127211633_meetings';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`meeting\` (\`id\` integer not null primary key autoincrement, \`held_on\` text not null, \`name\` text null, \`added_by_id\` integer null, \`added_at\` datetime not null, constraint \`meeting_added_by_id_foreign\` foreign key (\`added_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create unique index \`meeting_held_on_unique\` on \`meeting\` (\`held_on\`);`);
    this.addSql(`create index \`meeting_added_by_id_index\` on \`meeting\` (\`added_by_id\`);`);

    this.addSql(`alter table \`app_user\` add column \`last_seen_at\` datetime null;`);
    this.addSql(`alter table \`app_user\` add column \`visit_before_at\` datetime null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`meeting\`;`);

    this.addSql(`alter table \`app_user\` drop column \`last_seen_at\`;`);
    this.addSql(`alter table \`app_user\` drop column \`visit_before_at\`;`);
  }
}
