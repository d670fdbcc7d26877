import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { NotSignedIn } from '#shared/errors.ts';
import { findApiToken } from '#shared/people/api-tokens.ts';
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

/** Lets a program act as the user of its bearer token; that goes before a session. */
export const loadToken: MiddlewareHandler<WebEnv> = async (c, next) => {
  const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (bearer) {
    const user = await findApiToken(c.var.services, bearer);
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
