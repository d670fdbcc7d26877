import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Source, User, WorkRequest } from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { isReadable } from './readable-kinds.ts';

/**
 * Asks the worker to scan or test a source.
 *
 * @returns the request's id, to poll
 * @throws {NotFound} @throws {Conflict} for kinds that cannot be read
 */
export async function requestWork(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { sourceId: number; kind: 'scan' | 'test'; by: Actor },
): Promise<number> {
  const at = clock();
  return em.transactional(async (em) => {
    const source = await em.findOne(Source, given.sourceId);
    if (!source) throw new NotFound('source', given.sourceId);
    if (!isReadable(source.kind)) {
      throw new Conflict(
        'Sources of this kind cannot be read yet. Add what you find there by hand.',
      );
    }
    const request = em.create(WorkRequest, {
      kind: given.kind,
      source,
      requestedBy: given.by.userId === null ? null : em.getReference(User, given.by.userId),
      requestedAt: at,
    });
    await em.flush();
    recordAudit(em, {
      by: given.by,
      at,
      action: given.kind === 'scan' ? 'source.scan-requested' : 'source.test-requested',
      subject: { type: 'source', id: source.id },
    });
    return request.id;
  });
}
