import { Migration } from '@mikro-orm/migrations';

/** Kinds of source and of request are rows of tables in the program, no longer a CHECK. */
export class Migration20261127182500_kinds_in_tables extends Migration {
  override name = 'Migration20261127182500_kinds_in_tables';

  override up(): void | Promise<void> {
    for (const table of ['source', 'work_request']) {
      this.addSql(`alter table "${table}" drop constraint "${table}_kind_check";`);
      this.addSql(
        `alter table "${table}" alter column "kind" type varchar(50) using ("kind"::varchar(50));`,
      );
    }
  }

  override down(): void | Promise<void> {
    // Kinds that the version before does not know: such a source stays, and is paused; such a request goes.
    this.addSql(
      `update "source" set "kind" = 'manual', "is_paused" = true where "kind" not in (${kinds});`,
    );
    this.addSql(`delete from "work_request" where "kind" not in ('scan', 'test', 'add');`);
    for (const table of ['source', 'work_request']) {
      this.addSql(`alter table "${table}" alter column "kind" type text using ("kind"::text);`);
    }
    this.addSql(
      `alter table "source" add constraint "source_kind_check" check ("kind" in (${kinds}));`,
    );
    this.addSql(
      `alter table "work_request" add constraint "work_request_kind_check" check ("kind" in ('scan', 'test', 'add'));`,
    );
  }
}

/** What the version before knew. */
const kinds = `'feed', 'govuk-search', 'govuk-organisation-feed', 'moderngov', 'wordpress', 'sitemap', 'page', 'oai-pmh', 'europepmc', 'openalex', 'crossref', 'mailbox', 'manual'`;
