import { OutboxRow, type Publication } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';

/**
 * Raises the publication's number and writes the outbox row that tells the index, in the
 * transaction of the change itself. Call it for every change that search shows or filters by.
 *
 * @param publication must have its id already (flushed)
 */
export function announceToIndex(
  em: EntityManager,
  publication: Publication,
  at: Date,
  change: 'put' | 'remove' = 'put',
): void {
  publication.indexNumber += 1;
  em.create(OutboxRow, {
    publicationId: publication.id,
    number: publication.indexNumber,
    change,
    createdAt: at,
  });
}
