import { Hono } from 'hono';
import type { OpenServices } from '#shared/services.ts';
import type { WebEnv } from './request/env.ts';
import { needs } from './request/permission.ts';

type State = 'ok' | 'degraded' | 'down';

async function stateOf(probe: () => Promise<unknown>, ifNot: State): Promise<State> {
  const tooLong = new Promise((_, reject) =>
    setTimeout(() => reject(new Error('too slow')), 3000).unref(),
  );
  try {
    await Promise.race([probe(), tooLong]);
    return 'ok';
  } catch {
    return ifNot;
  }
}

/** `/healthz`: alive. `/readyz`: each dependency; only a database that is down is a 503. */
export function healthRoutes(services: OpenServices) {
  return new Hono<WebEnv>()
    .get('/healthz', needs('see open pages'), (c) => c.json({ status: 'ok' }))
    .get('/readyz', needs('see open pages'), async (c) => {
      const [database, search] = await Promise.all([
        stateOf(() => services.orm.em.fork().getConnection().execute('select 1'), 'down'),
        stateOf(() => services.search.status(), 'degraded'),
      ]);
      const mail: State = services.mailer.isConfigured ? 'ok' : 'degraded';
      const status =
        database === 'down' ? 'down' : search === 'ok' && mail === 'ok' ? 'ok' : 'degraded';
      return c.json(
        { status, dependencies: { database, search, mail } },
        database === 'down' ? 503 : 200,
      );
    });
}
