import { Hono } from 'hono';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import type { OpenServices } from '#shared/services.ts';

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

/** Fails while the mail server does not take what it is given. */
async function mailIsTaken({ orm }: OpenServices): Promise<void> {
  const { server, some } = await showMailTroubles({ em: orm.em.fork() });
  const trouble = server ?? some;
  if (trouble) throw new Error(trouble.words);
}

/** `/healthz`: alive. `/readyz`: each dependency; only a database that is down is a 503. */
export function healthRoutes(services: OpenServices) {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const [database, search, sending] = await Promise.all([
        stateOf(() => services.orm.em.fork().getConnection().execute('select 1'), 'down'),
        stateOf(() => services.search.status(), 'degraded'),
        stateOf(() => mailIsTaken(services), 'degraded'),
      ]);
      const mail: State = services.mailer.isConfigured ? sending : 'degraded';
      const status =
        database === 'down' ? 'down' : search === 'ok' && mail === 'ok' ? 'ok' : 'degraded';
      return c.json(
        { status, dependencies: { database, search, mail } },
        database === 'down' ? 503 : 200,
      );
    });
}
