import { LockMode } from '@mikro-orm/core';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { PastSearch, User } from '#shared/entities/index.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { changingUser } from './changing-user.ts';
import { may, type Role, roleOf, rolesThatMay, wordsOfRole } from './permissions.ts';
import { isAllowedDomain } from './request-sign-in-link.ts';
import { closeSessionsOf } from './sessions.ts';

type Work = Pick<Services, 'em' | 'clock' | 'config'>;

export const isEmail = (text: string): boolean =>
  /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$|^[^\s@,;<>"]+@localhost$/.test(text);

/** Adds a person who may sign in; one who left comes back with this role. @throws {Invalid} */
export async function addUser(
  { em, clock, config }: Work,
  given: { email: string; name?: string | null; role: Role; by: Actor },
): Promise<User> {
  const email = given.email.trim().toLowerCase();
  if (!isEmail(email)) throw new Invalid('Enter an email address, like name@example.org', 'email');
  if (!isAllowedDomain(email, config.signInDomains)) {
    throw new Invalid(`Only addresses of ${config.signInDomains.join(', ')} may sign in`, 'email');
  }
  const at = clock();
  const known = await em.findOne(User, { email });
  if (known?.isActive)
    throw new Invalid(
      `${email} can sign in already, as ${wordsOfRole(roleOf(known.role)).words}`,
      'email',
    );
  const user = known ?? em.create(User, { email, role: given.role, createdAt: at });
  user.role = given.role;
  user.isActive = true;
  user.name = lineOfText(given.name ?? '') || user.name || null;
  await em.transactional(async (em) => {
    await em.flush();
    recordAudit(em, {
      by: given.by,
      at,
      action: 'user.added',
      subject: { type: 'user', id: user.id },
      after: { email, role: given.role },
    });
  });
  return user;
}

const managers = { role: { $in: rolesThatMay('manage people') }, isActive: true };

const mayManage = ({ role, isActive }: Pick<User, 'role' | 'isActive'>) =>
  isActive && may({ role: roleOf(role) }, 'manage people');

/**
 * Holds the rows of all who may manage people until the transaction ends: of two changes that each
 * take one of the last two away, the second sees what the first did. In one order and before any other
 * row, so that no two wait for each other.
 */
const holdManagers = (em: Services['em']) =>
  em.find(User, managers, {
    fields: ['id'],
    orderBy: { id: 'asc' },
    lockMode: LockMode.PESSIMISTIC_WRITE,
  });

/** @throws {Conflict} when nobody could manage people any more */
async function checkSomebodyManages(
  em: Services['em'],
  before: Pick<User, 'role' | 'isActive'>,
  after: Pick<User, 'role' | 'isActive'>,
): Promise<void> {
  if (!mayManage(before) || mayManage(after)) return;
  if ((await em.count(User, managers)) === 1) {
    throw new Conflict(
      'This is the only administrator. Make somebody else an administrator first.',
    );
  }
}

interface UserChange {
  role?: Role;
  name?: string | null;
  isActive?: boolean;
}

const changed = (user: User, given: UserChange) => ({
  role: given.role ?? user.role,
  name: given.name === undefined ? (user.name ?? null) : given.name,
  isActive: given.isActive ?? user.isActive,
});

/** Changes role or name, or lets a person leave or come back; the last administrator stays. */
export async function changeUser(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: UserChange & { userId: number; by: Actor },
): Promise<User> {
  return em.transactional(async (em) => {
    await holdManagers(em);
    return changingUser({ em, clock }, given, async (em, user) => {
      const [before, after] = [changed(user, {}), changed(user, given)];
      await checkSomebodyManages(em, before, after);
      Object.assign(user, after);
      if (!after.isActive) await em.nativeDelete(PastSearch, { user: user.id });
      if (before.role !== after.role || !after.isActive) await closeSessionsOf({ em }, user.id);
      return { action: after.isActive ? 'user.changed' : 'user.left', before, after };
    });
  });
}

/** Everybody, those who may sign in first. */
export const listUsers = ({ em }: Pick<Services, 'em'>): Promise<User[]> =>
  em.find(User, {}, { orderBy: { isActive: 'desc', email: 'asc' } });
