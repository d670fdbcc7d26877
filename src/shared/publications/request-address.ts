import type { Actor } from '#shared/database/record-audit.ts';
import { recordAudit } from '#shared/database/record-audit.ts';
import { User, WorkRequest } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { webAddress } from '#shared/text/web-address.ts';

export { webAddress };

/**
 * Asks the worker to read an address into the library. Asking twice while it waits is asking once.
 *
 * @returns the request's id, to be looked at until it is done
 * @throws {Invalid} with field "url"
 */
export async function requestAddress(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { url: text, by }: { url: string; by: Actor },
): Promise<number> {
  const url = webAddress(text);
  return em.transactional(async (em) => {
    const waiting = await em.findOne(WorkRequest, { kind: 'add', url, state: 'waiting' });
    if (waiting) return waiting.id;
    return addRequest(em, { url, by, at: clock(), after: { url } });
  });
}

/** Writes a request to add something, with its audit entry. */
export async function addRequest(
  em: Services['em'],
  given: { url: string; title?: string; by: Actor; at: Date; after: Record<string, unknown> },
): Promise<number> {
  const { by, at } = given;
  const request = em.create(WorkRequest, {
    kind: 'add',
    url: given.url,
    title: given.title ?? null,
    requestedBy: by.userId === null ? null : em.getReference(User, by.userId),
    requestedAt: at,
  });
  await em.flush();
  recordAudit(em, {
    by,
    at,
    action: 'publication.requested',
    subject: { type: 'request', id: request.id },
    after: given.after,
  });
  return request.id;
}
