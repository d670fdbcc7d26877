import { LockMode } from '@mikro-orm/core';
import type { Clock } from '#shared/clock.ts';
import { announceToIndex } from '#shared/database/announce-to-index.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, type Change, recordAudit } from '#shared/database/record-audit.ts';
import { Publication } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { checkSeen, type Seen } from './seen.ts';

/** What the audit entry says of a change, besides who, when and of what. */
export type Told = Omit<Change, 'by' | 'at' | 'subject'>;

export interface ByPerson {
  publicationId: number;
  /** What the person saw; left out, it is not checked. */
  seen?: Seen | undefined;
  by: Actor;
}

/**
 * Changes one publication in a transaction that holds its row: the change, its audit entry and the
 * announcement to the index stand or fall together.
 *
 * @param change says what it did; null when there was nothing to change
 * @throws {NotFound}
 * @throws {ChangedMeanwhile}
 */
export async function changePublication(
  { em, clock }: { em: EntityManager; clock: Clock },
  { publicationId, seen, by }: ByPerson,
  change: (
    em: EntityManager,
    publication: Publication,
    at: Date,
  ) => Promise<Told | null> | Told | null,
): Promise<void> {
  const at = clock();
  await em.transactional(async (em) => {
    const publication = await em.findOne(Publication, publicationId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    if (!publication) throw new NotFound('publication', publicationId);
    await checkSeen(em, publicationId, seen);
    const told = await change(em, publication, at);
    if (!told) return;
    recordAudit(em, { by, at, subject: { type: 'publication', id: publicationId }, ...told });
    announceToIndex(em, publication, at);
  });
}
