import type { Actor } from '#shared/database/record-audit.ts';
import { type Role, roles, type User } from '#shared/entities/index.ts';

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
  role: user.role,
  actor: { userId: user.id, name: user.email },
});

/** Whether a role may do what another may: each may do what the ones before it may. */
export const mayActAs = (role: Role, needed: Role): boolean =>
  roles.indexOf(role) >= roles.indexOf(needed);
