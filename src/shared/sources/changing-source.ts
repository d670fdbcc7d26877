import { LockMode } from '@mikro-orm/core';
import type { Told } from '#shared/database/change-publication.ts';
import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { Source } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/**
 * Does something to one source in a transaction that holds its row: the change and its audit entry
 * stand or fall together. The index knows nothing of sources: there is nothing to announce.
 *
 * @param change says what it did; null when there was nothing to change
 * @throws {NotFound}
 * @throws {ChangedMeanwhile}
 */
export async function changingSource(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { sourceId, seen, by }: { sourceId: number; seen?: Seen | undefined; by: Actor },
  change: (em: EntityManager, source: Source, at: Date) => Promise<Told | null> | Told | null,
): Promise<Source> {
  const at = clock();
  return em.transactional(async (em) => {
    const source = await em.findOne(Source, sourceId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    if (!source) throw new NotFound('source', sourceId);
    await checkSeen(em, sourceId, seen);
    const told = await change(em, source, at);
    const subject = { type: 'source', id: sourceId } as const;
    if (told?.action === 'source.changed') {
      recordMethodChange(em, { by, at, subject, ...told }, { name: source.name });
    } else if (told) recordAudit(em, { by, at, subject, ...told });
    return source;
  });
}
