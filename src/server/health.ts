import { Hono } from 'hono';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import type { OpenServices } from '#shared/services.ts';
import { showWorkerHealth } from '#shared/sources/worker-health.ts';
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

/** Fails while the mail server does not take what it is given. */
async function mailIsTaken({ orm }: OpenServices): Promise<void> {
  const { server, some } = await showMailTroubles({ em: orm.em.fork() });
  const trouble = server ?? some;
  if (trouble) throw new Error(trouble.words);
}

/** Whether a worker is at work, as far as the database tells. */
async function stateOfWorker(services: OpenServices): Promise<{ state: State; words: string }> {
  let words = 'The database cannot be asked.';
  const state = await stateOf(async () => {
    const health = await showWorkerHealth(services);
    words = health.words;
    if (!health.isWell) throw new Error(words);
  }, 'degraded');
  return { state, words };
}

/**
 * `/healthz`: alive, whatever else is not. `/readyz`: each dependency; only a database that is down is a
 * 503.
 */
export function healthRoutes(services: OpenServices) {
  return new Hono<WebEnv>()
    .get('/healthz', needs('see open pages'), (c) => c.json({ status: 'ok' }))
    .get('/readyz', needs('see open pages'), async (c) => {
      const [database, search, worker, sending] = await Promise.all([
        stateOf(() => services.orm.em.fork().getConnection().execute('select 1'), 'down'),
        stateOf(() => services.search.status(), 'degraded'),
        stateOfWorker(services),
        stateOf(() => mailIsTaken(services), 'degraded'),
      ]);
      const mail: State = services.mailer.isConfigured ? sending : 'degraded';
      const dependencies = { database, search, mail, worker: worker.state };
      const isOk = Object.values(dependencies).every((state) => state === 'ok');
      const status = database === 'down' ? 'down' : isOk ? 'ok' : 'degraded';
      return c.json(
        { status, dependencies, ...(worker.state === 'ok' ? {} : { worker: worker.words }) },
        database === 'down' ? 503 : 200,
      );
    });
}
