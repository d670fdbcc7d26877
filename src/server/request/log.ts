import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from './env.ts';

/** Parts of a path that let their holder in: they are not written down. */
const secret = /^\/(sign-in|setup|unsubscribe|stop-alerts)\/[^/]+/;

/** One line a request: never what was searched for, nor who asked. */
export const logRequests: MiddlewareHandler<WebEnv> = async (c, next) => {
  const startedAt = performance.now();
  await next();
  if (c.req.path.startsWith('/assets/') || c.req.path === '/healthz') return;
  c.var.services.log.info(
    {
      requestId: c.var.requestId,
      method: c.req.method,
      path: c.req.path.replace(secret, '/$1/…'),
      status: c.res.status,
      milliseconds: Math.round(performance.now() - startedAt),
    },
    'request',
  );
};
