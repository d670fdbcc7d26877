import { Migration } from '@mikro-orm/migrations';

export class Migration20261124130913_first extends Migration {
  override name = 'Migration20261124130913_first';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`concept\` (\`id\` text not null primary key, \`facet\` text not null, \`label\` text not null, \`position\` integer not null, \`synonyms\` json not null default '[]', \`abbreviations\` json not null default '[]', \`expansions\` json not null, \`hints\` json not null default '[]', \`related\` json not null default '[]', \`needs_context\` json not null default '[]', \`exclude_when\` json not null default '[]', \`retired\` json not null default '[]', \`note\` text null);`,
    );
    this.addSql(`create index \`concept_facet_index\` on \`concept\` (\`facet\`);`);

    this.addSql(
      `create table \`lease\` (\`name\` text not null primary key, \`holder\` text not null, \`until\` datetime not null);`,
    );

    this.addSql(
      `create table \`outbox\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`number\` integer not null, \`change\` text check (\`change\` in ('put', 'remove')) not null, \`created_at\` datetime not null);`,
    );
    this.addSql(`create index \`outbox_publication_id_index\` on \`outbox\` (\`publication_id\`);`);

    this.addSql(
      `create table \`partner\` (\`id\` integer not null primary key autoincrement, \`name\` text not null);`,
    );
    this.addSql(`create unique index \`partner_name_unique\` on \`partner\` (\`name\`);`);

    this.addSql(
      `create table \`plan\` (\`id\` integer not null primary key autoincrement, \`title\` text not null, \`note\` text null, \`created_at\` datetime not null);`,
    );
    this.addSql(`create unique index \`plan_title_unique\` on \`plan\` (\`title\`);`);

    this.addSql(
      `create table \`plan_entry\` (\`id\` integer not null primary key autoincrement, \`plan_id\` integer not null, \`parent_id\` integer null, \`ref\` text not null, \`position\` integer not null, \`text\` text not null, \`owner_agency\` text null, \`lead_role\` text null, \`original_due_on\` text null, \`due_on\` text null, \`rag\` text check (\`rag\` in ('Blue', 'Red', 'Amber', 'Green')) null, \`status\` text check (\`status\` in ('not started', 'in progress', 'complete', 'embedded', 'superseded', 'not accepted')) not null, \`success_measure\` text null, \`themes\` json not null default '[]', \`revision\` integer not null default 1, constraint \`plan_entry_plan_id_foreign\` foreign key (\`plan_id\`) references \`plan\` (\`id\`) on delete cascade, constraint \`plan_entry_parent_id_foreign\` foreign key (\`parent_id\`) references \`plan_entry\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`plan_entry_plan_id_index\` on \`plan_entry\` (\`plan_id\`);`);
    this.addSql(`create index \`plan_entry_parent_id_index\` on \`plan_entry\` (\`parent_id\`);`);
    this.addSql(
      `create unique index \`plan_entry_plan_id_ref_unique\` on \`plan_entry\` (\`plan_id\`, \`ref\`);`,
    );

    this.addSql(
      `create table \`sign_in_attempt\` (\`id\` integer not null primary key autoincrement, \`subject\` text not null, \`at\` datetime not null);`,
    );
    this.addSql(
      `create index \`sign_in_attempt_subject_at_index\` on \`sign_in_attempt\` (\`subject\`, \`at\`);`,
    );

    this.addSql(
      `create table \`source\` (\`id\` integer not null primary key autoincrement, \`key\` text not null, \`name\` text not null, \`publisher\` text not null, \`publisher_type\` text null, \`kind\` text check (\`kind\` in ('feed', 'govuk-search', 'govuk-organisation-feed', 'moderngov', 'wordpress', 'sitemap', 'page', 'oai-pmh', 'europepmc', 'openalex', 'crossref', 'mailbox', 'manual')) not null, \`url\` text not null, \`query\` text null, \`licence\` text null, \`region\` text null, \`may_show\` text check (\`may_show\` in ('text', 'extract', 'link')) not null default 'link', \`note\` text null, \`is_verified\` integer not null default false, \`is_paused\` integer not null default false, \`includes_first_scan\` integer not null default false, \`etag\` text null, \`last_modified\` text null, \`next_scan_at\` datetime null, \`interval_hours\` double not null default 6, \`leased_by\` text null, \`lease_until\` datetime null, \`last_scanned_at\` datetime null, \`last_succeeded_at\` datetime null, \`last_new_at\` datetime null, \`first_failed_at\` datetime null, \`failures\` integer not null default 0, \`failure_reason\` text null, \`ended_at\` datetime null, \`created_at\` datetime not null);`,
    );
    this.addSql(`create unique index \`source_key_unique\` on \`source\` (\`key\`);`);
    this.addSql(`create index \`source_next_scan_at_index\` on \`source\` (\`next_scan_at\`);`);

    this.addSql(
      `create table \`scan\` (\`id\` integer not null primary key autoincrement, \`source_id\` integer not null, \`started_at\` datetime not null, \`ended_at\` datetime null, \`outcome\` text check (\`outcome\` in ('running', 'read', 'not-modified', 'failed', 'abandoned')) not null, \`is_first\` integer not null default false, \`offered\` integer not null default 0, \`fresh\` integer not null default 0, \`changed\` integer not null default 0, \`http_status\` integer null, \`reason\` text null, \`warnings\` json not null default '[]', constraint \`scan_source_id_foreign\` foreign key (\`source_id\`) references \`source\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`scan_source_id_index\` on \`scan\` (\`source_id\`);`);
    this.addSql(
      `create index \`scan_source_id_started_at_index\` on \`scan\` (\`source_id\`, \`started_at\`);`,
    );
    this.addSql(`create index \`scan_started_at_index\` on \`scan\` (\`started_at\`);`);

    this.addSql(
      `create table \`state_value\` (\`name\` text not null primary key, \`value\` json not null, \`changed_at\` datetime not null);`,
    );

    this.addSql(
      `create table \`subscriber\` (\`id\` integer not null primary key autoincrement, \`email\` text not null, \`name\` text null, \`partner_id\` integer null, \`unsubscribe_token\` text not null, \`created_at\` datetime not null, \`unsubscribed_at\` datetime null, \`failure\` text null, constraint \`subscriber_partner_id_foreign\` foreign key (\`partner_id\`) references \`partner\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create unique index \`subscriber_email_unique\` on \`subscriber\` (\`email\`);`);
    this.addSql(`create index \`subscriber_partner_id_index\` on \`subscriber\` (\`partner_id\`);`);
    this.addSql(
      `create unique index \`subscriber_unsubscribe_token_unique\` on \`subscriber\` (\`unsubscribe_token\`);`,
    );

    this.addSql(
      `create table \`app_user\` (\`id\` integer not null primary key autoincrement, \`email\` text not null, \`name\` text null, \`role\` text check (\`role\` in ('member', 'coordinator', 'administrator')) not null, \`partner_id\` integer null, \`is_active\` integer not null default true, \`created_at\` datetime not null, \`last_signed_in_at\` datetime null, constraint \`app_user_partner_id_foreign\` foreign key (\`partner_id\`) references \`partner\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create unique index \`app_user_email_unique\` on \`app_user\` (\`email\`);`);
    this.addSql(`create index \`app_user_partner_id_index\` on \`app_user\` (\`partner_id\`);`);

    this.addSql(
      `create table \`upload\` (\`id\` integer not null primary key autoincrement, \`hash\` text not null, \`file_name\` text not null, \`media_type\` text not null, \`bytes\` blob not null, \`uploaded_by_id\` integer null, \`uploaded_at\` datetime not null, constraint \`upload_uploaded_by_id_foreign\` foreign key (\`uploaded_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create unique index \`upload_hash_unique\` on \`upload\` (\`hash\`);`);
    this.addSql(`create index \`upload_uploaded_by_id_index\` on \`upload\` (\`uploaded_by_id\`);`);

    this.addSql(
      `create table \`sign_in_link\` (\`id\` integer not null primary key autoincrement, \`user_id\` integer not null, \`token_hash\` text not null, \`created_at\` datetime not null, \`expires_at\` datetime not null, \`used_at\` datetime null, \`requested_from\` text null, constraint \`sign_in_link_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`sign_in_link_user_id_index\` on \`sign_in_link\` (\`user_id\`);`);
    this.addSql(
      `create unique index \`sign_in_link_token_hash_unique\` on \`sign_in_link\` (\`token_hash\`);`,
    );
    this.addSql(
      `create index \`sign_in_link_requested_from_created_at_index\` on \`sign_in_link\` (\`requested_from\`, \`created_at\`);`,
    );

    this.addSql(
      `create table \`session\` (\`id\` integer not null primary key autoincrement, \`user_id\` integer not null, \`token_hash\` text not null, \`created_at\` datetime not null, \`last_seen_at\` datetime not null, \`expires_at\` datetime not null, constraint \`session_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`session_user_id_index\` on \`session\` (\`user_id\`);`);
    this.addSql(
      `create unique index \`session_token_hash_unique\` on \`session\` (\`token_hash\`);`,
    );

    this.addSql(
      `create table \`publication\` (\`id\` integer not null primary key autoincrement, \`title\` text not null, \`url\` text null, \`publisher\` text not null, \`published_on\` text null, \`published_on_basis\` text check (\`published_on_basis\` in ('source', 'document', 'person', 'first-seen')) not null, \`type\` text null, \`type_basis\` text null, \`region\` text null, \`region_basis\` text null, \`language\` text null, \`summary\` text null, \`source_id\` integer not null, \`first_seen_at\` datetime not null, \`read_from_id\` integer null, \`is_backlog\` integer not null default false, \`describes_abuse\` integer not null default false, \`status\` text check (\`status\` in ('new', 'kept', 'set-aside')) not null default 'new', \`set_aside_reason\` text check (\`set_aside_reason\` in ('not-relevant', 'duplicate', 'too-thin', 'out-of-area', 'superseded')) null, \`set_aside_note\` text null, \`sifted_by_id\` integer null, \`sifted_at\` datetime null, \`text_problem\` text null, \`content_hash\` text null, \`fingerprint\` text null, \`version_number\` integer not null default 0, \`read_at\` datetime null, \`recheck_at\` datetime null, \`withdrawn_at\` datetime null, \`withdrawn_note\` text null, \`gone_at\` datetime null, \`index_number\` integer not null default 0, constraint \`publication_source_id_foreign\` foreign key (\`source_id\`) references \`source\` (\`id\`) on delete restrict, constraint \`publication_sifted_by_id_foreign\` foreign key (\`sifted_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`publication_publisher_index\` on \`publication\` (\`publisher\`);`);
    this.addSql(`create index \`publication_source_id_index\` on \`publication\` (\`source_id\`);`);
    this.addSql(
      `create index \`publication_sifted_by_id_index\` on \`publication\` (\`sifted_by_id\`);`,
    );
    this.addSql(
      `create index \`publication_content_hash_index\` on \`publication\` (\`content_hash\`);`,
    );
    this.addSql(
      `create index \`publication_status_first_seen_at_index\` on \`publication\` (\`status\`, \`first_seen_at\`);`,
    );
    this.addSql(
      `create index \`publication_published_on_index\` on \`publication\` (\`published_on\`);`,
    );
    this.addSql(
      `create index \`publication_recheck_at_index\` on \`publication\` (\`recheck_at\`);`,
    );

    this.addSql(
      `create table \`tag\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`label\` text not null, \`added_by_id\` integer null, \`added_at\` datetime not null, constraint \`tag_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`tag_added_by_id_foreign\` foreign key (\`added_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`tag_publication_id_index\` on \`tag\` (\`publication_id\`);`);
    this.addSql(`create index \`tag_label_index\` on \`tag\` (\`label\`);`);
    this.addSql(`create index \`tag_added_by_id_index\` on \`tag\` (\`added_by_id\`);`);
    this.addSql(
      `create unique index \`tag_publication_id_label_unique\` on \`tag\` (\`publication_id\`, \`label\`);`,
    );

    this.addSql(
      `create table \`suggestion\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`concept_id\` text null, \`entry_id\` integer null, \`state\` text check (\`state\` in ('open', 'accepted', 'rejected')) not null default 'open', \`words\` json not null, \`strength\` text check (\`strength\` in ('strong', 'weak')) not null, \`passage\` text null, \`page\` integer null, \`created_at\` datetime not null, \`decided_by_id\` integer null, \`decided_at\` datetime null, constraint \`suggestion_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`suggestion_concept_id_foreign\` foreign key (\`concept_id\`) references \`concept\` (\`id\`) on delete cascade, constraint \`suggestion_entry_id_foreign\` foreign key (\`entry_id\`) references \`plan_entry\` (\`id\`) on delete cascade, constraint \`suggestion_decided_by_id_foreign\` foreign key (\`decided_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`suggestion_publication_id_index\` on \`suggestion\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`suggestion_concept_id_index\` on \`suggestion\` (\`concept_id\`);`);
    this.addSql(`create index \`suggestion_entry_id_index\` on \`suggestion\` (\`entry_id\`);`);
    this.addSql(
      `create index \`suggestion_decided_by_id_index\` on \`suggestion\` (\`decided_by_id\`);`,
    );
    this.addSql(
      `create unique index \`suggestion_publication_id_concept_id_unique\` on \`suggestion\` (\`publication_id\`, \`concept_id\`);`,
    );
    this.addSql(
      `create unique index \`suggestion_publication_id_entry_id_unique\` on \`suggestion\` (\`publication_id\`, \`entry_id\`);`,
    );

    this.addSql(
      `create table \`sighting\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`source_id\` integer not null, \`url\` text not null, \`title\` text not null, \`seen_at\` datetime not null, constraint \`sighting_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`sighting_source_id_foreign\` foreign key (\`source_id\`) references \`source\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`sighting_publication_id_index\` on \`sighting\` (\`publication_id\`);`,
    );
    this.addSql(`create index \`sighting_source_id_index\` on \`sighting\` (\`source_id\`);`);
    this.addSql(
      `create unique index \`sighting_publication_id_source_id_url_unique\` on \`sighting\` (\`publication_id\`, \`source_id\`, \`url\`);`,
    );

    this.addSql(
      `create table \`publication_concept\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`concept_id\` text not null, \`accepted_by_id\` integer null, \`accepted_at\` datetime not null, constraint \`publication_concept_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`publication_concept_concept_id_foreign\` foreign key (\`concept_id\`) references \`concept\` (\`id\`) on delete cascade, constraint \`publication_concept_accepted_by_id_foreign\` foreign key (\`accepted_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`publication_concept_publication_id_index\` on \`publication_concept\` (\`publication_id\`);`,
    );
    this.addSql(
      `create index \`publication_concept_concept_id_index\` on \`publication_concept\` (\`concept_id\`);`,
    );
    this.addSql(
      `create index \`publication_concept_accepted_by_id_index\` on \`publication_concept\` (\`accepted_by_id\`);`,
    );
    this.addSql(
      `create unique index \`publication_concept_publication_id_concept_id_unique\` on \`publication_concept\` (\`publication_id\`, \`concept_id\`);`,
    );

    this.addSql(
      `create table \`identifier\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`scheme\` text not null, \`value\` text not null, constraint \`identifier_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`identifier_publication_id_index\` on \`identifier\` (\`publication_id\`);`,
    );
    this.addSql(
      `create unique index \`identifier_scheme_value_unique\` on \`identifier\` (\`scheme\`, \`value\`);`,
    );

    this.addSql(
      `create table \`document\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`position\` integer not null, \`title\` text not null, \`url\` text null, \`media_type\` text not null, \`page_count\` integer null, \`headings\` json not null default '[]', \`text_problem\` text null, \`bytes_hash\` text null, \`fetched_at\` datetime null, \`http_status\` integer null, \`etag\` text null, \`last_modified\` text null, constraint \`document_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`document_publication_id_index\` on \`document\` (\`publication_id\`);`,
    );

    this.addSql(
      `create table \`passage\` (\`id\` integer not null primary key autoincrement, \`document_id\` integer not null, \`position\` integer not null, \`page\` integer null, \`text\` text not null, constraint \`passage_document_id_foreign\` foreign key (\`document_id\`) references \`document\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`passage_document_id_index\` on \`passage\` (\`document_id\`);`);
    this.addSql(
      `create index \`passage_document_id_position_index\` on \`passage\` (\`document_id\`, \`position\`);`,
    );

    this.addSql(
      `create table \`candidate\` (\`id\` integer not null primary key autoincrement, \`source_id\` integer not null, \`key\` text not null, \`offer_hash\` text not null, \`offer\` json not null, \`scan_id\` integer null, \`first_offered_at\` datetime not null, \`last_offered_at\` datetime not null, \`state\` text check (\`state\` in ('pending', 'recorded', 'unread')) not null, \`attempts\` integer not null default 0, \`next_attempt_at\` datetime null, \`reason\` text null, \`leased_by\` text null, \`lease_until\` datetime null, \`publication_id\` integer null, constraint \`candidate_source_id_foreign\` foreign key (\`source_id\`) references \`source\` (\`id\`) on delete cascade, constraint \`candidate_scan_id_foreign\` foreign key (\`scan_id\`) references \`scan\` (\`id\`) on delete set null, constraint \`candidate_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`candidate_source_id_index\` on \`candidate\` (\`source_id\`);`);
    this.addSql(`create index \`candidate_scan_id_index\` on \`candidate\` (\`scan_id\`);`);
    this.addSql(
      `create index \`candidate_publication_id_index\` on \`candidate\` (\`publication_id\`);`,
    );
    this.addSql(
      `create index \`candidate_state_next_attempt_at_index\` on \`candidate\` (\`state\`, \`next_attempt_at\`);`,
    );
    this.addSql(
      `create unique index \`candidate_source_id_key_unique\` on \`candidate\` (\`source_id\`, \`key\`);`,
    );

    this.addSql(
      `create table \`progress_note\` (\`id\` integer not null primary key autoincrement, \`entry_id\` integer not null, \`text\` text not null, \`status\` text check (\`status\` in ('not started', 'in progress', 'complete', 'embedded', 'superseded', 'not accepted')) not null, \`rag\` text check (\`rag\` in ('Blue', 'Red', 'Amber', 'Green')) null, \`noted_by_id\` integer null, \`noted_at\` datetime not null, constraint \`progress_note_entry_id_foreign\` foreign key (\`entry_id\`) references \`plan_entry\` (\`id\`) on delete cascade, constraint \`progress_note_noted_by_id_foreign\` foreign key (\`noted_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`progress_note_entry_id_index\` on \`progress_note\` (\`entry_id\`);`,
    );
    this.addSql(
      `create index \`progress_note_noted_by_id_index\` on \`progress_note\` (\`noted_by_id\`);`,
    );

    this.addSql(
      `create table \`digest_choice\` (\`id\` integer not null primary key autoincrement, \`week\` text not null, \`publication_id\` integer not null, \`choice\` text check (\`choice\` in ('in', 'out')) not null, \`group\` text check (\`group\` in ('decided', 'discussion', 'information')) null, \`chosen_by_id\` integer null, \`chosen_at\` datetime not null, constraint \`digest_choice_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`digest_choice_chosen_by_id_foreign\` foreign key (\`chosen_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`digest_choice_publication_id_index\` on \`digest_choice\` (\`publication_id\`);`,
    );
    this.addSql(
      `create index \`digest_choice_chosen_by_id_index\` on \`digest_choice\` (\`chosen_by_id\`);`,
    );
    this.addSql(
      `create unique index \`digest_choice_week_publication_id_unique\` on \`digest_choice\` (\`week\`, \`publication_id\`);`,
    );

    this.addSql(
      `create table \`digest\` (\`id\` integer not null primary key autoincrement, \`week\` text not null, \`starts_on\` text not null, \`ends_on\` text not null, \`state\` text check (\`state\` in ('draft', 'approved', 'sending', 'sent', 'missed')) not null default 'draft', \`intro\` text null, \`approved_by_id\` integer null, \`approved_at\` datetime null, \`send_at\` datetime not null, \`sent_at\` datetime null, \`reminded_at\` datetime null, \`created_at\` datetime not null, constraint \`digest_approved_by_id_foreign\` foreign key (\`approved_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create unique index \`digest_week_unique\` on \`digest\` (\`week\`);`);
    this.addSql(`create index \`digest_approved_by_id_index\` on \`digest\` (\`approved_by_id\`);`);

    this.addSql(
      `create table \`digest_line\` (\`id\` integer not null primary key autoincrement, \`digest_id\` integer not null, \`publication_id\` integer not null, \`group\` text check (\`group\` in ('decided', 'discussion', 'information')) not null, \`position\` integer not null, \`title\` text not null, \`publisher\` text not null, \`published_on\` text null, \`url\` text null, \`summary\` text null, \`meaning\` text null, \`why\` text not null, constraint \`digest_line_digest_id_foreign\` foreign key (\`digest_id\`) references \`digest\` (\`id\`) on delete cascade, constraint \`digest_line_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete restrict);`,
    );
    this.addSql(`create index \`digest_line_digest_id_index\` on \`digest_line\` (\`digest_id\`);`);
    this.addSql(
      `create index \`digest_line_publication_id_index\` on \`digest_line\` (\`publication_id\`);`,
    );
    this.addSql(
      `create unique index \`digest_line_digest_id_publication_id_unique\` on \`digest_line\` (\`digest_id\`, \`publication_id\`);`,
    );

    this.addSql(
      `create table \`delivery\` (\`id\` integer not null primary key autoincrement, \`digest_id\` integer not null, \`subscriber_id\` integer not null, \`message_id\` text not null, \`state\` text check (\`state\` in ('waiting', 'sending', 'sent', 'failed', 'cancelled')) not null default 'waiting', \`attempts\` integer not null default 0, \`next_attempt_at\` datetime null, \`lease_until\` datetime null, \`sent_at\` datetime null, \`reason\` text null, constraint \`delivery_digest_id_foreign\` foreign key (\`digest_id\`) references \`digest\` (\`id\`) on delete cascade, constraint \`delivery_subscriber_id_foreign\` foreign key (\`subscriber_id\`) references \`subscriber\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`delivery_digest_id_index\` on \`delivery\` (\`digest_id\`);`);
    this.addSql(
      `create index \`delivery_subscriber_id_index\` on \`delivery\` (\`subscriber_id\`);`,
    );
    this.addSql(
      `create index \`delivery_state_next_attempt_at_index\` on \`delivery\` (\`state\`, \`next_attempt_at\`);`,
    );
    this.addSql(
      `create unique index \`delivery_digest_id_subscriber_id_unique\` on \`delivery\` (\`digest_id\`, \`subscriber_id\`);`,
    );

    this.addSql(
      `create table \`audit_entry\` (\`id\` integer not null primary key autoincrement, \`at\` datetime not null, \`user_id\` integer null, \`actor\` text not null, \`action\` text not null, \`subject_type\` text not null, \`subject_id\` text not null, \`before\` json null, \`after\` json null, \`reason\` text null, constraint \`audit_entry_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`audit_entry_user_id_index\` on \`audit_entry\` (\`user_id\`);`);
    this.addSql(
      `create index \`audit_entry_subject_type_subject_id_index\` on \`audit_entry\` (\`subject_type\`, \`subject_id\`);`,
    );
    this.addSql(`create index \`audit_entry_at_index\` on \`audit_entry\` (\`at\`);`);

    this.addSql(
      `create table \`assessment\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`relevance\` integer null, \`evidence_strength\` text check (\`evidence_strength\` in ('statutory-duty', 'national-finding', 'evaluated-with-control', 'evaluated-before-after', 'described-practice', 'opinion-or-news')) null, \`impact\` integer null, \`horizon\` text check (\`horizon\` in ('now', 'next', 'later')) null, \`meaning\` text null, \`assessed_by_id\` integer null, \`assessed_at\` datetime not null, constraint \`assessment_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade, constraint \`assessment_assessed_by_id_foreign\` foreign key (\`assessed_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create unique index \`assessment_publication_id_unique\` on \`assessment\` (\`publication_id\`);`,
    );
    this.addSql(
      `create index \`assessment_assessed_by_id_index\` on \`assessment\` (\`assessed_by_id\`);`,
    );

    this.addSql(
      `create table \`api_token\` (\`id\` integer not null primary key autoincrement, \`user_id\` integer not null, \`name\` text not null, \`token_hash\` text not null, \`created_at\` datetime not null, \`last_used_at\` datetime null, \`revoked_at\` datetime null, constraint \`api_token_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`api_token_user_id_index\` on \`api_token\` (\`user_id\`);`);
    this.addSql(
      `create unique index \`api_token_token_hash_unique\` on \`api_token\` (\`token_hash\`);`,
    );

    this.addSql(
      `create table \`version\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`number\` integer not null, \`read_at\` datetime not null, \`http_status\` integer null, \`title\` text not null, \`hash\` text not null, \`content\` json not null, \`change_note\` text null, constraint \`version_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete cascade);`,
    );
    this.addSql(
      `create index \`version_publication_id_index\` on \`version\` (\`publication_id\`);`,
    );
    this.addSql(
      `create unique index \`version_publication_id_number_unique\` on \`version\` (\`publication_id\`, \`number\`);`,
    );

    this.addSql(
      `create table \`link\` (\`id\` integer not null primary key autoincrement, \`publication_id\` integer not null, \`entry_id\` integer not null, \`version_id\` integer null, \`bearing\` text check (\`bearing\` in ('supports', 'challenges', 'updates', 'example', 'gap')) not null, \`rationale\` text not null, \`quote\` text null, \`document_id\` integer null, \`page\` integer null, \`linked_by_id\` integer null, \`linked_at\` datetime not null, \`removed_at\` datetime null, \`removed_by_id\` integer null, \`removed_reason\` text null, constraint \`link_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete restrict, constraint \`link_entry_id_foreign\` foreign key (\`entry_id\`) references \`plan_entry\` (\`id\`) on delete restrict, constraint \`link_version_id_foreign\` foreign key (\`version_id\`) references \`version\` (\`id\`) on delete restrict, constraint \`link_document_id_foreign\` foreign key (\`document_id\`) references \`document\` (\`id\`) on delete set null, constraint \`link_linked_by_id_foreign\` foreign key (\`linked_by_id\`) references \`app_user\` (\`id\`) on delete set null, constraint \`link_removed_by_id_foreign\` foreign key (\`removed_by_id\`) references \`app_user\` (\`id\`) on delete set null);`,
    );
    this.addSql(`create index \`link_publication_id_index\` on \`link\` (\`publication_id\`);`);
    this.addSql(`create index \`link_entry_id_index\` on \`link\` (\`entry_id\`);`);
    this.addSql(`create index \`link_version_id_index\` on \`link\` (\`version_id\`);`);
    this.addSql(`create index \`link_document_id_index\` on \`link\` (\`document_id\`);`);
    this.addSql(`create index \`link_linked_by_id_index\` on \`link\` (\`linked_by_id\`);`);
    this.addSql(`create index \`link_removed_by_id_index\` on \`link\` (\`removed_by_id\`);`);

    this.addSql(
      `create table \`work_request\` (\`id\` integer not null primary key autoincrement, \`kind\` text check (\`kind\` in ('scan', 'test', 'add')) not null, \`source_id\` integer null, \`url\` text null, \`requested_by_id\` integer null, \`requested_at\` datetime not null, \`state\` text check (\`state\` in ('waiting', 'running', 'done', 'failed')) not null default 'waiting', \`lease_until\` datetime null, \`finished_at\` datetime null, \`reason\` text null, \`scan_id\` integer null, \`publication_id\` integer null, \`test\` json null, constraint \`work_request_source_id_foreign\` foreign key (\`source_id\`) references \`source\` (\`id\`) on delete cascade, constraint \`work_request_requested_by_id_foreign\` foreign key (\`requested_by_id\`) references \`app_user\` (\`id\`) on delete set null, constraint \`work_request_scan_id_foreign\` foreign key (\`scan_id\`) references \`scan\` (\`id\`) on delete set null, constraint \`work_request_publication_id_foreign\` foreign key (\`publication_id\`) references \`publication\` (\`id\`) on delete set null);`,
    );
    this.addSql(
      `create index \`work_request_source_id_index\` on \`work_request\` (\`source_id\`);`,
    );
    this.addSql(
      `create index \`work_request_requested_by_id_index\` on \`work_request\` (\`requested_by_id\`);`,
    );
    this.addSql(`create index \`work_request_scan_id_index\` on \`work_request\` (\`scan_id\`);`);
    this.addSql(
      `create index \`work_request_publication_id_index\` on \`work_request\` (\`publication_id\`);`,
    );
    this.addSql(
      `create index \`work_request_state_requested_at_index\` on \`work_request\` (\`state\`, \`requested_at\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`concept\`;`);
    this.addSql(`drop table if exists \`lease\`;`);
    this.addSql(`drop table if exists \`outbox\`;`);
    this.addSql(`drop table if exists \`partner\`;`);
    this.addSql(`drop table if exists \`plan\`;`);
    this.addSql(`drop table if exists \`plan_entry\`;`);
    this.addSql(`drop table if exists \`sign_in_attempt\`;`);
    this.addSql(`drop table if exists \`source\`;`);
    this.addSql(`drop table if exists \`scan\`;`);
    this.addSql(`drop table if exists \`state_value\`;`);
    this.addSql(`drop table if exists \`subscriber\`;`);
    this.addSql(`drop table if exists \`app_user\`;`);
    this.addSql(`drop table if exists \`upload\`;`);
    this.addSql(`drop table if exists \`sign_in_link\`;`);
    this.addSql(`drop table if exists \`session\`;`);
    this.addSql(`drop table if exists \`publication\`;`);
    this.addSql(`drop table if exists \`tag\`;`);
    this.addSql(`drop table if exists \`suggestion\`;`);
    this.addSql(`drop table if exists \`sighting\`;`);
    this.addSql(`drop table if exists \`publication_concept\`;`);
    this.addSql(`drop table if exists \`identifier\`;`);
    this.addSql(`drop table if exists \`document\`;`);
    this.addSql(`drop table if exists \`passage\`;`);
    this.addSql(`drop table if exists \`candidate\`;`);
    this.addSql(`drop table if exists \`progress_note\`;`);
    this.addSql(`drop table if exists \`digest_choice\`;`);
    this.addSql(`drop table if exists \`digest\`;`);
    this.addSql(`drop table if exists \`digest_line\`;`);
    this.addSql(`drop table if exists \`delivery\`;`);
    this.addSql(`drop table if exists \`audit_entry\`;`);
    this.addSql(`drop table if exists \`assessment\`;`);
    this.addSql(`drop table if exists \`api_token\`;`);
    this.addSql(`drop table if exists \`version\`;`);
    this.addSql(`drop table if exists \`link\`;`);
    this.addSql(`drop table if exists \`work_request\`;`);
  }
}
