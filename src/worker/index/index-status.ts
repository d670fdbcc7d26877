import { OutboxRow } from '#shared/entities/index.ts';
import { SearchUnavailable } from '#shared/errors.ts';
import type { IndexPointer } from '#shared/search/index-pointer.ts';
import type { IndexStatus } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { compareIndex } from './compare-index.ts';
import { faultOf } from './keep-index-true.ts';

export interface IndexReport {
  /** The engine that answers, and the one that the settings ask for. */
  engine: IndexStatus['engine'];
  wanted: IndexStatus['engine'];
  generation: number;
  version: number | null;
  /** "true", "behind", or what must be done about it; "unavailable": its server does not answer. */
  state: 'true' | 'behind' | 'unavailable' | NonNullable<Awaited<ReturnType<typeof faultOf>>>;
  publications: number;
  passages: number;
  bytes: number | null;
  /** Publications of which index and database say different things; null when it cannot be asked. */
  differing: number | null;
  /** Announced changes not taken up yet. */
  behind: number;
  /** Publications that have not been read for their meaning yet; only where meaning is on. */
  withoutMeaning?: number;
  /** The model that reads them. */
  model?: string;
}

/** What the index really holds, compared with the database one by one. It changes nothing. */
export async function indexStatus(
  services: Pick<Services, 'em' | 'search' | 'clock' | 'log'>,
): Promise<IndexReport> {
  const { search } = services;
  const pointer: IndexPointer | null = await search.pointer();
  const behind = await services.em.fork().count(OutboxRow);
  const about = {
    engine: pointer?.engine ?? search.engine,
    wanted: search.engine,
    generation: pointer?.generation ?? 1,
    version: pointer?.version ?? null,
    behind,
  };
  try {
    const fault = await faultOf(services);
    const { publications, passages, bytes, withoutMeaning } = await search.status();
    const { differing } = await compareIndex(services, await search.current());
    const state = fault ?? (differing.length > 0 || behind > 0 ? 'behind' : 'true');
    return {
      ...about,
      state,
      publications,
      passages,
      bytes,
      differing: differing.length,
      ...(withoutMeaning !== undefined && { withoutMeaning, model: search.model ?? '' }),
    };
  } catch (error) {
    if (!(error instanceof SearchUnavailable)) throw error;
    const state = error.isDamaged ? 'damaged' : 'unavailable';
    return { ...about, state, publications: 0, passages: 0, bytes: null, differing: null };
  }
}
