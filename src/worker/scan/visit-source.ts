import { Scan, Source } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { week } from '#shared/text/durations.ts';
import { dueAfterFailure } from '../claiming/rhythm.ts';
import { type Tools, withoutValidators } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';
import type { Visit } from './claim-sources.ts';
import { keepReading } from './keep-reading.ts';
import type { Unchanged } from './keep-unchanged.ts';

type Work = Pick<Services, 'em' | 'clock' | 'chance' | 'holder'>;

/** A server may say "not modified" for ever, whatever changed: asked without validators after this. */
const believedFor = week;

/** The source as it is visited: without validators when the last complete answer is long ago. */
function visitorOf(source: Source, at: Date): Source {
  const last = source.lastReadInFullAt ?? source.lastSucceededAt;
  return last && at.getTime() - last.getTime() < believedFor ? source : withoutValidators(source);
}

async function failScan(
  { em, clock }: Work,
  scanId: number,
  failure: SourceFailure,
  chance: number,
): Promise<void> {
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
 * Carries out a visit that has begun and remembers what the source offered, whatever happens next;
 * then gives the source back.
 *
 * @param keepUnchanged notes that nothing has changed, and gives the source back
 */
export async function visitSource(
  services: Work,
  visit: Visit,
  tools: Tools,
  keepUnchanged: (given: Unchanged) => Promise<void>,
): Promise<void> {
  const { scanId, source } = visit;
  const chance = services.chance();
  let isGivenBack = false;
  try {
    const reading = await connectorFor(source.kind).read(
      visitorOf(source, services.clock()),
      tools,
    );
    if (reading === 'not-modified') {
      await keepUnchanged({ visit, chance });
      isGivenBack = true;
    } else await keepReading(services, { scanId, sourceId: source.id, reading, chance });
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    await failScan(services, scanId, error, chance);
  } finally {
    if (!isGivenBack) {
      await services.em
        .fork()
        .nativeUpdate(
          Source,
          { id: source.id, leasedBy: services.holder },
          { leasedBy: null, leaseUntil: null },
        );
    }
  }
}
