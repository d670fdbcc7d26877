import { Migration } from '@mikro-orm/migrations';

/** Where it is read again at all, at once. */
const soon = `case when recheck_at is null then null else first_seen_at end`;
/** Pages that GOV.UK's interface was asked for. */
const ofGovuk = `source_id in (select id from source where kind in ('govuk-search', 'govuk-organisation-feed'))`;

/**
 * An earlier version took GOV.UK's empty withdrawal notice for a withdrawal, and the day of the last
 * change, which its search tells, for that of publication.
 */
export class Migration20261127171500_govuk_facts extends Migration {
  override name = 'Migration20261127171500_govuk_facts';

  override up(): void | Promise<void> {
    // Withdrawn at the very instant of a reading, without a word why: no publisher said so.
    const isInvented = `withdrawn_note = '' and exists (select 1 from version where version.publication_id = publication.id and version.read_at = publication.withdrawn_at)`;
    this.addSql(
      `update version set change_note = nullif(trim(substr(change_note, 1, instr(change_note, 'It was withdrawn on ') - 1)), '') where change_note like '%It was withdrawn on %' and exists (select 1 from publication where publication.id = version.publication_id and publication.withdrawn_note = '' and publication.withdrawn_at = version.read_at);`,
    );
    this.addSql(
      `update publication set withdrawn_at = null, withdrawn_note = null, recheck_at = ${soon}, index_number = index_number + 1 where ${isInvented};`,
    );
    // Where the version of that reading is not there any more, reading the page again tells.
    this.addSql(
      `update publication set recheck_at = ${soon} where withdrawn_note = '' and withdrawn_at is not null and ${ofGovuk};`,
    );
    // The page knows when it was first published; reading it again believes it before this day.
    this.addSql(
      `update publication set published_on_basis = 'document', recheck_at = ${soon} where published_on_basis = 'source' and source_id in (select id from source where kind = 'govuk-search') and exists (select 1 from candidate where candidate.id = publication.read_from_id and json_extract(candidate.offer, '$.publishedOn') = publication.published_on and json_extract(candidate.offer, '$.updatedAt') is not null);`,
    );
  }
  /** What was put right stays so: the version before reads it as it is. */
  override down(): void {}
}
