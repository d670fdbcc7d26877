import { LockMode } from '@mikro-orm/core';
import type { Told } from '#shared/database/change-publication.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { User } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/**
 * Does something to one person's account in a transaction that holds its row: the change and its
 * audit entry stand or fall together.
 *
 * @param change says what it did; null when there was nothing to change
 * @throws {NotFound}
 */
export async function changingUser(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { userId, by }: { userId: number; by: Actor },
  change: (em: EntityManager, user: User, at: Date) => Promise<Told | null> | Told | null,
): Promise<User> {
  const at = clock();
  return em.transactional(async (em) => {
    const user = await em.findOne(User, userId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    if (!user) throw new NotFound('user', userId);
    const told = await change(em, user, at);
    if (told) recordAudit(em, { by, at, subject: { type: 'user', id: userId }, ...told });
    return user;
  });
}
