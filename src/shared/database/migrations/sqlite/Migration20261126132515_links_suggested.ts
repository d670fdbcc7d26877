import { Migration } from '@mikro-orm/migrations';

export class Migration20261126132515_links_suggested extends Migration {
  override name = 'Migration20261126132515_links_suggested';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table \`publication\` add column \`links_suggested_for\` integer not null default -1;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`publication\` drop column \`links_suggested_for\`;`);
  }
}
