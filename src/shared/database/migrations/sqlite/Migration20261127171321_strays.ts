import { Migration } from '@mikro-orm/migrations';
import { offerSwallowedAgain } from '../../repairs/offer-swallowed-again.ts';

export class Migration20261127171321_strays extends Migration {
  override name = 'Migration20261127171321_strays';

  override async up(): Promise<void> {
    await offerSwallowedAgain((sql, parameters) => this.execute(sql, parameters));
    this.addSql(
      `create table \`stray\` (\`id\` integer not null primary key autoincrement, \`candidate_id\` integer not null, \`kind\` text not null, \`scheme\` text not null, \`value\` text not null, \`found_at\` datetime not null, constraint \`stray_candidate_id_foreign\` foreign key (\`candidate_id\`) references \`candidate\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`stray_candidate_id_index\` on \`stray\` (\`candidate_id\`);`);
    this.addSql(`create index \`stray_scheme_value_index\` on \`stray\` (\`scheme\`, \`value\`);`);
    this.addSql(
      `create unique index \`stray_candidate_id_scheme_value_unique\` on \`stray\` (\`candidate_id\`, \`scheme\`, \`value\`);`,
    );

    this.addSql(`alter table \`possible_duplicate\` add column \`led_to\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`stray\`;`);

    this.addSql(`alter table \`possible_duplicate\` drop column \`led_to\`;`);
  }
}
