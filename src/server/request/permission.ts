import type { MiddlewareHandler } from 'hono';
import { Forbidden, NotSignedIn } from '#shared/errors.ts';
import { may, type Permission, rolesThatMay, wordsOfRole } from '#shared/people/permissions.ts';
import { listedAsChoice } from '#shared/text/in-words.ts';
import type { WebEnv } from './env.ts';

const stated = new WeakMap<object, Permission>();

/** "chair, coordinator or administrator". */
export const rolesInWords = (permission: Permission): string =>
  listedAsChoice(rolesThatMay(permission).map((role) => wordsOfRole(role).words));

/**
 * States the permission that a route needs, and lets only people who have it go on. It comes first
 * on every route: one that states none keeps the server from starting.
 */
export function needs(permission: Permission): MiddlewareHandler<WebEnv> {
  const guard: MiddlewareHandler<WebEnv> = async (c, next) => {
    // What is behind a sign-in is kept by no browser and no proxy, unless the route says otherwise.
    c.header('cache-control', 'no-store');
    const user = c.get('user');
    if (may(user, permission)) return next();
    if (!user) throw new NotSignedIn();
    throw new Forbidden(
      `This is for those who may ${permission}: ${rolesInWords(permission)}. You are signed in as ${wordsOfRole(user.role).words}.`,
    );
  };
  stated.set(guard, permission);
  return guard;
}

/** The permission that this handler states; undefined for any other. */
export const permissionStatedBy = (handler: object): Permission | undefined => stated.get(handler);
