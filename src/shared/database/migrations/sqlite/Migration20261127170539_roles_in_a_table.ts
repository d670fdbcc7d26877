import { Migration } from '@mikro-orm/migrations';

/**
 * Roles are rows of a table in the program, no longer a CHECK. The column is made anew beside the old
 * one: what a rebuilt table would drop are users, and with them, by their foreign keys, sessions, tokens
 * and who did what; "pragma foreign_keys = off" does nothing within a transaction.
 */
export class Migration20261127170539_roles_in_a_table extends Migration {
  override name = 'Migration20261127170539_roles_in_a_table';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table \`app_user\` add column \`role_named\` text not null default 'member';`,
    );
    this.addSql(`update \`app_user\` set \`role_named\` = \`role\`;`);
    this.addSql(`alter table \`app_user\` drop column \`role\`;`);
    this.addSql(`alter table \`app_user\` rename column \`role_named\` to \`role\`;`);
  }

  override down(): void | Promise<void> {
    this.addSql(
      `alter table \`app_user\` add column \`role_checked\` text check (\`role_checked\` in ('member', 'coordinator', 'administrator')) not null default 'member';`,
    );
    this.addSql(
      `update \`app_user\` set \`role_checked\` = \`role\` where \`role\` in ('coordinator', 'administrator');`,
    );
    this.addSql(`alter table \`app_user\` drop column \`role\`;`);
    this.addSql(`alter table \`app_user\` rename column \`role_checked\` to \`role\`;`);
  }
}
