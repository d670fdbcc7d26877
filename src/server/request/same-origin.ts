import type { MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { WebEnv } from './env.ts';
import { userOfToken } from './session.ts';

const changesNothing = /^(GET|HEAD|OPTIONS)$/;

/**
 * Refuses what a page of another site sends: it can send cookies, but no token. A program that asks the
 * API with a token that is valid needs no Origin; one that is unknown, revoked or of somebody who left
 * counts as none, since a page elsewhere can send that too, with the browser's cookie beside it.
 */
export function sameOrigin(baseUrl: () => string): MiddlewareHandler<WebEnv> {
  const ours = () => new URL(baseUrl()).origin;
  const check = csrf({ origin: (origin) => origin === ours() });
  return async (c, next) => {
    if (changesNothing.test(c.req.method)) return next();
    if (c.req.path.startsWith('/api/') && (await userOfToken(c))) return next();
    // Whatever its type: what the library lets through because a browser would ask first, is refused too.
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== ours()) throw new HTTPException(403);
    return check(c, next);
  };
}
