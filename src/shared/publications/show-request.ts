import { foundNow } from '#shared/database/without-taken-down.ts';
import {
  type MayShow,
  type RequestKind,
  type SourceTest,
  WorkRequest,
} from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** An address that was asked for by itself, or is a link of a mail that was. */
export interface RequestPart {
  id: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Null for a file. */
  url: string | null;
  /** The words of the link, the name of the file; null where only the address is known. */
  title: string | null;
  /** Why it failed, as a sentence. */
  reason: string | null;
  publication: NamedPublication | null;
}

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
  /** What came of each link of a mail. */
  parts: RequestPart[];
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

const isUpload = (url: string | null | undefined) => url?.startsWith('upload:') ?? false;

/** A request to add something, as a line of a list: `publication` is loaded with its source. */
export const requestPart = ({
  id,
  state,
  url,
  title,
  reason,
  publication,
}: WorkRequest): RequestPart => ({
  id,
  state,
  url: isUpload(url) ? null : (url ?? null),
  title: title ?? null,
  reason: reason ?? null,
  publication: publication ? namedPublication(publication) : null,
});

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
  const parts = await em.find(
    WorkRequest,
    { partOf: row },
    { populate: ['publication.source'], orderBy: { id: 'asc' } },
  );
  const { publication } = row;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    url: isUpload(row.url) ? null : (row.url ?? null),
    fileName: isUpload(row.url) ? (row.title ?? 'The file you uploaded') : null,
    requestedAt: row.requestedAt,
    finishedAt: row.finishedAt ?? null,
    reason: row.reason ?? null,
    publication: publication
      ? {
          ...namedPublication(publication),
          textProblem: textExitOf(publication).said(publication.textProblem),
        }
      : null,
    parts: parts.map(requestPart),
    sourceId: row.source?.id ?? null,
    scanId: row.scan?.id ?? null,
    test: await foundNow(em, row.test),
    tested: testedOf(row),
  };
}
