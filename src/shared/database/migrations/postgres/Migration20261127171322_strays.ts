import { Migration } from '@mikro-orm/migrations';
import { offerSwallowedAgain } from '../../repairs/offer-swallowed-again.ts';

export class Migration20261127171322_strays extends Migration {
  override name = 'Migration20261127171322_strays';

  override async up(): Promise<void> {
    await offerSwallowedAgain((sql, parameters) => this.execute(sql, parameters));
    this.addSql(
      `create table "stray" ("id" serial primary key, "candidate_id" int not null, "kind" varchar(30) not null, "scheme" varchar(50) not null, "value" varchar(700) not null, "found_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "stray_scheme_value_index" on "stray" ("scheme", "value");`);
    this.addSql(
      `alter table "stray" add constraint "stray_candidate_id_scheme_value_unique" unique ("candidate_id", "scheme", "value");`,
    );

    this.addSql(`alter table "possible_duplicate" add "led_to" text null;`);

    this.addSql(
      `alter table "stray" add constraint "stray_candidate_id_foreign" foreign key ("candidate_id") references "candidate" ("id") on delete cascade;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "stray" cascade;`);

    this.addSql(`alter table "possible_duplicate" drop column "led_to";`);
  }
}
