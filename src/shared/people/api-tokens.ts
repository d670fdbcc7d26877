import type { Actor } from '#shared/database/record-audit.ts';
import { ApiToken } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { changingUser } from './changing-user.ts';
import { type CurrentUser, currentUserOf } from './current-user.ts';
import { newToken, tokenHash } from './tokens.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** Makes a token with which a program acts as this user. @returns the token, shown this once */
export async function createApiToken(
  services: Work,
  given: { userId: number; name: string; by: Actor },
): Promise<string> {
  const token = `skylark_${newToken()}`;
  const { name } = given;
  await changingUser(services, given, (em, user, at) => {
    em.create(ApiToken, { user, name, tokenHash: tokenHash(token), createdAt: at });
    return { action: 'token.created', after: { name } };
  });
  return token;
}

/**
 * The user a token acts as; null when it is unknown or revoked, or its user left. That it was used is
 * written afterwards.
 */
export async function findApiToken(
  { em, clock, bookkeeping }: Work & Pick<Services, 'bookkeeping'>,
  token: string,
): Promise<CurrentUser | null> {
  const found = await em.findOne(
    ApiToken,
    { tokenHash: tokenHash(token), revokedAt: null },
    { populate: ['user'] },
  );
  if (!found?.user.isActive) return null;
  const at = clock();
  if (Math.abs(at.getTime() - (found.lastUsedAt?.getTime() ?? 0)) > minute) {
    const { id } = found;
    bookkeeping.note(`token ${id}`, (own) =>
      own.nativeUpdate(ApiToken, { id }, { lastUsedAt: at }),
    );
  }
  return currentUserOf(found.user);
}

/** A user's tokens that still work, newest first. */
export const listApiTokens = ({ em }: Pick<Services, 'em'>, userId: number): Promise<ApiToken[]> =>
  em.find(
    ApiToken,
    { user: userId, revokedAt: null },
    { orderBy: { createdAt: 'desc', id: 'desc' } },
  );

/** Ends a token of this user. */
export async function revokeApiToken(
  services: Work,
  given: { tokenId: number; userId: number; by: Actor },
): Promise<void> {
  const { tokenId, userId } = given;
  await changingUser(services, given, async (em, _, at) => {
    const token = await em.findOne(ApiToken, { id: tokenId, user: userId, revokedAt: null });
    if (!token) throw new NotFound('token', tokenId);
    token.revokedAt = at;
    return { action: 'token.revoked', before: { name: token.name } };
  });
}
