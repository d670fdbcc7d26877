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

export class Migration20261127170642_mail_ledger extends Migration {
  override name = 'Migration20261127170642_mail_ledger';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`letter\` (\`id\` integer not null primary key autoincrement, \`kind\` text not null, \`about\` text not null, \`user_id\` integer not null, \`content\` json null, \`created_at\` datetime not null, \`message_id\` text not null, \`state\` text check (\`state\` in ('waiting', 'sending', 'sent', 'failed', 'cancelled')) not null default 'waiting', \`attempts\` integer not null default 0, \`next_attempt_at\` datetime null, \`waits_since\` datetime null, \`leased_by\` text null, \`lease_until\` datetime null, \`sent_at\` datetime null, \`reason\` text null, constraint \`letter_user_id_foreign\` foreign key (\`user_id\`) references \`app_user\` (\`id\`) on delete cascade);`,
    );
    this.addSql(`create index \`letter_user_id_index\` on \`letter\` (\`user_id\`);`);
    this.addSql(
      `create index \`letter_state_next_attempt_at_index\` on \`letter\` (\`state\`, \`next_attempt_at\`);`,
    );
    this.addSql(
      `create unique index \`letter_kind_about_user_id_unique\` on \`letter\` (\`kind\`, \`about\`, \`user_id\`);`,
    );

    this.addSql(`alter table \`subscriber\` add column \`failed_at\` datetime null;`);

    this.addSql(`alter table \`delivery\` add column \`waits_since\` datetime null;`);
    this.addSql(`alter table \`delivery\` add column \`leased_by\` text null;`);

    this.addSql(`alter table \`alert_message\` add column \`waits_since\` datetime null;`);
    this.addSql(`alter table \`alert_message\` add column \`leased_by\` text null;`);

    this.addSql(`insert into audit_entry (at, actor, action, subject_type, subject_id, reason)
      select cast(unixepoch('subsec') * 1000 as integer), 'upgrade', 'subscriber.returned', 'subscriber', cast(id as text),
        'It was ended for a refusal that was not of the address. ' || failure
      from subscriber where ${endedWrongly};`);
    this.addSql(`update subscriber set failure = null where ${endedWrongly};`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`letter\`;`);

    this.addSql(`alter table \`alert_message\` drop column \`waits_since\`;`);
    this.addSql(`alter table \`alert_message\` drop column \`leased_by\`;`);

    this.addSql(`alter table \`delivery\` drop column \`waits_since\`;`);
    this.addSql(`alter table \`delivery\` drop column \`leased_by\`;`);

    this.addSql(`alter table \`subscriber\` drop column \`failed_at\`;`);
  }
}
