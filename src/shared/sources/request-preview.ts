import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { User, WorkRequest } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { webAddress } from '#shared/text/web-address.ts';
import { isReadable } from './readable-kinds.ts';
import { isMailboxAddress, type SourceShape } from './source-rules.ts';

/**
 * Asks the worker to test a source that nobody has saved; no source comes of it.
 *
 * @returns the request's id, for `showPreview`
 * @throws {Invalid} for kinds that cannot be read
 */
export async function requestPreview(
  services: Pick<Services, 'em' | 'clock'>,
  { source, by }: { source: SourceShape; by: Actor },
): Promise<number> {
  if (!isReadable(source.kind)) {
    throw new Invalid('Choose another kind: sources of this one cannot be read.', 'kind');
  }
  const { kind, url, query = null } = source;
  return requestTest(services, { draft: source, about: { kind, url, query }, by });
}

/**
 * Asks the worker to look at an address: what kind of source it can be, and what that would bring.
 *
 * @returns the request's id, for `showPreview`
 * @throws {Invalid} with field "address"
 */
export async function requestLook(
  services: Pick<Services, 'em' | 'clock'>,
  { address, by }: { address: string; by: Actor },
): Promise<number> {
  const url = isMailboxAddress(address) ? address.trim() : webAddress(address, 'address');
  return requestTest(services, { draft: { url }, about: { url }, by });
}

async function requestTest(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { draft: Record<string, unknown>; about: Record<string, unknown>; by: Actor },
): Promise<number> {
  const { draft, about, by } = given;
  const at = clock();
  return em.transactional(async (em) => {
    const request = em.create(WorkRequest, {
      kind: 'test',
      requestedBy: by.userId === null ? null : em.getReference(User, by.userId),
      requestedAt: at,
      test: { draft },
    });
    await em.flush();
    recordAudit(em, {
      by,
      at,
      action: 'source.preview-requested',
      subject: { type: 'request', id: request.id },
      after: about,
    });
    return request.id;
  });
}
