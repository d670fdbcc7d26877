import { Hono, type MiddlewareHandler } from 'hono';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Candidate, OutboxRow, Publication, Source } from '#shared/entities/index.ts';
import { SearchUnavailable } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import type { WebEnv } from './request/env.ts';
import { needs } from './request/permission.ts';
import { saidOf } from './request/said-of.ts';
import { loadToken } from './request/session.ts';

const registry = new Registry();
const requests = new Counter({
  name: 'skylark_requests_total',
  help: 'Requests answered',
  labelNames: ['method', 'status'],
  registers: [registry],
});
const seconds = new Histogram({
  name: 'skylark_request_seconds',
  help: 'How long answers took',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
});
const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
const waiting = gauge('skylark_outbox_rows', 'Changes that the index has not yet taken up');
const drift = gauge(
  'skylark_index_drift',
  'Publications that the database should have in the index, less those it has; -1: it cannot be asked',
);
const pending = gauge('skylark_candidates_pending', 'Publications offered and not yet read');
const quiet = gauge(
  'skylark_sources_quiet',
  'Sources that are read, but quieter than expected or ended',
);
const unticked = gauge(
  'skylark_worker_seconds_since_tick',
  'Seconds since a worker last said that it is at work; -1: none ever did',
);
const failing = gauge('skylark_sources_failing', 'Sources whose last scan failed');

export const observeRequests: MiddlewareHandler<WebEnv> = async (c, next) => {
  const stop = seconds.startTimer();
  await next();
  stop();
  requests.inc({ method: c.req.method, status: c.res.status });
};

/** How far index and database are apart, by their numbers of publications. */
async function indexDrift({ em, search }: Pick<Services, 'em' | 'search'>): Promise<number> {
  const wanted = await em.count(Publication, { indexNumber: { $gt: 0 }, mergedIntoId: null });
  try {
    return Math.abs(wanted - (await search.status()).publications);
  } catch (error) {
    if (error instanceof SearchUnavailable) return -1;
    throw error;
  }
}

/** Prometheus's own format, for administrators and their programs. */
export const metricsRoutes = new Hono<WebEnv>();

metricsRoutes.use(loadToken);

// Read by programs: told in a line of text what is wrong.
metricsRoutes.onError((error, c) => {
  const { status, text } = saidOf(error);
  if (status >= 500) throw error;
  return c.text(`${text}\n`, status);
});

metricsRoutes.get('/', needs('watch the service'), async (c) => {
  const { em } = c.var.services;
  waiting.set(await em.count(OutboxRow));
  drift.set(await indexDrift(c.var.services));
  pending.set(await em.count(Candidate, { state: 'pending' }));
  failing.set(await em.count(Source, { isPaused: false, failures: { $gt: 0 } }));
  const assurance = await scanAssurance(c.var.services);
  quiet.set(assurance.quiet.length);
  const { lastTickAt } = assurance.worker;
  unticked.set(lastTickAt ? (+c.var.services.clock() - +lastTickAt) / 1000 : -1);
  return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
});
