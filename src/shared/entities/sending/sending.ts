import { p } from '@mikro-orm/core';

export const sendingStates = ['waiting', 'sending', 'sent', 'failed', 'cancelled'] as const;
export type SendingState = (typeof sendingStates)[number];

/** What a row of every ledger of outgoing mail has; `src/worker/sending` reads and writes it. */
export const sendingColumns = () => ({
  /** Committed before the message goes out, and the same when it is sent again after a crash. */
  messageId: p.string().length(300),
  state: p.enum(sendingStates).default('waiting'),
  /** Tries that came as far as the recipient: a server that is away for all takes none. */
  attempts: p.integer().default(0),
  nextAttemptAt: p.datetime(3).nullable(),
  /** Since when it is due: some days later it is given up. */
  waitsSince: p.datetime(3).nullable(),
  leasedBy: p.string().length(100).nullable(),
  leaseUntil: p.datetime(3).nullable(),
  sentAt: p.datetime(3).nullable(),
  /** Why it waits, failed or was cancelled, as a sentence. */
  reason: p.text().nullable(),
});

/** A row of a ledger of outgoing mail. */
export interface OutgoingRow {
  id: number;
  messageId: string;
  state: SendingState;
  attempts: number;
  nextAttemptAt?: Date | null;
  waitsSince?: Date | null;
  leasedBy?: string | null;
  leaseUntil?: Date | null;
  sentAt?: Date | null;
  reason?: string | null;
}
