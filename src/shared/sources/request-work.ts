import { personOf } from '#shared/database/person-of.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { Seen } from '#shared/database/seen.ts';
import { WorkRequest } from '#shared/entities/index.ts';
import { Conflict } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { changingSource } from './changing-source.ts';
import { isReadable } from './readable-kinds.ts';

/**
 * Asks the worker to scan or test a source.
 *
 * @returns the request's id, to poll
 * @throws {NotFound} @throws {Conflict} for kinds that cannot be read
 */
export async function requestWork(
  services: Pick<Services, 'em' | 'clock'>,
  given: { sourceId: number; seen?: Seen | undefined; kind: 'scan' | 'test'; by: Actor },
): Promise<number> {
  let requestId = 0;
  await changingSource(services, given, async (em, source, at) => {
    if (!isReadable(source.kind)) {
      throw new Conflict(
        'Sources of this kind cannot be read yet. Add what you find there by hand.',
      );
    }
    const request = em.create(WorkRequest, {
      kind: given.kind,
      source,
      requestedBy: personOf(em, given.by),
      requestedAt: at,
    });
    await em.flush();
    requestId = request.id;
    return { action: given.kind === 'scan' ? 'source.scan-requested' : 'source.test-requested' };
  });
  return requestId;
}
