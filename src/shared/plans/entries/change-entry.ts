import { LockMode } from '@mikro-orm/core';
import { keepStates } from '#shared/database/keep-state.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, type Change, recordAudit } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { PlanEntry } from '#shared/entities/index.ts';
import { stateOfEntry } from '#shared/entities/state-of-entry.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** What the audit entry says of a change, besides who, when and of what. */
export type Told = Omit<Change, 'by' | 'at' | 'subject'>;

export interface EntryByPerson {
  entryId: number;
  /** What the person saw: another one now is a Conflict; left out, it is not checked. */
  revision?: number | undefined;
  /** The same of the fields that are changed, whatever became of others. */
  seen?: Seen | undefined;
  by: Actor;
}

/**
 * Changes one plan entry in a transaction that holds its row: the change, its audit entry and how it
 * is from now on stand or fall together. The index knows nothing of entries but which publications are linked, and what
 * is suggested for them is found again by the worker, which compares the entries itself: there is
 * nothing to announce.
 *
 * @param change says what it did; null when there was nothing to change
 * @throws {NotFound}
 * @throws {Conflict} when somebody else changed it since
 * @throws {ChangedMeanwhile}
 */
export async function changeEntry(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { entryId, revision, seen, by }: EntryByPerson,
  change: (em: EntityManager, entry: PlanEntry, at: Date) => Promise<Told | null> | Told | null,
): Promise<PlanEntry> {
  const at = clock();
  return em.transactional(async (em) => {
    const entry = await em.findOne(PlanEntry, entryId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    if (!entry) throw new NotFound('plan entry', entryId);
    if (revision !== undefined && entry.revision !== revision) {
      throw new Conflict(
        'Somebody else changed this entry while you were writing. Look at it again, then make your change.',
      );
    }
    await checkSeen(em, entryId, seen);
    const before = stateOfEntry(entry);
    const planId = entry.plan.id;
    const told = await change(em, entry, at);
    if (!told) return entry;
    const after = stateOfEntry(entry);
    await keepStates(em, [{ noun: 'entry', id: entryId, planId, before, after }], { at, by });
    recordAudit(em, { by, at, subject: { type: 'entry', id: entryId }, ...told });
    return entry;
  });
}
