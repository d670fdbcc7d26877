import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { NotSignedIn } from '#shared/errors.ts';
import { findApiToken } from '#shared/people/api-tokens.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { closeSession, findSession } from '#shared/people/sessions.ts';
import type { WebEnv } from './env.ts';

/** Browsers keep a `__Host-` cookie for this host and https alone. */
const nameOf = (c: Context<WebEnv>) => (isSecure(c) ? '__Host-skylark' : 'skylark');
const isSecure = (c: Context<WebEnv>) => c.var.baseUrl.startsWith('https:');

/** Finds out who is signed in, if anybody. */
export const loadSession: MiddlewareHandler<WebEnv> = async (c, next) => {
  const token = getCookie(c, nameOf(c));
  const user = token ? await findSession(c.var.services, token) : null;
  if (user) c.set('user', user);
  await next();
};

/** The user of a request's bearer token, if it has one that is valid. */
export async function userOfToken(c: Context<WebEnv>): Promise<CurrentUser | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  return bearer ? findApiToken(c.var.services, bearer) : null;
}

/**
 * Lets a program act as the user of its bearer token; that goes before a session, also where the token
 * is not valid.
 */
export const loadToken: MiddlewareHandler<WebEnv> = async (c, next) => {
  if (/^Bearer\b/i.test(c.req.header('authorization') ?? '')) {
    const user = await userOfToken(c);
    if (!user) throw new NotSignedIn('The token is unknown or was revoked.');
    c.set('user', user);
  }
  await next();
};

/** Signs the browser in. */
export function keepSession(c: Context<WebEnv>, token: string): void {
  setCookie(c, nameOf(c), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: 7 * 24 * 3600,
  });
}

/** Signs the browser out, here and in the database. */
export async function endSession(c: Context<WebEnv>): Promise<void> {
  const token = getCookie(c, nameOf(c));
  if (token) await closeSession(c.var.services, token);
  deleteCookie(c, nameOf(c), { path: '/', secure: isSecure(c) });
}
