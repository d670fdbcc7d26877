import { Migration } from '@mikro-orm/migrations';

export class Migration20261127232643_plans_that_can_be_trusted extends Migration {
  override name = 'Migration20261127232643_plans_that_can_be_trusted';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`kept_state\` (\`id\` integer not null primary key autoincrement, \`plan_id\` integer not null, \`noun\` text not null, \`noun_id\` integer not null, \`since\` datetime not null, \`until\` datetime null, \`values\` json not null, \`changed_by_id\` integer null, constraint \`kept_state_plan_id_foreign\` foreign key (\`plan_id\`) references \`plan\` (\`id\`) on delete cascade, constraint \`kept_state_changed_by_id_foreign\` foreign key (\`changed_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`kept_state_plan_id_index\` on \`kept_state\` (\`plan_id\`);`);
    this.addSql(
      `create index \`kept_state_changed_by_id_index\` on \`kept_state\` (\`changed_by_id\`);`,
    );
    this.addSql(
      `create index \`kept_state_plan_id_noun_since_index\` on \`kept_state\` (\`plan_id\`, \`noun\`, \`since\`);`,
    );
    this.addSql(
      `create index \`kept_state_noun_noun_id_index\` on \`kept_state\` (\`noun\`, \`noun_id\`);`,
    );

    this.addSql(
      `create table \`entry_record\` (\`id\` integer not null primary key autoincrement, \`entry_id\` integer not null, \`kind\` text not null, \`content\` json not null, \`words\` text null, \`about_day\` text null, \`said_at\` datetime not null, \`said_by_id\` integer null, constraint \`entry_record_entry_id_foreign\` foreign key (\`entry_id\`) references \`plan_entry\` (\`id\`) on delete cascade, constraint \`entry_record_said_by_id_foreign\` foreign key (\`said_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`entry_record_entry_id_index\` on \`entry_record\` (\`entry_id\`);`);
    this.addSql(
      `create index \`entry_record_said_by_id_index\` on \`entry_record\` (\`said_by_id\`);`,
    );
    this.addSql(
      `create index \`entry_record_entry_id_kind_said_at_index\` on \`entry_record\` (\`entry_id\`, \`kind\`, \`said_at\`);`,
    );

    this.addSql(`alter table \`plan\` add column \`priorities\` json not null default '[]';`);
    this.addSql(`alter table \`plan\` add column \`recorded_since\` datetime null;`);
    this.addSql(`alter table \`plan\` add column \`archived_at\` datetime null;`);
    // What plans were before is not known by the day: records begin now.
    this.addSql(
      `update \`plan\` set \`recorded_since\` = cast((julianday('now') - 2440587.5) * 86400000 as integer);`,
    );

    this.addSql(`alter table \`plan_entry\` add column \`priority\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`disposition\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`disposition_reason\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`parts\` json not null default '[]';`);
    this.addSql(`alter table \`plan_entry\` add column \`rag_reason\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`waits_for\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`waits_on\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`waits_since\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`unmet_risk\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`recheck_on\` text null;`);
    this.addSql(`alter table \`plan_entry\` add column \`retired_reason\` text null;`);

    this.addSql(`alter table \`progress_note\` add column \`owner\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`kept_state\`;`);
    this.addSql(`drop table if exists \`entry_record\`;`);

    this.addSql(`alter table \`plan\` drop column \`priorities\`;`);
    this.addSql(`alter table \`plan\` drop column \`recorded_since\`;`);
    this.addSql(`alter table \`plan\` drop column \`archived_at\`;`);

    this.addSql(`alter table \`plan_entry\` drop column \`priority\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`disposition\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`disposition_reason\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`parts\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`rag_reason\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`waits_for\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`waits_on\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`waits_since\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`unmet_risk\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`recheck_on\`;`);
    this.addSql(`alter table \`plan_entry\` drop column \`retired_reason\`;`);

    this.addSql(`alter table \`progress_note\` drop column \`owner\`;`);
  }
}
