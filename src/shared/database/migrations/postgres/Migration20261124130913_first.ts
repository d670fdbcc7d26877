import { Migration } from '@mikro-orm/migrations';

export class Migration20261124130913_first extends Migration {
  override name = 'Migration20261124130913_first';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "concept" ("id" varchar(100) not null, "facet" varchar(50) not null, "label" varchar(300) not null, "position" int not null, "synonyms" jsonb not null default '[]', "abbreviations" jsonb not null default '[]', "expansions" jsonb not null, "hints" jsonb not null default '[]', "related" jsonb not null default '[]', "needs_context" jsonb not null default '[]', "exclude_when" jsonb not null default '[]', "retired" jsonb not null default '[]', "note" text null, primary key ("id"));`,
    );
    this.addSql(`create index "concept_facet_index" on "concept" ("facet");`);

    this.addSql(
      `create table "lease" ("name" varchar(100) not null, "holder" varchar(100) not null, "until" timestamptz(3) not null, primary key ("name"));`,
    );

    this.addSql(
      `create table "outbox" ("id" serial primary key, "publication_id" int not null, "number" int not null, "change" text not null, "created_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "outbox_publication_id_index" on "outbox" ("publication_id");`);

    this.addSql(`create table "partner" ("id" serial primary key, "name" varchar(300) not null);`);
    this.addSql(`alter table "partner" add constraint "partner_name_unique" unique ("name");`);

    this.addSql(
      `create table "plan" ("id" serial primary key, "title" varchar(300) not null, "note" text null, "created_at" timestamptz(3) not null);`,
    );
    this.addSql(`alter table "plan" add constraint "plan_title_unique" unique ("title");`);

    this.addSql(
      `create table "plan_entry" ("id" serial primary key, "plan_id" int not null, "parent_id" int null, "ref" varchar(50) not null, "position" int not null, "text" text not null, "owner_agency" varchar(300) null, "lead_role" varchar(300) null, "original_due_on" varchar(10) null, "due_on" varchar(10) null, "rag" text null, "status" text not null, "success_measure" text null, "themes" jsonb not null default '[]', "revision" int not null default 1);`,
    );
    this.addSql(`create index "plan_entry_parent_id_index" on "plan_entry" ("parent_id");`);
    this.addSql(
      `alter table "plan_entry" add constraint "plan_entry_plan_id_ref_unique" unique ("plan_id", "ref");`,
    );

    this.addSql(
      `create table "sign_in_attempt" ("id" serial primary key, "subject" varchar(64) not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(
      `create index "sign_in_attempt_subject_at_index" on "sign_in_attempt" ("subject", "at");`,
    );

    this.addSql(
      `create table "source" ("id" serial primary key, "key" varchar(100) not null, "name" varchar(300) not null, "publisher" varchar(300) not null, "publisher_type" varchar(50) null, "kind" text not null, "url" text not null, "query" text null, "licence" text null, "region" varchar(100) null, "may_show" text not null default 'link', "note" text null, "is_verified" boolean not null default false, "is_paused" boolean not null default false, "includes_first_scan" boolean not null default false, "etag" text null, "last_modified" text null, "next_scan_at" timestamptz(3) null, "interval_hours" double precision not null default 6, "leased_by" varchar(100) null, "lease_until" timestamptz(3) null, "last_scanned_at" timestamptz(3) null, "last_succeeded_at" timestamptz(3) null, "last_new_at" timestamptz(3) null, "first_failed_at" timestamptz(3) null, "failures" int not null default 0, "failure_reason" text null, "ended_at" timestamptz(3) null, "created_at" timestamptz(3) not null);`,
    );
    this.addSql(`alter table "source" add constraint "source_key_unique" unique ("key");`);
    this.addSql(`create index "source_next_scan_at_index" on "source" ("next_scan_at");`);

    this.addSql(
      `create table "scan" ("id" serial primary key, "source_id" int not null, "started_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "outcome" text not null, "is_first" boolean not null default false, "offered" int not null default 0, "fresh" int not null default 0, "changed" int not null default 0, "http_status" int null, "reason" text null, "warnings" jsonb not null default '[]');`,
    );
    this.addSql(
      `create index "scan_source_id_started_at_index" on "scan" ("source_id", "started_at");`,
    );
    this.addSql(`create index "scan_started_at_index" on "scan" ("started_at");`);

    this.addSql(
      `create table "state_value" ("name" varchar(100) not null, "value" jsonb not null, "changed_at" timestamptz(3) not null, primary key ("name"));`,
    );

    this.addSql(
      `create table "subscriber" ("id" serial primary key, "email" varchar(320) not null, "name" varchar(200) null, "partner_id" int null, "unsubscribe_token" varchar(64) not null, "created_at" timestamptz(3) not null, "unsubscribed_at" timestamptz(3) null, "failure" text null);`,
    );
    this.addSql(
      `alter table "subscriber" add constraint "subscriber_email_unique" unique ("email");`,
    );
    this.addSql(`create index "subscriber_partner_id_index" on "subscriber" ("partner_id");`);
    this.addSql(
      `alter table "subscriber" add constraint "subscriber_unsubscribe_token_unique" unique ("unsubscribe_token");`,
    );

    this.addSql(
      `create table "app_user" ("id" serial primary key, "email" varchar(320) not null, "name" varchar(200) null, "role" text not null, "partner_id" int null, "is_active" boolean not null default true, "created_at" timestamptz(3) not null, "last_signed_in_at" timestamptz(3) null);`,
    );
    this.addSql(`alter table "app_user" add constraint "app_user_email_unique" unique ("email");`);
    this.addSql(`create index "app_user_partner_id_index" on "app_user" ("partner_id");`);

    this.addSql(
      `create table "upload" ("id" serial primary key, "hash" varchar(64) not null, "file_name" varchar(300) not null, "media_type" varchar(150) not null, "bytes" bytea not null, "uploaded_by_id" int null, "uploaded_at" timestamptz(3) not null);`,
    );
    this.addSql(`alter table "upload" add constraint "upload_hash_unique" unique ("hash");`);
    this.addSql(`create index "upload_uploaded_by_id_index" on "upload" ("uploaded_by_id");`);

    this.addSql(
      `create table "sign_in_link" ("id" serial primary key, "user_id" int not null, "token_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "requested_from" varchar(64) null);`,
    );
    this.addSql(`create index "sign_in_link_user_id_index" on "sign_in_link" ("user_id");`);
    this.addSql(
      `alter table "sign_in_link" add constraint "sign_in_link_token_hash_unique" unique ("token_hash");`,
    );
    this.addSql(
      `create index "sign_in_link_requested_from_created_at_index" on "sign_in_link" ("requested_from", "created_at");`,
    );

    this.addSql(
      `create table "session" ("id" serial primary key, "user_id" int not null, "token_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "last_seen_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "session_user_id_index" on "session" ("user_id");`);
    this.addSql(
      `alter table "session" add constraint "session_token_hash_unique" unique ("token_hash");`,
    );

    this.addSql(
      `create table "publication" ("id" serial primary key, "title" text not null, "url" text null, "publisher" varchar(300) not null, "published_on" varchar(10) null, "published_on_basis" text not null, "type" varchar(100) null, "type_basis" text null, "region" varchar(100) null, "region_basis" text null, "language" varchar(20) null, "summary" text null, "source_id" int not null, "first_seen_at" timestamptz(3) not null, "read_from_id" int null, "is_backlog" boolean not null default false, "describes_abuse" boolean not null default false, "status" text not null default 'new', "set_aside_reason" text null, "set_aside_note" text null, "sifted_by_id" int null, "sifted_at" timestamptz(3) null, "text_problem" text null, "content_hash" varchar(64) null, "fingerprint" varchar(16) null, "version_number" int not null default 0, "read_at" timestamptz(3) null, "recheck_at" timestamptz(3) null, "withdrawn_at" timestamptz(3) null, "withdrawn_note" text null, "gone_at" timestamptz(3) null, "index_number" int not null default 0);`,
    );
    this.addSql(`create index "publication_publisher_index" on "publication" ("publisher");`);
    this.addSql(`create index "publication_source_id_index" on "publication" ("source_id");`);
    this.addSql(`create index "publication_sifted_by_id_index" on "publication" ("sifted_by_id");`);
    this.addSql(`create index "publication_content_hash_index" on "publication" ("content_hash");`);
    this.addSql(
      `create index "publication_status_first_seen_at_index" on "publication" ("status", "first_seen_at");`,
    );
    this.addSql(`create index "publication_published_on_index" on "publication" ("published_on");`);
    this.addSql(`create index "publication_recheck_at_index" on "publication" ("recheck_at");`);

    this.addSql(
      `create table "tag" ("id" serial primary key, "publication_id" int not null, "label" varchar(60) not null, "added_by_id" int null, "added_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "tag_label_index" on "tag" ("label");`);
    this.addSql(`create index "tag_added_by_id_index" on "tag" ("added_by_id");`);
    this.addSql(
      `alter table "tag" add constraint "tag_publication_id_label_unique" unique ("publication_id", "label");`,
    );

    this.addSql(
      `create table "suggestion" ("id" serial primary key, "publication_id" int not null, "concept_id" varchar(100) null, "entry_id" int null, "state" text not null default 'open', "words" jsonb not null, "strength" text not null, "passage" text null, "page" int null, "created_at" timestamptz(3) not null, "decided_by_id" int null, "decided_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "suggestion_concept_id_index" on "suggestion" ("concept_id");`);
    this.addSql(`create index "suggestion_entry_id_index" on "suggestion" ("entry_id");`);
    this.addSql(`create index "suggestion_decided_by_id_index" on "suggestion" ("decided_by_id");`);
    this.addSql(
      `alter table "suggestion" add constraint "suggestion_publication_id_concept_id_unique" unique ("publication_id", "concept_id");`,
    );
    this.addSql(
      `alter table "suggestion" add constraint "suggestion_publication_id_entry_id_unique" unique ("publication_id", "entry_id");`,
    );

    this.addSql(
      `create table "sighting" ("id" serial primary key, "publication_id" int not null, "source_id" int not null, "url" varchar(2000) not null, "title" text not null, "seen_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "sighting_source_id_index" on "sighting" ("source_id");`);
    this.addSql(
      `alter table "sighting" add constraint "sighting_publication_id_source_id_url_unique" unique ("publication_id", "source_id", "url");`,
    );

    this.addSql(
      `create table "publication_concept" ("id" serial primary key, "publication_id" int not null, "concept_id" varchar(100) not null, "accepted_by_id" int null, "accepted_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `create index "publication_concept_concept_id_index" on "publication_concept" ("concept_id");`,
    );
    this.addSql(
      `create index "publication_concept_accepted_by_id_index" on "publication_concept" ("accepted_by_id");`,
    );
    this.addSql(
      `alter table "publication_concept" add constraint "publication_concept_publication_id_concept_id_unique" unique ("publication_id", "concept_id");`,
    );

    this.addSql(
      `create table "identifier" ("id" serial primary key, "publication_id" int not null, "scheme" varchar(50) not null, "value" varchar(700) not null);`,
    );
    this.addSql(
      `create index "identifier_publication_id_index" on "identifier" ("publication_id");`,
    );
    this.addSql(
      `alter table "identifier" add constraint "identifier_scheme_value_unique" unique ("scheme", "value");`,
    );

    this.addSql(
      `create table "document" ("id" serial primary key, "publication_id" int not null, "position" int not null, "title" text not null, "url" text null, "media_type" varchar(150) not null, "page_count" int null, "headings" jsonb not null default '[]', "text_problem" text null, "bytes_hash" varchar(64) null, "fetched_at" timestamptz(3) null, "http_status" int null, "etag" text null, "last_modified" text null);`,
    );
    this.addSql(`create index "document_publication_id_index" on "document" ("publication_id");`);

    this.addSql(
      `create table "passage" ("id" serial primary key, "document_id" int not null, "position" int not null, "page" int null, "text" text not null);`,
    );
    this.addSql(
      `create index "passage_document_id_position_index" on "passage" ("document_id", "position");`,
    );

    this.addSql(
      `create table "candidate" ("id" serial primary key, "source_id" int not null, "key" varchar(700) not null, "offer_hash" varchar(64) not null, "offer" jsonb not null, "scan_id" int null, "first_offered_at" timestamptz(3) not null, "last_offered_at" timestamptz(3) not null, "state" text not null, "attempts" int not null default 0, "next_attempt_at" timestamptz(3) null, "reason" text null, "leased_by" varchar(100) null, "lease_until" timestamptz(3) null, "publication_id" int null);`,
    );
    this.addSql(`create index "candidate_scan_id_index" on "candidate" ("scan_id");`);
    this.addSql(`create index "candidate_publication_id_index" on "candidate" ("publication_id");`);
    this.addSql(
      `create index "candidate_state_next_attempt_at_index" on "candidate" ("state", "next_attempt_at");`,
    );
    this.addSql(
      `alter table "candidate" add constraint "candidate_source_id_key_unique" unique ("source_id", "key");`,
    );

    this.addSql(
      `create table "progress_note" ("id" serial primary key, "entry_id" int not null, "text" text not null, "status" text not null, "rag" text null, "noted_by_id" int null, "noted_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "progress_note_entry_id_index" on "progress_note" ("entry_id");`);
    this.addSql(
      `create index "progress_note_noted_by_id_index" on "progress_note" ("noted_by_id");`,
    );

    this.addSql(
      `create table "digest_choice" ("id" serial primary key, "week" varchar(8) not null, "publication_id" int not null, "choice" text not null, "group" text null, "chosen_by_id" int null, "chosen_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `create index "digest_choice_publication_id_index" on "digest_choice" ("publication_id");`,
    );
    this.addSql(
      `create index "digest_choice_chosen_by_id_index" on "digest_choice" ("chosen_by_id");`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_week_publication_id_unique" unique ("week", "publication_id");`,
    );

    this.addSql(
      `create table "digest" ("id" serial primary key, "week" varchar(8) not null, "starts_on" varchar(10) not null, "ends_on" varchar(10) not null, "state" text not null default 'draft', "intro" text null, "approved_by_id" int null, "approved_at" timestamptz(3) null, "send_at" timestamptz(3) not null, "sent_at" timestamptz(3) null, "reminded_at" timestamptz(3) null, "created_at" timestamptz(3) not null);`,
    );
    this.addSql(`alter table "digest" add constraint "digest_week_unique" unique ("week");`);
    this.addSql(`create index "digest_approved_by_id_index" on "digest" ("approved_by_id");`);

    this.addSql(
      `create table "digest_line" ("id" serial primary key, "digest_id" int not null, "publication_id" int not null, "group" text not null, "position" int not null, "title" text not null, "publisher" varchar(300) not null, "published_on" varchar(10) null, "url" text null, "summary" text null, "meaning" text null, "why" text not null);`,
    );
    this.addSql(
      `create index "digest_line_publication_id_index" on "digest_line" ("publication_id");`,
    );
    this.addSql(
      `alter table "digest_line" add constraint "digest_line_digest_id_publication_id_unique" unique ("digest_id", "publication_id");`,
    );

    this.addSql(
      `create table "delivery" ("id" serial primary key, "digest_id" int not null, "subscriber_id" int not null, "message_id" varchar(300) not null, "state" text not null default 'waiting', "attempts" int not null default 0, "next_attempt_at" timestamptz(3) null, "lease_until" timestamptz(3) null, "sent_at" timestamptz(3) null, "reason" text null);`,
    );
    this.addSql(`create index "delivery_subscriber_id_index" on "delivery" ("subscriber_id");`);
    this.addSql(
      `create index "delivery_state_next_attempt_at_index" on "delivery" ("state", "next_attempt_at");`,
    );
    this.addSql(
      `alter table "delivery" add constraint "delivery_digest_id_subscriber_id_unique" unique ("digest_id", "subscriber_id");`,
    );

    this.addSql(
      `create table "audit_entry" ("id" serial primary key, "at" timestamptz(3) not null, "user_id" int null, "actor" varchar(320) not null, "action" varchar(100) not null, "subject_type" varchar(50) not null, "subject_id" varchar(100) not null, "before" jsonb null, "after" jsonb null, "reason" text null);`,
    );
    this.addSql(`create index "audit_entry_user_id_index" on "audit_entry" ("user_id");`);
    this.addSql(
      `create index "audit_entry_subject_type_subject_id_index" on "audit_entry" ("subject_type", "subject_id");`,
    );
    this.addSql(`create index "audit_entry_at_index" on "audit_entry" ("at");`);

    this.addSql(
      `create table "assessment" ("id" serial primary key, "publication_id" int not null, "relevance" int null, "evidence_strength" text null, "impact" int null, "horizon" text null, "meaning" text null, "assessed_by_id" int null, "assessed_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "assessment" add constraint "assessment_publication_id_unique" unique ("publication_id");`,
    );
    this.addSql(
      `create index "assessment_assessed_by_id_index" on "assessment" ("assessed_by_id");`,
    );

    this.addSql(
      `create table "api_token" ("id" serial primary key, "user_id" int not null, "name" varchar(200) not null, "token_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "api_token_user_id_index" on "api_token" ("user_id");`);
    this.addSql(
      `alter table "api_token" add constraint "api_token_token_hash_unique" unique ("token_hash");`,
    );

    this.addSql(
      `create table "version" ("id" serial primary key, "publication_id" int not null, "number" int not null, "read_at" timestamptz(3) not null, "http_status" int null, "title" text not null, "hash" varchar(64) not null, "content" jsonb not null, "change_note" text null);`,
    );
    this.addSql(
      `alter table "version" add constraint "version_publication_id_number_unique" unique ("publication_id", "number");`,
    );

    this.addSql(
      `create table "link" ("id" serial primary key, "publication_id" int not null, "entry_id" int not null, "version_id" int null, "bearing" text not null, "rationale" text not null, "quote" text null, "document_id" int null, "page" int null, "linked_by_id" int null, "linked_at" timestamptz(3) not null, "removed_at" timestamptz(3) null, "removed_by_id" int null, "removed_reason" text null);`,
    );
    this.addSql(`create index "link_publication_id_index" on "link" ("publication_id");`);
    this.addSql(`create index "link_entry_id_index" on "link" ("entry_id");`);
    this.addSql(`create index "link_version_id_index" on "link" ("version_id");`);
    this.addSql(`create index "link_document_id_index" on "link" ("document_id");`);
    this.addSql(`create index "link_linked_by_id_index" on "link" ("linked_by_id");`);
    this.addSql(`create index "link_removed_by_id_index" on "link" ("removed_by_id");`);

    this.addSql(
      `create table "work_request" ("id" serial primary key, "kind" text not null, "source_id" int null, "url" text null, "requested_by_id" int null, "requested_at" timestamptz(3) not null, "state" text not null default 'waiting', "lease_until" timestamptz(3) null, "finished_at" timestamptz(3) null, "reason" text null, "scan_id" int null, "publication_id" int null, "test" jsonb null);`,
    );
    this.addSql(`create index "work_request_source_id_index" on "work_request" ("source_id");`);
    this.addSql(
      `create index "work_request_requested_by_id_index" on "work_request" ("requested_by_id");`,
    );
    this.addSql(`create index "work_request_scan_id_index" on "work_request" ("scan_id");`);
    this.addSql(
      `create index "work_request_publication_id_index" on "work_request" ("publication_id");`,
    );
    this.addSql(
      `create index "work_request_state_requested_at_index" on "work_request" ("state", "requested_at");`,
    );

    this.addSql(
      `alter table "outbox" add constraint "outbox_change_check" check ("change" in ('put', 'remove'));`,
    );

    this.addSql(
      `alter table "plan_entry" add constraint "plan_entry_plan_id_foreign" foreign key ("plan_id") references "plan" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "plan_entry" add constraint "plan_entry_parent_id_foreign" foreign key ("parent_id") references "plan_entry" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "plan_entry" add constraint "plan_entry_rag_check" check ("rag" in ('Blue', 'Red', 'Amber', 'Green'));`,
    );
    this.addSql(
      `alter table "plan_entry" add constraint "plan_entry_status_check" check ("status" in ('not started', 'in progress', 'complete', 'embedded', 'superseded', 'not accepted'));`,
    );

    this.addSql(
      `alter table "source" add constraint "source_kind_check" check ("kind" in ('feed', 'govuk-search', 'govuk-organisation-feed', 'moderngov', 'wordpress', 'sitemap', 'page', 'oai-pmh', 'europepmc', 'openalex', 'crossref', 'mailbox', 'manual'));`,
    );
    this.addSql(
      `alter table "source" add constraint "source_may_show_check" check ("may_show" in ('text', 'extract', 'link'));`,
    );

    this.addSql(
      `alter table "scan" add constraint "scan_source_id_foreign" foreign key ("source_id") references "source" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "scan" add constraint "scan_outcome_check" check ("outcome" in ('running', 'read', 'not-modified', 'failed', 'abandoned'));`,
    );

    this.addSql(
      `alter table "subscriber" add constraint "subscriber_partner_id_foreign" foreign key ("partner_id") references "partner" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "app_user" add constraint "app_user_partner_id_foreign" foreign key ("partner_id") references "partner" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "app_user" add constraint "app_user_role_check" check ("role" in ('member', 'coordinator', 'administrator'));`,
    );

    this.addSql(
      `alter table "upload" add constraint "upload_uploaded_by_id_foreign" foreign key ("uploaded_by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "sign_in_link" add constraint "sign_in_link_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "session" add constraint "session_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "publication" add constraint "publication_source_id_foreign" foreign key ("source_id") references "source" ("id") on delete restrict;`,
    );
    this.addSql(
      `alter table "publication" add constraint "publication_sifted_by_id_foreign" foreign key ("sifted_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "publication" add constraint "publication_published_on_basis_check" check ("published_on_basis" in ('source', 'document', 'person', 'first-seen'));`,
    );
    this.addSql(
      `alter table "publication" add constraint "publication_status_check" check ("status" in ('new', 'kept', 'set-aside'));`,
    );
    this.addSql(
      `alter table "publication" add constraint "publication_set_aside_reason_check" check ("set_aside_reason" in ('not-relevant', 'duplicate', 'too-thin', 'out-of-area', 'superseded'));`,
    );

    this.addSql(
      `alter table "tag" add constraint "tag_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "tag" add constraint "tag_added_by_id_foreign" foreign key ("added_by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "suggestion" add constraint "suggestion_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "suggestion" add constraint "suggestion_concept_id_foreign" foreign key ("concept_id") references "concept" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "suggestion" add constraint "suggestion_entry_id_foreign" foreign key ("entry_id") references "plan_entry" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "suggestion" add constraint "suggestion_decided_by_id_foreign" foreign key ("decided_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "suggestion" add constraint "suggestion_state_check" check ("state" in ('open', 'accepted', 'rejected'));`,
    );
    this.addSql(
      `alter table "suggestion" add constraint "suggestion_strength_check" check ("strength" in ('strong', 'weak'));`,
    );

    this.addSql(
      `alter table "sighting" add constraint "sighting_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "sighting" add constraint "sighting_source_id_foreign" foreign key ("source_id") references "source" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "publication_concept" add constraint "publication_concept_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "publication_concept" add constraint "publication_concept_concept_id_foreign" foreign key ("concept_id") references "concept" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "publication_concept" add constraint "publication_concept_accepted_by_id_foreign" foreign key ("accepted_by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "identifier" add constraint "identifier_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "document" add constraint "document_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "passage" add constraint "passage_document_id_foreign" foreign key ("document_id") references "document" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "candidate" add constraint "candidate_source_id_foreign" foreign key ("source_id") references "source" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "candidate" add constraint "candidate_scan_id_foreign" foreign key ("scan_id") references "scan" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "candidate" add constraint "candidate_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "candidate" add constraint "candidate_state_check" check ("state" in ('pending', 'recorded', 'unread'));`,
    );

    this.addSql(
      `alter table "progress_note" add constraint "progress_note_entry_id_foreign" foreign key ("entry_id") references "plan_entry" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "progress_note" add constraint "progress_note_noted_by_id_foreign" foreign key ("noted_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "progress_note" add constraint "progress_note_status_check" check ("status" in ('not started', 'in progress', 'complete', 'embedded', 'superseded', 'not accepted'));`,
    );
    this.addSql(
      `alter table "progress_note" add constraint "progress_note_rag_check" check ("rag" in ('Blue', 'Red', 'Amber', 'Green'));`,
    );

    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_chosen_by_id_foreign" foreign key ("chosen_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_choice_check" check ("choice" in ('in', 'out'));`,
    );
    this.addSql(
      `alter table "digest_choice" add constraint "digest_choice_group_check" check ("group" in ('decided', 'discussion', 'information'));`,
    );

    this.addSql(
      `alter table "digest" add constraint "digest_approved_by_id_foreign" foreign key ("approved_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "digest" add constraint "digest_state_check" check ("state" in ('draft', 'approved', 'sending', 'sent', 'missed'));`,
    );

    this.addSql(
      `alter table "digest_line" add constraint "digest_line_digest_id_foreign" foreign key ("digest_id") references "digest" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "digest_line" add constraint "digest_line_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete restrict;`,
    );
    this.addSql(
      `alter table "digest_line" add constraint "digest_line_group_check" check ("group" in ('decided', 'discussion', 'information'));`,
    );

    this.addSql(
      `alter table "delivery" add constraint "delivery_digest_id_foreign" foreign key ("digest_id") references "digest" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "delivery" add constraint "delivery_subscriber_id_foreign" foreign key ("subscriber_id") references "subscriber" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "delivery" add constraint "delivery_state_check" check ("state" in ('waiting', 'sending', 'sent', 'failed', 'cancelled'));`,
    );

    this.addSql(
      `alter table "audit_entry" add constraint "audit_entry_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "assessment" add constraint "assessment_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "assessment" add constraint "assessment_assessed_by_id_foreign" foreign key ("assessed_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "assessment" add constraint "assessment_evidence_strength_check" check ("evidence_strength" in ('statutory-duty', 'national-finding', 'evaluated-with-control', 'evaluated-before-after', 'described-practice', 'opinion-or-news'));`,
    );
    this.addSql(
      `alter table "assessment" add constraint "assessment_horizon_check" check ("horizon" in ('now', 'next', 'later'));`,
    );

    this.addSql(
      `alter table "api_token" add constraint "api_token_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "version" add constraint "version_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "link" add constraint "link_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete restrict;`,
    );
    this.addSql(
      `alter table "link" add constraint "link_entry_id_foreign" foreign key ("entry_id") references "plan_entry" ("id") on delete restrict;`,
    );
    this.addSql(
      `alter table "link" add constraint "link_version_id_foreign" foreign key ("version_id") references "version" ("id") on delete restrict;`,
    );
    this.addSql(
      `alter table "link" add constraint "link_document_id_foreign" foreign key ("document_id") references "document" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "link" add constraint "link_linked_by_id_foreign" foreign key ("linked_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "link" add constraint "link_removed_by_id_foreign" foreign key ("removed_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "link" add constraint "link_bearing_check" check ("bearing" in ('supports', 'challenges', 'updates', 'example', 'gap'));`,
    );

    this.addSql(
      `alter table "work_request" add constraint "work_request_source_id_foreign" foreign key ("source_id") references "source" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "work_request" add constraint "work_request_requested_by_id_foreign" foreign key ("requested_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "work_request" add constraint "work_request_scan_id_foreign" foreign key ("scan_id") references "scan" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "work_request" add constraint "work_request_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "work_request" add constraint "work_request_kind_check" check ("kind" in ('scan', 'test', 'add'));`,
    );
    this.addSql(
      `alter table "work_request" add constraint "work_request_state_check" check ("state" in ('waiting', 'running', 'done', 'failed'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "suggestion" drop constraint "suggestion_concept_id_foreign";`);
    this.addSql(
      `alter table "publication_concept" drop constraint "publication_concept_concept_id_foreign";`,
    );
    this.addSql(`alter table "subscriber" drop constraint "subscriber_partner_id_foreign";`);
    this.addSql(`alter table "app_user" drop constraint "app_user_partner_id_foreign";`);
    this.addSql(`alter table "plan_entry" drop constraint "plan_entry_plan_id_foreign";`);
    this.addSql(`alter table "plan_entry" drop constraint "plan_entry_parent_id_foreign";`);
    this.addSql(`alter table "suggestion" drop constraint "suggestion_entry_id_foreign";`);
    this.addSql(`alter table "progress_note" drop constraint "progress_note_entry_id_foreign";`);
    this.addSql(`alter table "link" drop constraint "link_entry_id_foreign";`);
    this.addSql(`alter table "scan" drop constraint "scan_source_id_foreign";`);
    this.addSql(`alter table "publication" drop constraint "publication_source_id_foreign";`);
    this.addSql(`alter table "sighting" drop constraint "sighting_source_id_foreign";`);
    this.addSql(`alter table "candidate" drop constraint "candidate_source_id_foreign";`);
    this.addSql(`alter table "work_request" drop constraint "work_request_source_id_foreign";`);
    this.addSql(`alter table "candidate" drop constraint "candidate_scan_id_foreign";`);
    this.addSql(`alter table "work_request" drop constraint "work_request_scan_id_foreign";`);
    this.addSql(`alter table "delivery" drop constraint "delivery_subscriber_id_foreign";`);
    this.addSql(`alter table "upload" drop constraint "upload_uploaded_by_id_foreign";`);
    this.addSql(`alter table "sign_in_link" drop constraint "sign_in_link_user_id_foreign";`);
    this.addSql(`alter table "session" drop constraint "session_user_id_foreign";`);
    this.addSql(`alter table "publication" drop constraint "publication_sifted_by_id_foreign";`);
    this.addSql(`alter table "tag" drop constraint "tag_added_by_id_foreign";`);
    this.addSql(`alter table "suggestion" drop constraint "suggestion_decided_by_id_foreign";`);
    this.addSql(
      `alter table "publication_concept" drop constraint "publication_concept_accepted_by_id_foreign";`,
    );
    this.addSql(`alter table "progress_note" drop constraint "progress_note_noted_by_id_foreign";`);
    this.addSql(
      `alter table "digest_choice" drop constraint "digest_choice_chosen_by_id_foreign";`,
    );
    this.addSql(`alter table "digest" drop constraint "digest_approved_by_id_foreign";`);
    this.addSql(`alter table "audit_entry" drop constraint "audit_entry_user_id_foreign";`);
    this.addSql(`alter table "assessment" drop constraint "assessment_assessed_by_id_foreign";`);
    this.addSql(`alter table "api_token" drop constraint "api_token_user_id_foreign";`);
    this.addSql(`alter table "link" drop constraint "link_linked_by_id_foreign";`);
    this.addSql(`alter table "link" drop constraint "link_removed_by_id_foreign";`);
    this.addSql(
      `alter table "work_request" drop constraint "work_request_requested_by_id_foreign";`,
    );
    this.addSql(`alter table "tag" drop constraint "tag_publication_id_foreign";`);
    this.addSql(`alter table "suggestion" drop constraint "suggestion_publication_id_foreign";`);
    this.addSql(`alter table "sighting" drop constraint "sighting_publication_id_foreign";`);
    this.addSql(
      `alter table "publication_concept" drop constraint "publication_concept_publication_id_foreign";`,
    );
    this.addSql(`alter table "identifier" drop constraint "identifier_publication_id_foreign";`);
    this.addSql(`alter table "document" drop constraint "document_publication_id_foreign";`);
    this.addSql(`alter table "candidate" drop constraint "candidate_publication_id_foreign";`);
    this.addSql(
      `alter table "digest_choice" drop constraint "digest_choice_publication_id_foreign";`,
    );
    this.addSql(`alter table "digest_line" drop constraint "digest_line_publication_id_foreign";`);
    this.addSql(`alter table "assessment" drop constraint "assessment_publication_id_foreign";`);
    this.addSql(`alter table "version" drop constraint "version_publication_id_foreign";`);
    this.addSql(`alter table "link" drop constraint "link_publication_id_foreign";`);
    this.addSql(
      `alter table "work_request" drop constraint "work_request_publication_id_foreign";`,
    );
    this.addSql(`alter table "passage" drop constraint "passage_document_id_foreign";`);
    this.addSql(`alter table "link" drop constraint "link_document_id_foreign";`);
    this.addSql(`alter table "digest_line" drop constraint "digest_line_digest_id_foreign";`);
    this.addSql(`alter table "delivery" drop constraint "delivery_digest_id_foreign";`);
    this.addSql(`alter table "link" drop constraint "link_version_id_foreign";`);

    this.addSql(`drop table if exists "concept" cascade;`);
    this.addSql(`drop table if exists "lease" cascade;`);
    this.addSql(`drop table if exists "outbox" cascade;`);
    this.addSql(`drop table if exists "partner" cascade;`);
    this.addSql(`drop table if exists "plan" cascade;`);
    this.addSql(`drop table if exists "plan_entry" cascade;`);
    this.addSql(`drop table if exists "sign_in_attempt" cascade;`);
    this.addSql(`drop table if exists "source" cascade;`);
    this.addSql(`drop table if exists "scan" cascade;`);
    this.addSql(`drop table if exists "state_value" cascade;`);
    this.addSql(`drop table if exists "subscriber" cascade;`);
    this.addSql(`drop table if exists "app_user" cascade;`);
    this.addSql(`drop table if exists "upload" cascade;`);
    this.addSql(`drop table if exists "sign_in_link" cascade;`);
    this.addSql(`drop table if exists "session" cascade;`);
    this.addSql(`drop table if exists "publication" cascade;`);
    this.addSql(`drop table if exists "tag" cascade;`);
    this.addSql(`drop table if exists "suggestion" cascade;`);
    this.addSql(`drop table if exists "sighting" cascade;`);
    this.addSql(`drop table if exists "publication_concept" cascade;`);
    this.addSql(`drop table if exists "identifier" cascade;`);
    this.addSql(`drop table if exists "document" cascade;`);
    this.addSql(`drop table if exists "passage" cascade;`);
    this.addSql(`drop table if exists "candidate" cascade;`);
    this.addSql(`drop table if exists "progress_note" cascade;`);
    this.addSql(`drop table if exists "digest_choice" cascade;`);
    this.addSql(`drop table if exists "digest" cascade;`);
    this.addSql(`drop table if exists "digest_line" cascade;`);
    this.addSql(`drop table if exists "delivery" cascade;`);
    this.addSql(`drop table if exists "audit_entry" cascade;`);
    this.addSql(`drop table if exists "assessment" cascade;`);
    this.addSql(`drop table if exists "api_token" cascade;`);
    this.addSql(`drop table if exists "version" cascade;`);
    this.addSql(`drop table if exists "link" cascade;`);
    this.addSql(`drop table if exists "work_request" cascade;`);
  }
}
