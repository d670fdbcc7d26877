import { foundNow } from '#shared/database/without-taken-down.ts';
import { type SourceTest, WorkRequest } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type SourceShape, sourceShape } from './source-rules.ts';

/** What came of a test of a source that nobody has saved. */
export interface Preview {
  id: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** The source as it was typed. */
  source: SourceShape;
  found: SourceTest | null;
  /** Why it failed, as a sentence. */
  reason: string | null;
}

/** How far a preview has come. @throws {NotFound} also for requests of another kind */
export async function showPreview(
  { em }: Pick<Services, 'em'>,
  requestId: number,
): Promise<Preview> {
  const request = await em.findOne(WorkRequest, { id: requestId, kind: 'test', source: null });
  const draft = request?.test?.draft;
  if (!request || !draft) throw new NotFound('preview', requestId);
  return {
    id: request.id,
    state: request.state,
    source: sourceShape.parse(draft),
    found: await foundNow(em, request.test),
    reason: request.reason ?? null,
  };
}
