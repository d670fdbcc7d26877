import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { User, WorkRequest } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { isReadable } from './readable-kinds.ts';
import type { SourceShape } from './source-rules.ts';

/**
 * Asks the worker to test a source that nobody has saved; no source comes of it.
 *
 * @returns the request's id, for `showPreview`
 * @throws {Invalid} for kinds that cannot be read
 */
export async function requestPreview(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { source: SourceShape; by: Actor },
): Promise<number> {
  const { source, by } = given;
  const at = clock();
  if (!isReadable(source.kind)) {
    throw new Invalid('Choose another kind: sources of this one cannot be read.', 'kind');
  }
  return em.transactional(async (em) => {
    const request = em.create(WorkRequest, {
      kind: 'test',
      requestedBy: by.userId === null ? null : em.getReference(User, by.userId),
      requestedAt: at,
      test: { draft: source },
    });
    await em.flush();
    recordAudit(em, {
      by,
      at,
      action: 'source.preview-requested',
      subject: { type: 'request', id: request.id },
      after: { kind: source.kind, url: source.url, query: source.query ?? null },
    });
    return request.id;
  });
}
