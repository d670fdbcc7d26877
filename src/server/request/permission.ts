import type { MiddlewareHandler } from 'hono';
import type { Role } from '#shared/entities/index.ts';
import { Forbidden } from '#shared/errors.ts';
import { mayActAs } from '#shared/people/current-user.ts';
import type { WebEnv } from './env.ts';

/** Lets only people of this role, or one that may do more, go on. */
export const requireRole =
  (role: Role): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    if (!mayActAs(c.var.user.role, role)) {
      throw new Forbidden(`This needs the role ${role}; you are signed in as ${c.var.user.role}.`);
    }
    await next();
  };

/** Sends people who are not signed in to the sign-in page, and back afterwards. */
export const requireSignIn: MiddlewareHandler<WebEnv> = async (c, next) => {
  if (c.get('user')) return next();
  const url = new URL(c.req.url);
  const back =
    c.req.method === 'GET' ? `?next=${encodeURIComponent(url.pathname + url.search)}` : '';
  return c.redirect(`/sign-in${back}`, 303);
};
