import type { EntityName } from '@mikro-orm/core';
import type { OutgoingRow } from '#shared/entities/index.ts';
import type { MailPlace } from '#shared/mail/mail-page.tsx';
import type { Message } from '#shared/mail/mailer.ts';
import type { Services } from '#shared/services.ts';

/** What composers work with: an entity manager of their own, the clock, the settings. */
export type Composing = Pick<Services, 'em' | 'clock' | 'config'>;

/** A message but for what the row knows; or why it is not wanted any more, as a sentence. */
export type Composed = Omit<Message, 'messageId'> | { cancelled: string };

/** A ledger of outgoing mail: one row for each message to one person. */
export interface Outgoing<Row extends OutgoingRow = OutgoingRow> {
  name: string;
  entity: EntityName<Row>;
  /** What the composer needs of a row beside its columns. */
  populate: readonly string[];
  /** Makes the message as things stand now, just before it goes out. */
  compose(work: Composing, row: Row, place: MailPlace): Promise<Composed>;
  /** The mail server says that there is no such mailbox: in the transaction that settles the row. */
  onNoSuchMailbox?(em: Services['em'], row: Row, said: { reason: string; at: Date }): Promise<void>;
  /** The row is over, one way or another: in the transaction that settles it. */
  onOver?(em: Services['em'], row: Row, at: Date): Promise<void>;
}

/** One table holds ledgers with rows of different kinds. */
export const ledger = <Row extends OutgoingRow>(given: Outgoing<Row>): Outgoing =>
  given as unknown as Outgoing;
