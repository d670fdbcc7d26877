import type { Actor } from '#shared/database/record-audit.ts';
import type { User } from '#shared/entities/index.ts';
import { type Role, roleOf } from './permissions.ts';

/** The signed-in person, as pages and the API know them. */
export interface CurrentUser {
  id: number;
  email: string;
  name: string | null;
  role: Role;
  /** For audit entries. */
  actor: Actor;
}

export const currentUserOf = (user: User): CurrentUser => ({
  id: user.id,
  email: user.email,
  name: user.name ?? null,
  role: roleOf(user.role),
  actor: { userId: user.id, name: user.email },
});
