import { foundNow } from '#shared/database/without-taken-down.ts';
import {
  type MayShow,
  type RequestKind,
  type SourceTest,
  Upload,
  WorkRequest,
} from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** What came of something a person asked the worker to do. */
export interface RequestView {
  id: number;
  kind: RequestKind;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** The address to add; null for a file, a scan or a test. */
  url: string | null;
  /** The name of the file to add. */
  fileName: string | null;
  requestedAt: Date;
  finishedAt: Date | null;
  /** Why it failed, as a sentence. */
  reason: string | null;
  publication: (NamedPublication & { textProblem: string | null }) | null;
  sourceId: number | null;
  scanId: number | null;
  /** What a test of a source found. */
  test: SourceTest | null;
  /** What may be shown of the source that was tested, saved or not. */
  tested: { mayShow: MayShow; licence: string | null } | null;
}

/** What may be shown of the source that was tested: as it is now, or as somebody typed it. */
function testedOf({ kind, source, test }: WorkRequest): RequestView['tested'] {
  if (kind !== 'test') return null;
  const tested = (source ?? test?.draft) as
    | { mayShow: MayShow; licence?: string | null }
    | undefined;
  return tested ? { mayShow: tested.mayShow, licence: tested.licence ?? null } : null;
}

const uploadScheme = 'upload:';

/** Who asks how far a request has come. */
export interface Asker {
  userId: number;
  /** Whether they look after what requests of this kind are about, and so see everybody's. */
  seesAll(kind: RequestKind): boolean;
}

const isShownTo = ({ requestedBy, kind }: WorkRequest, asker: Asker | null) =>
  !asker || requestedBy?.id === asker.userId || asker.seesAll(kind);

/**
 * How far a request has come.
 *
 * @param asker sees their own; null where what it is about has been asked for, and may be seen
 * @throws {NotFound} also for one of somebody else
 */
export async function showRequest(
  { em }: Pick<Services, 'em'>,
  requestId: number,
  asker: Asker | null,
): Promise<RequestView> {
  const row = await em.findOne(WorkRequest, requestId, {
    populate: ['publication.source', 'source'],
  });
  if (!row || !isShownTo(row, asker)) throw new NotFound('request', requestId);
  const isUpload = row.url?.startsWith(uploadScheme) ?? false;
  const upload = isUpload
    ? await em.findOne(Upload, { hash: row.url?.slice(uploadScheme.length) ?? '' })
    : null;
  const { publication } = row;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    url: isUpload ? null : (row.url ?? null),
    fileName: isUpload ? (upload?.fileName ?? 'The file you uploaded') : null,
    requestedAt: row.requestedAt,
    finishedAt: row.finishedAt ?? null,
    reason: row.reason ?? null,
    publication: publication
      ? {
          ...namedPublication(publication),
          textProblem: textExitOf(publication).said(publication.textProblem),
        }
      : null,
    sourceId: row.source?.id ?? null,
    scanId: row.scan?.id ?? null,
    test: await foundNow(em, row.test),
    tested: testedOf(row),
  };
}
