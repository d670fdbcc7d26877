import { OutboxRow, type Publication } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';

/**
 * Raises the publication's number for a change that the index is to hear of.
 *
 * @returns the outbox row, made once the publication has its id
 */
export function announcementOf(
  publication: Publication,
  at: Date,
  change: 'put' | 'remove' = 'put',
) {
  publication.indexNumber += 1;
  const number = publication.indexNumber;
  return () => ({ publicationId: publication.id, number, change, createdAt: at });
}

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
  em.create(OutboxRow, announcementOf(publication, at, change)());
}
