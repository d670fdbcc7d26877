import { Migration } from '@mikro-orm/migrations';

/** What the audit calls every change of a verdict. */
const verdicts = `'publication.reopened', 'publication.kept', 'publication.set-aside',
  'publication.keeping-undone', 'publication.merged', 'publication.merge-undone'`;

/**
 * What was asked of the audit becomes facts of the publication: that a person gave its publisher, and
 * what it was before a link or an assessment kept it. Who else gave a publisher was not recorded.
 */
export class Migration20261127184710_publisher_basis extends Migration {
  override name = 'Migration20261127184710_publisher_basis';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "publication" add "publisher_basis" varchar(20) null, add "kept_was" jsonb null;`,
    );

    this.addSql(`update publication set publisher_basis = 'person'
      where cast(id as text) in (
        select subject_id from audit_entry where subject_type = 'publication'
          and action = 'publication.corrected' and after->>'publisher' is not null
      );`);
    this.addSql(`update publication set kept_was = (
        select before from audit_entry where id = (
          select max(id) from audit_entry
          where subject_type = 'publication' and subject_id = cast(publication.id as text)
            and action in (${verdicts})
        ) and after->>'use' is not null and before->>'status' is not null
      ) where status = 'kept';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "publication" drop column "publisher_basis", drop column "kept_was";`);
  }
}
