import { foundNow } from '#shared/database/without-taken-down.ts';
import { Source, type SourceAt, type SourceTest, WorkRequest } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type SourceShape, sourceShape } from './source-rules.ts';

/** What came of a test of a source that nobody has saved, or of a look at an address. */
export interface Preview {
  id: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** The address that is looked at. */
  address: string;
  /** The source as it was typed, or as the address was understood; null while nobody knows. */
  source: SourceShape | null;
  /** What else the address could be. */
  others: SourceAt[];
  found: SourceTest | null;
  /** Why it failed, as a sentence. */
  reason: string | null;
  /** The source that is watched already and is this one. */
  known: { id: number; name: string } | null;
}

async function knownAs(em: Services['em'], source: SourceShape | null): Promise<Preview['known']> {
  if (!source) return null;
  const { url, kind, query = null } = source;
  const known = await em.findOne(Source, { url, kind, query });
  return known && { id: known.id, name: known.name };
}

/** How far a preview has come. @throws {NotFound} also for requests of another kind */
export async function showPreview(
  { em }: Pick<Services, 'em'>,
  requestId: number,
): Promise<Preview> {
  const request = await em.findOne(WorkRequest, { id: requestId, kind: 'test', source: null });
  const draft = request?.test?.draft;
  if (!request || !draft) throw new NotFound('preview', requestId);
  const source = 'kind' in draft ? sourceShape.parse(draft) : null;
  const found = await foundNow(em, request.test);
  return {
    id: request.id,
    state: request.state,
    address: String(draft.url),
    source,
    others: found?.others ?? [],
    found,
    reason: request.reason ?? null,
    known: await knownAs(em, source),
  };
}
