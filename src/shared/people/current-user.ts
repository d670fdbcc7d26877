import type { Actor } from '#shared/database/record-audit.ts';
import type { User } from '#shared/entities/index.ts';
import { hour } from '#shared/text/durations.ts';
import { type Role, roleOf } from './permissions.ts';

/** The signed-in person, as pages and the API know them. */
export interface CurrentUser {
  id: number;
  email: string;
  name: string | null;
  role: Role;
  /** When they were here before this visit; null on the first. For themselves alone. */
  lastVisitAt: Date | null;
  /** For audit entries. */
  actor: Actor;
}

/** Without a page for this long, a visit is over. */
const visitGap = hour;

/** What is noted of a person who looks at a page: when, and when the visit before this one ended. */
export function visitOf(
  { lastSeenAt, visitBeforeAt }: Pick<User, 'lastSeenAt' | 'visitBeforeAt'>,
  at: Date,
): { lastSeenAt: Date; visitBeforeAt: Date | null } {
  const isNew = !!lastSeenAt && at.getTime() - lastSeenAt.getTime() > visitGap;
  return { lastSeenAt: at, visitBeforeAt: (isNew ? lastSeenAt : visitBeforeAt) ?? null };
}

/** @param at when they look at a page; left out for a program, whose asking is no visit */
export const currentUserOf = (user: User, at?: Date): CurrentUser => ({
  id: user.id,
  email: user.email,
  name: user.name ?? null,
  role: roleOf(user.role),
  lastVisitAt: at ? visitOf(user, at).visitBeforeAt : (user.visitBeforeAt ?? null),
  actor: { userId: user.id, name: user.email },
});
