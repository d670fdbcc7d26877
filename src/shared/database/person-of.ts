import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { User } from '#shared/entities/index.ts';

/** The user behind a change; null when a part of the program made it. */
export const personOf = (em: EntityManager, by: Actor): User | null =>
  by.userId === null ? null : em.getReference(User, by.userId);
