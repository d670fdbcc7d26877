import { Scan, Source } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type Tools, withoutValidators } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';
import { keepReading, readValues } from './keep-reading.ts';
import { leaseSource, whileLeased } from './lease-source.ts';
import { dueAfterFailure } from './rhythm.ts';

type Work = Pick<Services, 'em' | 'clock' | 'holder' | 'log'>;

/** Notes that a visit has begun. Native, since this is done for every source on every visit. */
async function beginScan({ em, clock }: Work, source: Source): Promise<number> {
  const fork = em.fork();
  const at = clock();
  // We hold the lease, so a scan that still says "running" belongs to a process that died.
  if (source.leasedBy) {
    await fork.nativeUpdate(
      Scan,
      { source: source.id, outcome: 'running' },
      { outcome: 'abandoned', endedAt: at, reason: 'The scan was broken off and is repeated.' },
    );
  }
  return fork.insert(Scan, {
    source: source.id,
    startedAt: at,
    outcome: 'running',
    isFirst: !source.lastSucceededAt,
    offered: 0,
    fresh: 0,
    changed: 0,
    warnings: [],
  });
}

/** A server may say "not modified" for ever, whatever changed: asked without validators after this. */
const believedFor = 7 * 86_400_000;

/** The source as it is visited: without validators when the last complete answer is long ago. */
function visitorOf(source: Source, at: Date): Source {
  const last = source.lastReadInFullAt ?? source.lastSucceededAt;
  return last && at.getTime() - last.getTime() < believedFor ? source : withoutValidators(source);
}

async function keepUnchanged(
  { em, clock }: Work,
  scanId: number,
  source: Source,
  chance: number,
): Promise<void> {
  const at = clock();
  await em.fork().transactional(async (em) => {
    await em.nativeUpdate(
      Scan,
      { id: scanId },
      { outcome: 'not-modified', httpStatus: 304, endedAt: at },
    );
    await em.nativeUpdate(
      Source,
      { id: source.id },
      readValues(source, at, { isNews: false, chance }),
    );
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
 * @returns the scan's id, or null when another process is scanning this source
 */
export async function scanSource(
  services: Work,
  sourceId: number,
  tools: Tools,
): Promise<number | null> {
  const source = await leaseSource(services, { id: sourceId });
  if (!source) return null;
  return whileLeased(services, source, async () => {
    const scanId = await beginScan(services, source);
    const chance = Math.random();
    try {
      const visitor = visitorOf(source, services.clock());
      const reading = await connectorFor(source.kind).read(visitor, tools);
      if (reading === 'not-modified') await keepUnchanged(services, scanId, source, chance);
      else await keepReading(services, { scanId, sourceId, reading, chance });
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      await failScan(services, scanId, error, chance);
    }
    return scanId;
  });
}
