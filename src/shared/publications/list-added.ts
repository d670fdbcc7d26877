import { WorkRequest } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type RequestPart, requestPart } from './show-request.ts';

/** Requests that are listed. */
const most = 10;

/** What somebody asked to be added lately, newest first, with what came of each. */
export async function listAdded(
  { em }: Pick<Services, 'em'>,
  userId: number,
): Promise<RequestPart[]> {
  const rows = await em.find(
    WorkRequest,
    { kind: 'add', requestedBy: userId, partOf: null },
    { populate: ['publication.source'], orderBy: { id: 'desc' }, limit: most },
  );
  return rows.map(requestPart);
}
