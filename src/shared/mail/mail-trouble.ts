import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';

/** Mail is not taken, or not all of it. Instants are ISO 8601, as JSON has them. */
export interface MailTrouble {
  since: string;
  /** What the mail server said last, as a sentence. */
  words: string;
  /** A plain no, not "later" or silence. */
  isRefused: boolean;
  /** When administrators were told, by a letter; null: they were not. */
  toldAt: string | null;
}

/** Nothing can be sent: tried again when the pause is over. */
export interface ServerTrouble extends MailTrouble {
  rounds: number;
  pauseUntil: string;
}

/** What stands in the way of mail. */
export interface MailTroubles {
  /** Of the mail server: nobody gets anything. */
  server: ServerTrouble | null;
  /** Of some messages: they wait, others go out. */
  some: MailTrouble | null;
}

const stateName = 'mail.troubles';
const none: MailTroubles = { server: null, some: null };

/** What stands in the way of mail just now. */
export async function showMailTroubles({ em }: { em: EntityManager }): Promise<MailTroubles> {
  const state = await em.fork().findOne(StateValue, { name: stateName });
  return { ...none, ...(state?.value as Partial<MailTroubles> | undefined) };
}

/**
 * Changes what is known of troubles, one process after the other.
 *
 * @param change gets what is known and the transaction; @returns what is known now
 */
export async function changeMailTroubles(
  { em }: { em: EntityManager },
  at: Date,
  change: (known: MailTroubles, em: EntityManager) => Promise<MailTroubles> | MailTroubles,
): Promise<void> {
  await em
    .fork()
    .upsert(
      StateValue,
      { name: stateName, value: none, changedAt: at },
      { onConflictFields: ['name'], onConflictAction: 'ignore' },
    );
  await em.fork().transactional(async (em) => {
    const state = await em.findOneOrFail(
      StateValue,
      { name: stateName },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    state.value = await change({ ...none, ...(state.value as Partial<MailTroubles>) }, em);
    state.changedAt = at;
  });
}
