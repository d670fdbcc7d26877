import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Session, SignInLink, User } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { hour, minute, week } from '#shared/text/durations.ts';
import { type CurrentUser, currentUserOf, visitOf } from './current-user.ts';
import { newToken, tokenHash } from './tokens.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** A session ends after this long unused, and in any case after the second. */
const idle = 12 * hour;
const longest = week;
/** How often "last seen" is written. */
const seenEvery = 5 * minute;

/** Opens a session for a user. @returns the token for the cookie */
export async function openSession({ em, clock }: Work, user: User, how: string): Promise<string> {
  const token = newToken();
  const at = clock();
  em.create(Session, {
    user,
    tokenHash: tokenHash(token),
    createdAt: at,
    lastSeenAt: at,
    expiresAt: new Date(at.getTime() + longest),
  });
  user.lastSignedInAt = at;
  Object.assign(user, visitOf(user, at));
  recordAudit(em, {
    by: currentUserOf(user).actor,
    at,
    action: 'user.signed-in',
    subject: { type: 'user', id: user.id },
    after: { how },
  });
  await em.flush();
  return token;
}

/**
 * Signs in by a one-time link.
 *
 * @returns the session's token; null when the link is unknown, used, too old, or its user left
 */
export async function consumeSignInLink(work: Work, token: string): Promise<string | null> {
  const at = work.clock();
  const hash = tokenHash(token);
  // One statement decides who used it, however many ask at once.
  const used = await work.em.nativeUpdate(
    SignInLink,
    { tokenHash: hash, usedAt: null, expiresAt: { $gt: at } },
    { usedAt: at },
  );
  if (used !== 1) return null;
  const link = await work.em.findOneOrFail(SignInLink, { tokenHash: hash }, { populate: ['user'] });
  return link.user.isActive ? openSession(work, link.user, 'one-time link') : null;
}

/** Whether a link can still be used; asking does not use it. */
export async function isUsableSignInLink({ em, clock }: Work, token: string): Promise<boolean> {
  const found = await em.count(SignInLink, {
    tokenHash: tokenHash(token),
    usedAt: null,
    expiresAt: { $gt: clock() },
    user: { isActive: true },
  });
  return found === 1;
}

/** The user of a session, as long as it lasts. That they were seen is written afterwards. */
export async function findSession(
  { em, clock, bookkeeping }: Work & Pick<Services, 'bookkeeping'>,
  token: string,
): Promise<CurrentUser | null> {
  const at = clock();
  const session = await em.findOne(
    Session,
    { tokenHash: tokenHash(token) },
    { populate: ['user'] },
  );
  if (!session?.user.isActive || session.expiresAt <= at) return null;
  const unseen = at.getTime() - session.lastSeenAt.getTime();
  if (unseen > idle) return null;
  // The other way round too: the clock may have been ahead.
  if (Math.abs(unseen) > seenEvery) {
    const { id, user } = session;
    const visit = visitOf(user, at);
    bookkeeping.note(`session ${id}`, async (own) => {
      await own.nativeUpdate(Session, { id }, { lastSeenAt: at });
      await own.nativeUpdate(User, { id: user.id }, visit);
    });
  }
  return currentUserOf(session.user, at);
}

/** Ends one session, if there is such a one. */
export async function closeSession({ em, clock }: Work, token: string): Promise<void> {
  await em.transactional(async (em) => {
    const session = await em.findOne(
      Session,
      { tokenHash: tokenHash(token) },
      { populate: ['user'] },
    );
    if (!session) return;
    recordSignOut(em, { by: currentUserOf(session.user).actor, at: clock(), where: 'here' });
    em.remove(session);
  });
}

/** Ends all sessions of a person who asks for it. */
export async function signOutEverywhere(
  { em, clock }: Work,
  given: { userId: number; by: Actor },
): Promise<void> {
  await em.transactional(async (em) => {
    recordSignOut(em, { by: given.by, at: clock(), where: 'everywhere' });
    await closeSessionsOf({ em }, given.userId);
  });
}

function recordSignOut(
  em: Work['em'],
  { by, at, where }: { by: Actor; at: Date; where: 'here' | 'everywhere' },
): void {
  recordAudit(em, {
    by,
    at,
    action: 'user.signed-out',
    subject: { type: 'user', id: by.userId ?? '' },
    after: { where },
  });
}

/** Ends all sessions of a user, after a change of role. */
export async function closeSessionsOf({ em }: Pick<Services, 'em'>, userId: number): Promise<void> {
  await em.nativeDelete(Session, { user: userId });
}
