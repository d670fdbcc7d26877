import { Migration } from '@mikro-orm/migrations';

/**
 * Subscriptions that the version before ended although nobody refused the address: by an answer that
 * no server gives about a mailbox (RFC 5321: syntax, sequence, sign-in, quota, policy), or when a
 * digest reached nobody and several were refused in the same words. All others that it ended are
 * put back by people, on the page of the subscribers.
 */
const codes = [500, 502, 503, 504, 521, 530, 534, 538, 552, 554, 555];
const endedWrongly = `
  failure is not null and unsubscribed_at is null and (
    ${codes.map((code) => `failure like '%: it answered ${code}.'`).join(' or ')}
    or exists (
      select 1 from delivery mine where mine.subscriber_id = subscriber.id
        and mine.state = 'failed' and mine.reason = subscriber.failure
        and not exists (select 1 from delivery taken where taken.digest_id = mine.digest_id and taken.state = 'sent')
        and exists (
          select 1 from delivery other where other.digest_id = mine.digest_id and other.id <> mine.id
            and other.state = 'failed' and other.reason = mine.reason
        )
    )
  )`;

export class Migration20261127170643_mail_ledger extends Migration {
  override name = 'Migration20261127170643_mail_ledger';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "letter" ("id" serial primary key, "kind" varchar(50) not null, "about" varchar(200) not null, "user_id" int not null, "content" jsonb null, "created_at" timestamptz(3) not null, "message_id" varchar(300) not null, "state" text not null default 'waiting', "attempts" int not null default 0, "next_attempt_at" timestamptz(3) null, "waits_since" timestamptz(3) null, "leased_by" varchar(100) null, "lease_until" timestamptz(3) null, "sent_at" timestamptz(3) null, "reason" text null);`,
    );
    this.addSql(`create index "letter_user_id_index" on "letter" ("user_id");`);
    this.addSql(
      `create index "letter_state_next_attempt_at_index" on "letter" ("state", "next_attempt_at");`,
    );
    this.addSql(
      `alter table "letter" add constraint "letter_kind_about_user_id_unique" unique ("kind", "about", "user_id");`,
    );

    this.addSql(`alter table "subscriber" add "failed_at" timestamptz(3) null;`);

    this.addSql(
      `alter table "delivery" add "waits_since" timestamptz(3) null, add "leased_by" varchar(100) null;`,
    );

    this.addSql(
      `alter table "alert_message" add "waits_since" timestamptz(3) null, add "leased_by" varchar(100) null;`,
    );

    this.addSql(
      `alter table "letter" add constraint "letter_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "letter" add constraint "letter_state_check" check ("state" in ('waiting', 'sending', 'sent', 'failed', 'cancelled'));`,
    );

    this.addSql(`insert into audit_entry (at, actor, action, subject_type, subject_id, reason)
      select now(), 'upgrade', 'subscriber.returned', 'subscriber', cast(id as text),
        'It was ended for a refusal that was not of the address. ' || failure
      from subscriber where ${endedWrongly};`);
    this.addSql(`update subscriber set failure = null where ${endedWrongly};`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "letter" cascade;`);

    this.addSql(`alter table "alert_message" drop column "waits_since", drop column "leased_by";`);

    this.addSql(`alter table "delivery" drop column "waits_since", drop column "leased_by";`);

    this.addSql(`alter table "subscriber" drop column "failed_at";`);
  }
}
