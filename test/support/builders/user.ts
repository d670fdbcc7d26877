import type { RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { User } from '#shared/entities/index.ts';

let made = 0;

/** A user who is in the database: a coordinator unless said otherwise. */
export async function givenUser(
  em: EntityManager,
  given: Partial<RequiredEntityData<User>> = {},
): Promise<User> {
  made += 1;
  const user = em.create(User, {
    email: `coordinator-${made}@marlby.example`,
    role: 'coordinator',
    createdAt: new Date('2026-09-01T09:00:00Z'),
    ...given,
  });
  await em.flush();
  return user;
}

/** The user as the one behind a change. */
export const actorOf = (user: User): Actor => ({ userId: user.id, name: user.email });
