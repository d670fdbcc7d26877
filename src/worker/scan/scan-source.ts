import { Scan, Source } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type Tools, withoutValidators } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';
import { keepReading, markRead } from './keep-reading.ts';
import { leaseSource, whileLeased } from './lease-source.ts';
import { dueAfterFailure } from './rhythm.ts';

type Work = Pick<Services, 'em' | 'clock' | 'holder' | 'log'>;

async function beginScan(
  { em, clock }: Work,
  sourceId: number,
): Promise<{ scan: Scan; source: Source }> {
  const fork = em.fork();
  const source = await fork.findOneOrFail(Source, sourceId);
  // We hold the lease, so a scan that still says "running" belongs to a process that died.
  await fork.nativeUpdate(
    Scan,
    { source, outcome: 'running' },
    { outcome: 'abandoned', endedAt: clock(), reason: 'The scan was broken off and is repeated.' },
  );
  const scan = fork.create(Scan, {
    source,
    startedAt: clock(),
    outcome: 'running',
    isFirst: !source.lastSucceededAt,
  });
  await fork.flush();
  return { scan, source };
}

/** A server may say "not modified" for ever, whatever changed: asked without validators after this. */
const believedFor = 7 * 86_400_000;

/** The source as it is visited: without validators when the last complete answer is long ago. */
async function visitorOf({ em, clock }: Work, source: Source): Promise<Source> {
  const last = await em
    .fork()
    .findOne(Scan, { source: source.id, outcome: 'read' }, { orderBy: { id: 'desc' } });
  if (last && clock().getTime() - last.startedAt.getTime() < believedFor) return source;
  return withoutValidators(source);
}

async function keepUnchanged({ em, clock }: Work, scanId: number, chance: number): Promise<void> {
  const at = clock();
  await em.fork().transactional(async (em) => {
    const scan = await em.findOneOrFail(Scan, scanId, { populate: ['source'] });
    scan.outcome = 'not-modified';
    scan.httpStatus = 304;
    scan.endedAt = at;
    markRead(scan.source, at, { isNews: false, chance });
  });
}

async function failScan(
  { em, clock }: Work,
  scanId: number,
  failure: SourceFailure,
  chance: number,
) {
  const at = clock();
  await em.fork().transactional(async (em) => {
    const scan = await em.findOneOrFail(Scan, scanId, { populate: ['source'] });
    const source = scan.source;
    scan.outcome = 'failed';
    scan.reason = failure.message;
    scan.httpStatus = failure.status;
    scan.endedAt = at;
    source.lastScannedAt = at;
    source.failures += 1;
    source.firstFailedAt ??= at;
    source.failureReason = failure.message;
    source.nextScanAt = dueAfterFailure(at, source.failures, failure.retryAfterSeconds, chance);
  });
}

/**
 * Visits one source and remembers what it offered, whatever happens next.
 *
 * @returns the scan, or null when another process is scanning this source
 */
export async function scanSource(
  services: Work,
  sourceId: number,
  tools: Tools,
): Promise<Scan | null> {
  if (!(await leaseSource(services, { id: sourceId }))) return null;
  return whileLeased(services, { id: sourceId }, async () => {
    const { scan, source } = await beginScan(services, sourceId);
    const chance = Math.random();
    try {
      const visitor = await visitorOf(services, source);
      const reading = await connectorFor(source.kind).read(visitor, tools);
      if (reading === 'not-modified') await keepUnchanged(services, scan.id, chance);
      else await keepReading(services, { scanId: scan.id, sourceId, reading, chance });
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      await failScan(services, scan.id, error, chance);
    }
    return services.em.fork().findOneOrFail(Scan, scan.id, { populate: ['source'] });
  });
}
