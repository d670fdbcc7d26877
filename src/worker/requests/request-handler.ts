import type { RequestKind, Source, SourceTest, WorkRequest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Tools } from '../connectors/connector.ts';

/** What a person gave with a request; what its kind has no use for is null. */
export interface RequestGiven {
  source: Source | null;
  /** The address to add, or "upload:" and a hash; empty where there is none. */
  url: string;
  /** The request itself. */
  request: WorkRequest;
  /** A source as it was typed, which nobody has saved. */
  draft: Record<string, unknown> | null;
}

/** What came of a request. */
export interface RequestOutcome {
  scanId?: number;
  publicationId?: number;
  test?: SourceTest;
  /** What there is to say besides, as a sentence. */
  reason?: string | null;
}

/** What a handler works with. */
export interface Means {
  work: Pick<Services, 'em' | 'clock' | 'chance' | 'holder' | 'log' | 'embedder'>;
  tools: Tools;
  vocabulary: ConceptTerms[];
}

/**
 * Carries out requests of one kind.
 *
 * @throws {SourceFailure} the request has failed, for the reason that it says
 */
export type RequestHandler = (given: RequestGiven, means: Means) => Promise<RequestOutcome>;

/** A request as its handler sees it. */
export function requestOf(request: WorkRequest): { kind: RequestKind; given: RequestGiven } {
  const { kind, source, url, test } = request;
  return {
    kind,
    given: {
      request,
      source: source ?? null,
      url: url ?? '',
      draft: (test && 'draft' in test && test.draft) || null,
    },
  };
}

/** Somebody deleted the source while the request waited. */
export const unregistered = () =>
  new SourceFailure('bad-address', 'The source is no longer registered.');
