import { Migration } from '@mikro-orm/migrations';

export class Migration20261127204742_added_by_hand extends Migration {
  override name = 'Migration20261127204742_added_by_hand';

  override up(): void | Promise<void> {
    this.addSql(`alter table "upload" add "may_show" varchar(20) null;`);

    this.addSql(`alter table "publication" add "may_show" varchar(20) null;`);

    this.addSql(`alter table "work_request" add "title" text null, add "part_of_id" int null;`);
    this.addSql(
      `alter table "work_request" add constraint "work_request_part_of_id_foreign" foreign key ("part_of_id") references "work_request" ("id") on delete set null;`,
    );
    this.addSql(`create index "work_request_part_of_id_index" on "work_request" ("part_of_id");`);

    // A file's name stood with the file alone, which goes when it is read.
    this.addSql(
      `update work_request set title = (select file_name from upload where 'upload:' || hash = url) where url like 'upload:%'`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "work_request" drop constraint "work_request_part_of_id_foreign";`);

    this.addSql(`alter table "publication" drop column "may_show";`);

    this.addSql(`alter table "upload" drop column "may_show";`);

    this.addSql(`drop index "work_request_part_of_id_index";`);
    this.addSql(`alter table "work_request" drop column "title", drop column "part_of_id";`);
  }
}
