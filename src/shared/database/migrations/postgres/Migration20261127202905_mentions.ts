import { Migration } from '@mikro-orm/migrations';

/**
 * What people added by hand so far, and what the audit knows of changes to sources, shared searches and
 * local names, become facts that recall and method statements are drawn from.
 */
export class Migration20261127202905_mentions extends Migration {
  override name = 'Migration20261127202905_mentions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "method_change" ("id" serial primary key, "at" timestamptz(3) not null, "subject" varchar(20) not null, "subject_id" varchar(100) not null, "name" text not null, "action" varchar(100) not null, "before" jsonb null, "after" jsonb null, "by" varchar(320) not null);`,
    );
    this.addSql(`create index "method_change_at_index" on "method_change" ("at");`);
    this.addSql(
      `create index "method_change_subject_subject_id_index" on "method_change" ("subject", "subject_id");`,
    );

    this.addSql(
      `create table "mention" ("id" serial primary key, "way" varchar(20) not null, "title" text null, "url" text null, "publisher" varchar(300) null, "published_on" varchar(10) null, "origin" varchar(300) null, "reached_at" timestamptz(3) not null, "added_by_id" int null, "added_at" timestamptz(3) not null, "candidate_id" int null, "publication_id" int null, "decided_by_id" int null, "decided_at" timestamptz(3) null, "was_set_aside" jsonb null, "left_out_at" timestamptz(3) null, "left_out_by_id" int null);`,
    );
    this.addSql(`create index "mention_reached_at_index" on "mention" ("reached_at");`);
    this.addSql(`create index "mention_added_by_id_index" on "mention" ("added_by_id");`);
    this.addSql(`create index "mention_candidate_id_index" on "mention" ("candidate_id");`);
    this.addSql(`create index "mention_publication_id_index" on "mention" ("publication_id");`);
    this.addSql(`create index "mention_decided_by_id_index" on "mention" ("decided_by_id");`);
    this.addSql(`create index "mention_left_out_by_id_index" on "mention" ("left_out_by_id");`);

    this.addSql(
      `alter table "mention" add constraint "mention_added_by_id_foreign" foreign key ("added_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "mention" add constraint "mention_candidate_id_foreign" foreign key ("candidate_id") references "candidate" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "mention" add constraint "mention_publication_id_foreign" foreign key ("publication_id") references "publication" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "mention" add constraint "mention_decided_by_id_foreign" foreign key ("decided_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "mention" add constraint "mention_left_out_by_id_foreign" foreign key ("left_out_by_id") references "app_user" ("id") on delete set null;`,
    );
    this.addSql(`insert into mention (way, title, url, reached_at, added_at, candidate_id, publication_id)
      select 'by-hand', nullif(c.offer ->> 'title', ''),
             case when c.offer ->> 'url' like 'http%' then c.offer ->> 'url' end,
             c.first_offered_at, c.first_offered_at, c.id, c.publication_id
        from candidate c join source s on s.id = c.source_id where s.kind = 'manual' order by c.id;`);
    this.addSql(`insert into method_change (at, subject, subject_id, name, action, before, after, "by")
      select a.at, a.subject_type, a.subject_id,
             coalesce(s.name, c.label, a.after ->> 'name', a.before ->> 'name', a.subject_id),
             a.action, a.before, a.after, a.actor
        from audit_entry a
        left join source s on a.subject_type = 'source' and cast(s.id as text) = a.subject_id
        left join concept c on a.subject_type = 'concept' and c.id = a.subject_id
       where a.action in ('source.added', 'source.changed', 'search.shared', 'search.unshared',
             'search.changed', 'search.deleted', 'vocabulary.word-added', 'vocabulary.word-removed')
       order by a.id;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "method_change" cascade;`);
    this.addSql(`drop table if exists "mention" cascade;`);
  }
}
