import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { WebEnv } from './env.ts';

const cookie = 'skylark-done';

/** Says on the next page what has been done. */
export function setFlash(c: Context, message: string): void {
  setCookie(c, cookie, message, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 });
}

/** Takes what the page before left to say. */
export const takeFlash: MiddlewareHandler<WebEnv> = async (c, next) => {
  const message = getCookie(c, cookie);
  if (message && c.req.method === 'GET') {
    c.set('flash', message);
    deleteCookie(c, cookie, { path: '/' });
  }
  await next();
};
