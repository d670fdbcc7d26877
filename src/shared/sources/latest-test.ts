import { Source, WorkRequest } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** The id of the latest request to test a source. @throws {NotFound} also where nobody has asked */
export async function latestTest({ em }: Pick<Services, 'em'>, sourceId: number): Promise<number> {
  if ((await em.count(Source, sourceId)) === 0) throw new NotFound('source', sourceId);
  const request = await em.findOne(
    WorkRequest,
    { source: sourceId, kind: 'test' },
    { orderBy: { id: 'desc' }, fields: ['id'] },
  );
  if (!request) throw new NotFound('test of source', sourceId);
  return request.id;
}
