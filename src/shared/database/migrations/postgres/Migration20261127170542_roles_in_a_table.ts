import { Migration } from '@mikro-orm/migrations';

export class Migration20261127170542_roles_in_a_table extends Migration {
  override name = 'Migration20261127170542_roles_in_a_table';

  override up(): void | Promise<void> {
    this.addSql(`alter table "app_user" drop constraint "app_user_role_check";`);
    this.addSql(
      `alter table "app_user" alter column "role" type varchar(50) using ("role"::varchar(50));`,
    );
    this.addSql(`alter table "app_user" alter column "role" set default 'member';`);
  }

  override down(): void | Promise<void> {
    this.addSql(
      `update "app_user" set "role" = 'member' where "role" not in ('member', 'coordinator', 'administrator');`,
    );
    this.addSql(`alter table "app_user" alter column "role" drop default;`);
    this.addSql(`alter table "app_user" alter column "role" type text using ("role"::text);`);
    this.addSql(
      `alter table "app_user" add constraint "app_user_role_check" check ("role" in ('member', 'coordinator', 'administrator'));`,
    );
  }
}
