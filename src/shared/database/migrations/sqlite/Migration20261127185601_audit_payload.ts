import { Migration } from '@mikro-orm/migrations';

/** What is written from now on can be told from what was altered; entries of before have no hash. */
export class Migration20261127185601_audit_payload extends Migration {
  override name = 'Migration20261127185601_audit_payload';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`audit_entry\` add column \`payload_hash\` text null;`);
    this.addSql(`alter table \`audit_entry\` add column \`payload_salt\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`audit_entry\` drop column \`payload_hash\`;`);
    this.addSql(`alter table \`audit_entry\` drop column \`payload_salt\`;`);
  }
}
