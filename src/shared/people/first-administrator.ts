import { StateValue, User } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { openSession } from './sessions.ts';
import { newToken, tokenHash } from './tokens.ts';
import { addUser } from './users.ts';

const stateName = 'people.first-administrator';

/**
 * While nobody may sign in: a token for the page on which the first administrator is made. Each
 * start makes a new one, and the one before stops working.
 *
 * @returns null when there is somebody
 */
export async function firstAdministratorToken({
  em,
  clock,
}: Pick<Services, 'em' | 'clock'>): Promise<string | null> {
  if ((await em.count(User)) > 0) return null;
  const token = newToken();
  await em.upsert(StateValue, {
    name: stateName,
    value: { tokenHash: tokenHash(token) },
    changedAt: clock(),
  });
  return token;
}

/** Whether this token opens the page. */
export async function isFirstAdministratorToken(
  { em }: Pick<Services, 'em'>,
  token: string,
): Promise<boolean> {
  const state = await em.findOne(StateValue, { name: stateName });
  const known = (state?.value as { tokenHash?: string } | undefined)?.tokenHash;
  return known === tokenHash(token) && (await em.count(User)) === 0;
}

/**
 * Makes the first administrator and signs them in.
 *
 * @returns the session's token; null when the token is not, or no longer, the right one
 */
export async function makeFirstAdministrator(
  services: Pick<Services, 'em' | 'clock' | 'config'>,
  given: { token: string; email: string; name: string | null },
): Promise<string | null> {
  return services.em.transactional(async (em) => {
    const own = { ...services, em };
    if (!(await isFirstAdministratorToken(own, given.token))) return null;
    // Of two who come at the same instant, one takes the token, and the other finds it gone.
    if ((await em.nativeDelete(StateValue, { name: stateName })) === 0) return null;
    const user = await addUser(own, {
      email: given.email,
      name: given.name,
      role: 'administrator',
      by: { userId: null, name: 'first start' },
    });
    return openSession(own, user, 'first start');
  });
}
